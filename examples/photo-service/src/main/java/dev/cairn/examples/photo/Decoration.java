// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples.photo;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How much of Cairn the service has: {@code PHOTO_CAIRN}. */
enum Decoration {
  /** Everything. */
  STAMPS,
  /** All but stamps: what is stored says nothing. */
  RECORDS,
  /** Nothing is decorated: to compare with. */
  NONE;

  static Decoration of(String text) {
    for (Decoration one : values()) {
      if (one.toString().equals(text)) {
        return one;
      }
    }
    throw new IllegalArgumentException(
        "PHOTO_CAIRN: '"
            + text
            + "' is none of "
            + Arrays.stream(values()).map(Decoration::toString).collect(Collectors.joining(", ")));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
