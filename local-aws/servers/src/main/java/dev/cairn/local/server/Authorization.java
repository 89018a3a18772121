// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local.server;

import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * What a request says about its own signature.
 *
 * @param scope date, region, service and {@code aws4_request}
 * @param signedHeaders lower-cased names, in the order they were signed
 * @param payloadHash as the client sent it; it may be a word such as {@code UNSIGNED-PAYLOAD}
 * @param expires {@link Instant#MAX} unless presigned
 */
record Authorization(
    String accessKey,
    List<String> scope,
    List<String> signedHeaders,
    String signature,
    String date,
    String payloadHash,
    Instant expires) {

  static final String ALGORITHM = "AWS4-HMAC-SHA256";

  /** An anonymous request. */
  static final Authorization NONE =
      new Authorization("", List.of(), List.of(), "", "", "", Instant.MAX);

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /**
   * @throws IllegalArgumentException if the request is neither anonymous nor well-formed
   */
  static Authorization of(HttpServletRequest request, QueryString query) {
    if (query.has("X-Amz-Signature")) {
      return presigned(query);
    }
    String header = request.getHeader("Authorization");
    return header == null ? NONE : signed(request, header);
  }

  private static Authorization signed(HttpServletRequest request, String header) {
    if (!header.startsWith(ALGORITHM)) {
      throw new IllegalArgumentException("only " + ALGORITHM + " is understood");
    }
    return of(
        List.of(part(header, "Credential="), part(header, "SignedHeaders=")),
        part(header, "Signature="),
        String.valueOf(request.getHeader("x-amz-date")),
        String.valueOf(request.getHeader("x-amz-content-sha256")),
        Instant.MAX);
  }

  private static Authorization presigned(QueryString query) {
    String date = query.require("X-Amz-Date");
    try {
      Instant expires =
          Instant.from(DATE.parse(date))
              .plusSeconds(Long.parseLong(query.require("X-Amz-Expires")));
      return of(
          List.of(query.require("X-Amz-Credential"), query.require("X-Amz-SignedHeaders")),
          query.require("X-Amz-Signature"),
          date,
          query.get("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD"),
          expires);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("X-Amz-Date is no date: " + date, e);
    }
  }

  private static Authorization of(
      List<String> credentialAndHeaders,
      String signature,
      String date,
      String payloadHash,
      Instant expires) {
    List<String> credential = List.of(credentialAndHeaders.get(0).split("/"));
    if (credential.size() != 5) {
      throw new IllegalArgumentException("Credential must have five parts: " + credential);
    }
    return new Authorization(
        credential.get(0),
        credential.subList(1, 5),
        List.of(credentialAndHeaders.get(1).split(";")),
        signature,
        date,
        payloadHash,
        expires);
  }

  private static String part(String header, String name) {
    int start = header.indexOf(name);
    if (start < 0) {
      throw new IllegalArgumentException("no " + name + " in the Authorization header");
    }
    int end = header.indexOf(',', start);
    return header.substring(start + name.length(), end < 0 ? header.length() : end).strip();
  }
}
