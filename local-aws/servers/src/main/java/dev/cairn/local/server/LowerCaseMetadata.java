// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local.server;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;

/**
 * A request whose user metadata has lower-case names, as S3 stores them.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html">S3: user
 *     metadata</a>
 */
final class LowerCaseMetadata extends HttpServletRequestWrapper {
  LowerCaseMetadata(HttpServletRequest request) {
    super(request);
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    return Collections.enumeration(
        Collections.list(super.getHeaderNames()).stream()
            .map(LowerCaseMetadata::lowerCased)
            .distinct()
            .toList());
  }

  private static String lowerCased(String header) {
    return S3Limits.isMetadata(header) ? header.toLowerCase(Locale.ROOT) : header;
  }
}
