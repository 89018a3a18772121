// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.BoundedCache;
import java.util.Map;

/** The update expressions of one client: most are written once and used in many calls. */
final class UpdateExpressions {
  /** In characters: what is longer is rare, and is read anew each time. */
  private static final int MAX_KEPT = 1024;

  private final BoundedCache<Written, UpdateExpression> read =
      new BoundedCache<>(written -> UpdateExpression.parse(written.text, written.names));

  private record Written(String text, Map<String, String> names) {}

  /** As {@link UpdateExpression#parse}; the names are not null and are not kept. */
  UpdateExpression parse(String text, Map<String, String> names) {
    return text.length() > MAX_KEPT
        ? UpdateExpression.parse(text, names)
        : read.get(new Written(text, Map.copyOf(names)));
  }
}
