// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import dev.cairn.StoredAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Finds the notifications in a message, by whichever way it came: from S3 itself, from SQS or SNS
 * or one by the other, from EventBridge, as Lambda hands these over.
 */
final class Notifications {
  /** Lambda's envelope around SQS's around SNS's around S3's. */
  private static final int MAX_DEPTH = 4;

  private final Function<String, Object> parser;
  private final List<S3Notification> found = new ArrayList<>(1);

  private Notifications(Function<String, Object> parser) {
    this.parser = parser;
  }

  /**
   * Returns the notifications, in their order; none in other messages.
   *
   * @param parser of JSON into maps, lists and anything else
   * @throws RuntimeException where the message is no JSON or not what AWS documents
   */
  static List<S3Notification> in(String message, Function<String, Object> parser) {
    Notifications notifications = new Notifications(parser);
    notifications.read(parser.apply(message), 0);
    return List.copyOf(notifications.found);
  }

  private void read(Object message, int depth) {
    Map<?, ?> map = map(message);
    if (depth > MAX_DEPTH) {
      return;
    }
    if (map.get("Records") instanceof List<?> records) {
      records.forEach(record -> readRecord(map(record), depth));
    } else if (map.get("Message") instanceof String ofSns) {
      read(parser.apply(ofSns), depth + 1);
    } else if (map.get("detail") instanceof Map<?, ?> detail && detail.containsKey("bucket")) {
      readEventBridge(text(map, "detail-type"), detail);
    }
  }

  private void readRecord(Map<?, ?> record, int depth) {
    if (record.get("s3") instanceof Map<?, ?> s3) {
      Map<?, ?> object = map(s3.get("object"));
      Map<?, ?> response = map(record.get("responseElements"));
      String key = URLDecoder.decode(text(object, "key"), StandardCharsets.UTF_8);
      found.add(
          new S3Notification(
              text(record, "eventName"),
              StoredAddress.s3(text(map(s3.get("bucket")), "name"), key, text(object, "versionId")),
              text(object, "eTag"),
              text(response, "x-amz-request-id"),
              text(response, "x-amz-id-2")));
    } else if (record.get("body") instanceof String ofSqs) {
      read(parser.apply(ofSqs), depth + 1);
    } else if (record.get("Sns") instanceof Map<?, ?> sns) {
      read(sns, depth + 1);
    }
  }

  /** EventBridge does not encode keys. */
  private void readEventBridge(String type, Map<?, ?> detail) {
    Map<?, ?> object = map(detail.get("object"));
    String bucket = text(map(detail.get("bucket")), "name");
    found.add(
        new S3Notification(
            type,
            StoredAddress.s3(bucket, text(object, "key"), text(object, "version-id")),
            text(object, "etag"),
            text(detail, "request-id"),
            null));
  }

  private static Map<?, ?> map(Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static String text(Map<?, ?> map, String name) {
    return map.get(name) instanceof String text && !text.isEmpty() ? text : null;
  }
}
