// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import java.net.URI;

/**
 * A URL as spans may show it: without credentials, without the values of its query (signatures,
 * tokens, personal data) and without the fragment, which is never sent.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/registry/attributes/url/">url.full</a>
 */
final class UrlRedaction {
  private static final String REDACTED = "REDACTED";

  private UrlRedaction() {}

  static String redact(URI uri) {
    String authority = uri.getRawAuthority();
    StringBuilder url = new StringBuilder(64).append(uri.getScheme()).append("://");
    if (authority != null) {
      int at = authority.lastIndexOf('@');
      if (at >= 0) {
        url.append(REDACTED).append(':').append(REDACTED).append('@');
      }
      url.append(authority, at + 1, authority.length());
    }
    if (uri.getRawPath() != null) {
      url.append(uri.getRawPath());
    }
    if (uri.getRawQuery() != null) {
      redactQuery(uri.getRawQuery(), url.append('?'));
    }
    return url.toString();
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
