// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The data of the benchmarks: a record of ten attributes, its key {@code id}. */
final class Photo {
  static final String TABLE = "photos";
  static final String BUCKET = "photos";
  static final String KEY = "acme/ada/d51c1f56.png";

  /** What a query returns. */
  static final int MANY = 25;

  private Photo() {}

  static String id(int number) {
    return "d51c1f56-" + (1000 + number);
  }

  /**
   * Returns the attributes of a record: strings and numbers.
   *
   * @param stamp null where it carries none
   */
  static Map<String, Object> attributes(int number, String stamp) {
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("id", id(number));
    item.put("owner", "ada.lovelace");
    item.put("tenant", "acme");
    item.put("title", "The analytical engine, seen from the left");
    item.put("bucket", BUCKET);
    item.put("key", KEY);
    item.put("width", 4032);
    item.put("height", 3024);
    item.put("bytes", 2_483_112);
    item.put("created", 1_795_651_200);
    if (stamp != null) {
      item.put("cairn", stamp);
    }
    return item;
  }

  /** Returns the record as DynamoDB answers with it. */
  static String json(int number, boolean stamped) {
    return attributes(number, stamped ? Telemetry.stamp(number) : null).entrySet().stream()
        .map(
            attribute ->
                String.format(
                    "\"%s\":{\"%s\":\"%s\"}",
                    attribute.getKey(),
                    attribute.getValue() instanceof Number ? "N" : "S",
                    attribute.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  static Answer answerOfGet(boolean stamped) {
    return Answer.dynamoDb(200, "{\"Item\":" + json(0, stamped) + "}");
  }

  static Answer answerOfQuery(boolean stamped) {
    String items =
        IntStream.range(0, MANY)
            .mapToObj(number -> json(number, stamped))
            .collect(Collectors.joining(",", "[", "]"));
    return Answer.dynamoDb(
        200, "{\"Items\":" + items + ",\"Count\":" + MANY + ",\"ScannedCount\":" + MANY + "}");
  }

  static Answer answerOfFailedCondition() {
    return Answer.dynamoDb(
        400,
        "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException\","
            + "\"message\":\"The conditional request failed\"}");
  }
}
