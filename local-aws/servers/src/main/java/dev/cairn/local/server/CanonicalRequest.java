// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local.server;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.stream.Collectors;

/**
 * The text of a request that Signature Version 4 signs.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html">S3:
 *     the canonical request</a>
 */
final class CanonicalRequest {
  private CanonicalRequest() {}

  static String of(HttpServletRequest request, QueryString query, Authorization authorization) {
    return String.join(
        "\n",
        request.getMethod(),
        request.getRequestURI(),
        query.canonical(),
        headers(request, authorization),
        String.join(";", authorization.signedHeaders()),
        authorization.payloadHash());
  }

  private static String headers(HttpServletRequest request, Authorization authorization) {
    return authorization.signedHeaders().stream()
        .map(name -> name + ":" + values(request, name) + "\n")
        .collect(Collectors.joining());
  }

  private static String values(HttpServletRequest request, String name) {
    return Collections.list(request.getHeaders(name)).stream()
        .map(value -> value.strip().replaceAll(" +", " "))
        .collect(Collectors.joining(","));
  }
}
