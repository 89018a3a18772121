// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Against the worked examples of AWS.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html">S3:
 *     signature calculations, examples</a>
 */
class SigV4VerifierTest {
  private static final SigV4Verifier VERIFIER =
      new SigV4Verifier("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

  private static final String EMPTY =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private static Map<String, String> headers(String signedHeaders, String signature) {
    return new HashMap<>(
        Map.of(
            "Host",
            "examplebucket.s3.amazonaws.com",
            "x-amz-date",
            "20130524T000000Z",
            "x-amz-content-sha256",
            EMPTY,
            "Authorization",
            "AWS4-HMAC-SHA256 "
                + "Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                + "SignedHeaders="
                + signedHeaders
                + ",Signature="
                + signature));
  }

  @Test
  void getObject_ofTheDocumentation_isAccepted() {
    Map<String, String> headers =
        headers(
            "host;range;x-amz-content-sha256;x-amz-date",
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    headers.put("Range", "bytes=0-9");

    assertThat(VERIFIER.check(StubRequest.of("GET", "/test.txt", headers))).isSameAs(S3Error.NONE);
  }

  @Test
  void listObjects_ofTheDocumentation_isAccepted() {
    Map<String, String> headers =
        headers(
            "host;x-amz-content-sha256;x-amz-date",
            "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");

    assertThat(VERIFIER.check(StubRequest.of("GET", "/?max-keys=2&prefix=J", headers)))
        .isSameAs(S3Error.NONE);
  }

  @Test
  void changedRequest_isRefused() {
    Map<String, String> headers =
        headers(
            "host;x-amz-content-sha256;x-amz-date",
            "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");

    assertThat(VERIFIER.check(StubRequest.of("GET", "/?max-keys=3&prefix=J", headers)).code())
        .isEqualTo("SignatureDoesNotMatch");
  }

  @Test
  void presignedUrl_ofTheDocumentation_hasExpired() {
    String url =
        "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256"
            + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
            + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
            + "&X-Amz-Signature="
            + "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";

    S3Error error = VERIFIER.check(StubRequest.of("GET", url, Map.of()));

    assertThat(error.status()).isEqualTo(403);
    assertThat(error.message()).isEqualTo("Request has expired");
  }

  @Test
  void otherAccessKey_isRefused() {
    SigV4Verifier other = new SigV4Verifier("OTHER", "secret");
    Map<String, String> headers = headers("host", "00");

    assertThat(other.check(StubRequest.of("GET", "/k", headers)).code())
        .isEqualTo("InvalidAccessKeyId");
  }

  @Test
  void malformedAuthorization_isRefused() {
    for (String header : new String[] {"Basic abc", "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA256 x=y"}) {
      assertThat(
              VERIFIER.check(StubRequest.of("GET", "/k", Map.of("Authorization", header))).code())
          .isEqualTo("AuthorizationHeaderMalformed");
    }
  }
}
