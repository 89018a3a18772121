// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

/** What is left of a limit that several items of a request share. Not thread-safe. */
final class Room {
  /**
   * In bytes, of all items of a transaction.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html">
   *     Limits</a>
   */
  private static final long MAX_TRANSACTION = 4L * 1024 * 1024;

  /** A transaction writes everything twice. */
  private static final int TRANSACTION_FACTOR = 2;

  private final int unitFactor;
  private long left;

  private Room(long left, int unitFactor) {
    this.left = left;
    this.unitFactor = unitFactor;
  }

  /**
   * Returns the room of a request of one item, or of a batch: 25 items of the largest size are
   * below the 16 MB that a batch may have.
   */
  static Room unlimited() {
    return new Room(Long.MAX_VALUE, 1);
  }

  /**
   * Returns the room in a transaction.
   *
   * @param bytes of what the application puts
   */
  static Room inTransaction(long bytes) {
    return new Room(MAX_TRANSACTION - bytes, TRANSACTION_FACTOR);
  }

  /** Returns how many write units a kilobyte takes. */
  int unitFactor() {
    return unitFactor;
  }

  boolean has(long bytes) {
    return bytes <= left;
  }

  void take(long bytes) {
    left -= bytes;
  }
}
