// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

/**
 * A URL as spans may show it: without credentials, without the values of its query (signatures,
 * tokens, personal data) and without the fragment, which is never sent.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/registry/attributes/url/">url.full</a>
 */
final class UrlRedaction {
  private static final String REDACTED = "REDACTED";

  private UrlRedaction() {}

  /** Returns the URL itself where there is nothing to leave out. */
  static String redact(String url) {
    int fragment = url.indexOf('#');
    int end = fragment < 0 ? url.length() : fragment;
    int mark = url.indexOf('?');
    int query = mark < 0 || mark > end ? end : mark;
    int authority = url.indexOf("://") + 3;
    int path = url.indexOf('/', authority);
    int at = url.lastIndexOf('@', path < 0 || path > query ? query : path);
    if (at < authority && query == url.length()) {
      return url;
    }
    StringBuilder shown = new StringBuilder(url.length()).append(url, 0, authority);
    if (at >= authority) {
      shown.append(REDACTED).append(':').append(REDACTED).append('@');
    }
    shown.append(url, Math.max(at + 1, authority), query);
    if (query < end) {
      redactQuery(url.substring(query + 1, end), shown.append('?'));
    }
    return shown.toString();
  }

  /** What has no {@code =} may be a value as well as a name. */
  private static void redactQuery(String query, StringBuilder url) {
    String separator = "";
    for (String parameter : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      url.append(separator);
      if (equals >= 0) {
        url.append(parameter, 0, equals + 1);
      }
      url.append(parameter.isEmpty() ? "" : REDACTED);
      separator = "&";
    }
  }
}
