// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local.server;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The names by which tests and servers speak of operations: {@code S3.PutObject}. */
final class Operations {
  static final String S3 = "S3.";
  static final String DYNAMODB = "DynamoDB.";
  static final String DYNAMODB_STREAMS = "DynamoDBStreams.";

  /** DynamoDB names its operations in a header, so any that it may learn is a name. */
  private static final Pattern DYNAMODB_NAME =
      Pattern.compile("DynamoDB(Streams)?\\.[A-Z][A-Za-z]+");

  private Operations() {}

  /**
   * @throws IllegalArgumentException if no request will ever bear this name, so that a misspelt
   *     rule fails the test that sets it instead of never being met
   */
  static String require(String name) {
    if (!S3Operation.NAMES.contains(name) && !DYNAMODB_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "unknown operation '" + name + "'; known: DynamoDB.<Operation> and " + sorted());
    }
    return name;
  }

  private static Set<String> sorted() {
    return new TreeSet<>(S3Operation.NAMES);
  }
}
