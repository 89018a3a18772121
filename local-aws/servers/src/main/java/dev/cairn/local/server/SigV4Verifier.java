// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local.server;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks a request's Signature Version 4, in the header or in the query of a presigned URL.
 *
 * <p>The signatures of payloads and chunks are not checked, nor is the age of a request that is not
 * presigned.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html">
 *     S3: authenticating requests</a>
 */
final class SigV4Verifier {
  private static final String HMAC = "HmacSHA256";

  /** The one {@code x-amz-} header that need not be signed: the signature covers its value. */
  private static final String CONTENT_HASH = "x-amz-content-sha256";

  private final String accessKey;
  private final String secretKey;

  SigV4Verifier(String accessKey, String secretKey) {
    this.accessKey = accessKey;
    this.secretKey = secretKey;
  }

  S3Error check(HttpServletRequest request) {
    QueryString query = QueryString.parse(request.getQueryString());
    Authorization authorization;
    try {
      authorization = Authorization.of(request, query);
    } catch (IllegalArgumentException e) {
      return new S3Error(400, "AuthorizationHeaderMalformed", e.getMessage());
    }
    return authorization == Authorization.NONE
        ? denied("Access Denied")
        : check(request, query, authorization);
  }

  private S3Error check(
      HttpServletRequest request, QueryString query, Authorization authorization) {
    if (authorization.expires().isBefore(Instant.now())) {
      return denied("Request has expired");
    }
    if (!authorization.accessKey().equals(accessKey)) {
      return new S3Error(
          403,
          "InvalidAccessKeyId",
          "The AWS Access Key Id you provided does not exist in our records.");
    }
    if (hasUnsigned(request, Set.copyOf(authorization.signedHeaders()))) {
      return denied("There were headers present in the request which were not signed");
    }
    String canonical = CanonicalRequest.of(request, query, authorization);
    return signature(authorization, canonical).equals(authorization.signature())
        ? S3Error.NONE
        : new S3Error(
            403,
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided."
                + " Check your key and signing method.");
  }

  private static boolean hasUnsigned(HttpServletRequest request, Set<String> signed) {
    return Collections.list(request.getHeaderNames()).stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .filter(name -> name.startsWith("x-amz-") && !name.equals(CONTENT_HASH))
        .anyMatch(name -> !signed.contains(name));
  }

  private String signature(Authorization authorization, String canonicalRequest) {
    String toSign =
        String.join(
            "\n",
            Authorization.ALGORITHM,
            authorization.date(),
            String.join("/", authorization.scope()),
            hex(sha256(canonicalRequest)));
    byte[] key = bytes("AWS4" + secretKey);
    for (String part : authorization.scope()) {
      key = hmac(key, part);
    }
    return hex(hmac(key, toSign));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(bytes(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static S3Error denied(String message) {
    return new S3Error(403, "AccessDenied", message);
  }
}
