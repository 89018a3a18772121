// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.benchmarks;

import java.util.List;
import java.util.stream.Stream;

/** All that is measured. */
final class Rows {
  private Rows() {}

  static List<Row> all() {
    return Stream.of(
            S3V2.rows(),
            DynamoDbV2.rows(),
            S3V2.asyncRows(),
            DynamoDbV2.asyncRows(),
            S3V1.rows(),
            DynamoDbV1.rows(),
            HttpHops.rows(),
            HttpLibraries.rows())
        .flatMap(List::stream)
        .toList();
  }

  static Row of(String id) {
    return all().stream().filter(row -> row.id().equals(id)).findFirst().orElseThrow();
  }
}
