// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import dev.cairn.Stamp;
import java.util.LinkedHashMap;
import java.util.Map;

/** User metadata as the application is to see it. */
final class ObjectMetadataView {
  private ObjectMetadataView() {}

  /** Returns the stamp in the metadata, or {@link Stamp#INVALID} where there is none of ours. */
  static Stamp stampIn(Map<String, String> metadata, String key) {
    return metadata == null ? Stamp.INVALID : Stamp.parse(metadata.get(key));
  }

  /** Returns a copy without the key, in the same order. */
  static Map<String, String> without(Map<String, String> metadata, String key) {
    Map<String, String> visible = new LinkedHashMap<>(metadata);
    visible.remove(key);
    return visible;
  }
}
