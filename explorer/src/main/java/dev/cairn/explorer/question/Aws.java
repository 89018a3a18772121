// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import java.net.URI;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** What the clients of both stores have in common. */
final class Aws {
  private static final int FORBIDDEN = 403;

  private Aws() {}

  /**
   * Returns the builder with the endpoint, where one is given, and the HTTP client that starts
   * fastest.
   */
  static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B configure(
      B builder, URI endpoint) {
    builder.httpClientBuilder(UrlConnectionHttpClient.builder());
    return endpoint == null ? builder : builder.endpointOverride(endpoint);
  }

  /** Calls, and says what went wrong in words. */
  static <T> T call(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (AwsServiceException refused) {
      throw new StorageException(isNotPermitted(refused), what + ": " + words(refused), refused);
    } catch (SdkClientException failed) {
      throw new StorageException(false, what + ": " + words(failed), failed);
    }
  }

  private static boolean isNotPermitted(AwsServiceException refused) {
    return refused.statusCode() == FORBIDDEN || "AccessDeniedException".equals(code(refused));
  }

  static String code(AwsServiceException refused) {
    return refused.awsErrorDetails() == null ? null : refused.awsErrorDetails().errorCode();
  }

  private static String words(AwsServiceException refused) {
    if (isNotPermitted(refused)) {
      return "not permitted (" + refused.statusCode() + ' ' + code(refused) + ")";
    }
    String message =
        refused.awsErrorDetails() == null ? null : refused.awsErrorDetails().errorMessage();
    return code(refused) + (message == null ? " (" + refused.statusCode() + ")" : ": " + message);
  }

  private static String words(SdkClientException failed) {
    String message = String.valueOf(failed.getMessage());
    if (message.contains("region")) {
      return "no region is set: set AWS_REGION";
    }
    if (message.contains("credentials")) {
      return "no credentials are set: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or"
          + " AWS_PROFILE";
    }
    Throwable root = failed;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage()
        + " ("
        + root.getClass().getSimpleName()
        + "); check the endpoint:"
        + " --endpoint-url or AWS_ENDPOINT_URL";
  }
}
