// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.instrument;

/**
 * What a call of DynamoDB read or wrote, by which its units are estimated where AWS did not return
 * them.
 *
 * @param items how many were asked for, found or not; 1 for a query, which is billed as a whole
 * @param bytes their size together, or about that
 * @param consistent whether reads were strongly consistent
 */
public record Volume(int items, long bytes, boolean consistent) {
  /** What is known of a call of which nothing more is. */
  static final Volume LEAST = new Volume(1, 0, false);
}
