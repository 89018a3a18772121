// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn;

import java.util.Locale;
import java.util.regex.Pattern;

/** Settings in which {@code *} stands for any characters. Each method says what is wrong. */
final class Globs {
  private static final Pattern RESOURCE = Pattern.compile("(s3|dynamodb)://[A-Za-z0-9._*-]+");

  private Globs() {}

  /** Returns what matches {@code s3://bucket} or {@code dynamodb://table}. */
  static Pattern resource(String setting, String resource) {
    if (!RESOURCE.matcher(resource).matches()) {
      throw new IllegalArgumentException(
          setting + ": '" + resource + "' is not s3://bucket or dynamodb://table (* for any)");
    }
    return pattern(resource);
  }

  /** Returns what matches the name of a host. */
  static Pattern host(String setting, String host) {
    if (host.isBlank() || host.contains("/") || host.matches(".*:\\d+")) {
      throw new IllegalArgumentException(
          setting + ": '" + host + "' is not a host name without scheme and port");
    }
    return pattern(host.toLowerCase(Locale.ROOT));
  }

  private static Pattern pattern(String glob) {
    StringBuilder regex = new StringBuilder();
    for (String literal : glob.split("\\*", -1)) {
      regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(literal));
    }
    return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE);
  }
}
