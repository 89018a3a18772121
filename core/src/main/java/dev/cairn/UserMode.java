// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn;

/** What {@linkplain StampMode#FULL full} stamps say of the user. */
public enum UserMode {
  /** Nothing: the stamp names tenant and request, not the user. */
  NONE,
  /** The user's id as it is, readable by everyone who may read the object or record. */
  PLAIN
}
