// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.Stamp;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private static final String REQUEST_ID = "AWS_REQUEST_ID";
  private static final String STAMPS = "cairn.stamps";

  /** Stamps hold no white space. */
  private static final String BETWEEN = "\n";

  private StampedMetadata(AwsResponseMetadata metadata) {
    super(metadata);
  }

  /** Returns the metadata that the SDK itself makes of an HTTP response, and the stamps. */
  static DynamoDbResponseMetadata of(
      AwsResponseMetadata metadata, SdkHttpResponse http, List<Stamp> stamps) {
    return DynamoDbResponseMetadata.create(
        DefaultAwsResponseMetadata.create(new Unasked(metadata, http, stamps)));
  }

  /**
   * What metadata say, put together once somebody asks. The SDK asks for the request's id, and
   * whether these are the metadata from before the hook, which have one entry fewer.
   */
  private static final class Unasked extends AbstractMap<String, String> {
    private final AwsResponseMetadata metadata;
    private final SdkHttpResponse http;
    private final List<Stamp> stamps;
    private volatile Map<String, String> asked;

    Unasked(AwsResponseMetadata metadata, SdkHttpResponse http, List<Stamp> stamps) {
      this.metadata = metadata;
      this.http = http;
      this.stamps = stamps;
    }

    private Map<String, String> asked() {
      Map<String, String> known = asked;
      if (known == null) {
        known = new HashMap<>();
        known.put(REQUEST_ID, metadata.requestId());
        for (Map.Entry<String, List<String>> header : http.headers().entrySet()) {
          known.put(header.getKey(), header.getValue().get(0));
        }
        known.put(
            STAMPS, stamps.stream().map(Stamp::toString).collect(Collectors.joining(BETWEEN)));
        asked = known;
      }
      return known;
    }

    @Override
    public String get(Object key) {
      return REQUEST_ID.equals(key) ? metadata.requestId() : asked().get(key);
    }

    @Override
    public int size() {
      return http.numHeaders() + 2;
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
      return asked().entrySet();
    }
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
