// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import dev.cairn.explorer.question.StorageSettings;
import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.Option;

/** How to reach what is stored. */
final class StorageOptions {
  @Option(
      names = "--endpoint-url",
      paramLabel = "URL",
      description = "Where S3 and DynamoDB are, if not at AWS. Also AWS_ENDPOINT_URL.")
  private String endpoint;

  @Option(
      names = "--s3-endpoint-url",
      paramLabel = "URL",
      description = "Where S3 is, if elsewhere. Also AWS_ENDPOINT_URL_S3.")
  private String s3Endpoint;

  @Option(
      names = "--dynamodb-endpoint-url",
      paramLabel = "URL",
      description = "Where DynamoDB is, if elsewhere. Also AWS_ENDPOINT_URL_DYNAMODB.")
  private String dynamoDbEndpoint;

  @Option(
      names = "--stamp-key",
      paramLabel = "KEY",
      defaultValue = "cairn",
      description =
          "The S3 metadata key and DynamoDB attribute of stamps. Default: ${DEFAULT-VALUE}.")
  private String stampKey;

  StorageSettings settings() {
    return new StorageSettings(
        checked("--s3-endpoint-url", s3Endpoint == null ? endpoint : s3Endpoint),
        checked("--dynamodb-endpoint-url", dynamoDbEndpoint == null ? endpoint : dynamoDbEndpoint),
        stampKey);
  }

  private static URI checked(String option, String url) {
    try {
      URI parsed = url == null ? null : new URI(url);
      if (parsed == null || parsed.getScheme() != null && parsed.getHost() != null) {
        return parsed;
      }
    } catch (URISyntaxException malformed) {
      throw noUrl(option, url, malformed);
    }
    throw noUrl(option, url, null);
  }

  private static IllegalArgumentException noUrl(String option, String url, Exception cause) {
    return new IllegalArgumentException(
        option + ": '" + url + "' is no URL such as http://127.0.0.1:8000", cause);
  }
}
