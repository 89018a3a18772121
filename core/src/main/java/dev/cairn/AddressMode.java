// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn;

/** How spans show where something is stored. Keys may hold e-mail addresses and ids. */
public enum AddressMode {
  /** As it is. */
  PLAIN,
  /**
   * The key as {@code h:} and 128 bits, in hexadecimal, of its keyed hash: the same thing has the
   * same address, and nobody without the hash's key can tell which thing it is.
   */
  HASHED,
  /** The key as the template it matches: {@code users/{id}/photo.jpg}; else as {@code {}}. */
  TEMPLATE
}
