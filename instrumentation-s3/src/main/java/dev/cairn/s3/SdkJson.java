// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** The JSON parser that AWS SDK 2.x has for itself. */
final class SdkJson {
  private SdkJson() {}

  /** Returns maps, lists and texts; numbers and the like as texts. */
  static Object parse(String json) {
    return plain(JsonNode.parser().parse(json));
  }

  private static Object plain(JsonNode node) {
    if (node.isObject()) {
      Map<String, Object> map = new LinkedHashMap<>();
      node.asObject().forEach((name, value) -> map.put(name, plain(value)));
      return map;
    }
    return node.isArray() ? node.asArray().stream().map(SdkJson::plain).toList() : node.text();
  }
}
