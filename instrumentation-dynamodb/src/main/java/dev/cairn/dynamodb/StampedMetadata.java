// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.Stamp;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.AwsResponseMetadata;
import software.amazon.awssdk.awscore.DefaultAwsResponseMetadata;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponseMetadata;

/**
 * A response's metadata as the place that remembers the stamps taken out of its items. The SDK
 * copies items and replaces the HTTP response after the last hook; metadata are the one thing of a
 * response that it passes on as they are, and that is not in DynamoDB's API.
 */
final class StampedMetadata extends AwsResponseMetadata {
  private static final String STAMPS = "cairn.stamps";

  /** Stamps hold no white space. */
  private static final String BETWEEN = "\n";

  private StampedMetadata(AwsResponseMetadata metadata) {
    super(metadata);
  }

  /** Returns the metadata that the SDK itself makes of an HTTP response, and the stamps. */
  static DynamoDbResponseMetadata of(
      AwsResponseMetadata metadata, SdkHttpResponse http, List<Stamp> stamps) {
    Map<String, String> with = new HashMap<>();
    with.put("AWS_REQUEST_ID", metadata.requestId());
    http.forEachHeader((name, values) -> with.put(name, values.get(0)));
    with.put(STAMPS, stamps.stream().map(Stamp::toString).collect(Collectors.joining(BETWEEN)));
    return DynamoDbResponseMetadata.create(DefaultAwsResponseMetadata.create(with));
  }

  /** Returns the stamps that {@link #of} remembered, or the empty list. */
  static List<Stamp> stampsIn(AwsResponseMetadata metadata) {
    String stamps = metadata == null ? null : new StampedMetadata(metadata).stamps();
    return stamps == null
        ? List.of()
        : Arrays.stream(stamps.split(BETWEEN, -1)).map(Stamp::parse).toList();
  }

  private String stamps() {
    String stamps = getValue(STAMPS);
    return "UNKNOWN".equals(stamps) ? null : stamps;
  }
}
