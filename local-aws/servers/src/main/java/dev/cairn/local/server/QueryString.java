// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local.server;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The query parameters of a request, decoded. */
final class QueryString {
  private static final String SIGNATURE = "X-Amz-Signature";

  private final Map<String, List<String>> values;

  private QueryString(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * @param raw may be null or empty, as servlets have it
   */
  static QueryString parse(String raw) {
    Map<String, List<String>> values = new TreeMap<>();
    if (raw != null && !raw.isEmpty()) {
      for (String parameter : raw.split("&")) {
        String[] nameAndValue = parameter.split("=", 2);
        values
            .computeIfAbsent(decoded(nameAndValue[0]), name -> new ArrayList<>())
            .add(nameAndValue.length < 2 ? "" : decoded(nameAndValue[1]));
      }
    }
    return new QueryString(values);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  String get(String name, String otherwise) {
    return values.getOrDefault(name, List.of(otherwise)).get(0);
  }

  /**
   * @throws IllegalArgumentException if there is no such parameter
   */
  String require(String name) {
    if (!has(name)) {
      throw new IllegalArgumentException("no " + name + " in the query");
    }
    return get(name, "");
  }

  /** As Signature Version 4 signs it: encoded, sorted, without the signature itself. */
  String canonical() {
    List<String> parameters = new ArrayList<>();
    values.forEach(
        (name, all) -> {
          if (!name.equals(SIGNATURE)) {
            all.forEach(value -> parameters.add(encoded(name) + "=" + encoded(value)));
          }
        });
    parameters.sort(null);
    return String.join("&", parameters);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
