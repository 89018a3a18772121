// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples.photo;

import java.net.URI;
import java.util.Map;

/**
 * Where the service keeps its things and listens. Region and credentials come from the AWS SDK's
 * default chain, the rest of OpenTelemetry from {@code OTEL_*}.
 *
 * @param bucket {@code PHOTO_BUCKET}, default {@code photos}
 * @param photoTable {@code PHOTO_TABLE}, default {@code photos}; partition key {@code id}, a string
 * @param thumbnailTable {@code THUMBNAIL_TABLE}, default {@code thumbnails}; partition key {@code
 *     photo}, a string
 * @param apiPort {@code PHOTO_PORT}, default 8080; 0 for any free one
 * @param endpoints of servers other than AWS's, null for AWS
 * @param decoration {@code PHOTO_CAIRN}, default {@code stamps}
 */
record Settings(
    String bucket,
    String photoTable,
    String thumbnailTable,
    int apiPort,
    Endpoints endpoints,
    Decoration decoration) {

  /** Endpoints of servers that stand in for AWS. */
  record Endpoints(URI s3, URI dynamoDb) {}

  static Settings from(Map<String, String> environment) {
    return new Settings(
        environment.getOrDefault("PHOTO_BUCKET", "photos"),
        environment.getOrDefault("PHOTO_TABLE", "photos"),
        environment.getOrDefault("THUMBNAIL_TABLE", "thumbnails"),
        port(environment.getOrDefault("PHOTO_PORT", "8080")),
        null,
        Decoration.of(environment.getOrDefault("PHOTO_CAIRN", "stamps")));
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException("PHOTO_PORT: '" + text + "' is no port", notANumber);
    }
    throw new IllegalArgumentException("PHOTO_PORT: '" + text + "' is not within 0 to 65535");
  }
}
