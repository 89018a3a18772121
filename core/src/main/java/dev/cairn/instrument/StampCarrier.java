// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.instrument;

/** Where in a request a stamp would go. */
public interface StampCarrier {
  /**
   * Returns what the application itself put under the key: null where nothing, the empty string
   * where it is no text.
   */
  String present(String key);

  /**
   * Returns why this request cannot take the stamp, or null where it can. What the application
   * sends must stay inside the service's limits with the stamp added.
   */
  SkipReason refuse(String key, String stamp);
}
