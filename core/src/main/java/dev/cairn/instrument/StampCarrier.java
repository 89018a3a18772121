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

  /**
   * Returns whether the request changes a part only of what is stored, so that something of the
   * application's may be under the key though the request does not show it.
   */
  default boolean isBlind() {
    return false;
  }

  /**
   * Returns whether what is stored may, with the stamp, be over a limit of the service that it
   * keeps to without. Asked of requests that carry the stamp, and that had room for it.
   */
  default boolean isNearLimit(String key, String stamp) {
    return false;
  }

  /**
   * Returns how many write units, of a kilobyte each, the stamp adds to what DynamoDB bills: by
   * default the number to be expected where the size of what is stored is not known.
   */
  default double writeUnits(String key, String stamp) {
    return (key.length() + stamp.length()) / 1024.0;
  }
}
