// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import java.util.List;

/**
 * What is counted and may have a price.
 *
 * @param json its name in answers and price lists
 * @param column its name in the store
 */
record Quantity(String json, String column) {
  static final List<Quantity> ALL =
      List.of(
          new Quantity("s3WriteRequests", "s3_write_requests"),
          new Quantity("s3ReadRequests", "s3_read_requests"),
          new Quantity("s3BytesIn", "s3_bytes_in"),
          new Quantity("s3BytesOut", "s3_bytes_out"),
          new Quantity("dynamodbRequests", "dynamodb_requests"),
          new Quantity("dynamodbReadUnits", "dynamodb_read_units"),
          new Quantity("dynamodbWriteUnits", "dynamodb_write_units"));

  /** Whether there may be half a one. */
  boolean isFraction() {
    return json.endsWith("Units");
  }
}
