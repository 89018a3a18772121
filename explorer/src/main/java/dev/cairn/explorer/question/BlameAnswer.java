// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Who stored what is at an address.
 *
 * @param kind what sort of an answer it is
 * @param contract the answer that programs read: every key of DESIGN.md section 10 and no other
 * @param full the same and, for people and other explorers, {@code completeReason}, {@code writes}
 *     (newest first) and {@code entry}
 */
public record BlameAnswer(Kind kind, ObjectNode contract, ObjectNode full) {
  /** The sorts of answers. */
  public enum Kind {
    /** An origin is known. */
    ANSWERED,
    /** Nothing is stored at the address. */
    NOTHING_STORED,
    /** Something is stored, but neither stamp nor span tells by whom. */
    NO_ORIGIN
  }
}
