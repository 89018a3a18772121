// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {
  @ParameterizedTest
  @CsvSource({
    "PutItem, WRITE, 1, 1024, false, 1",
    "PutItem, WRITE, 1, 1025, false, 2",
    "DeleteItem, WRITE, 1, 0, false, 1",
    "BatchWriteItem, WRITE, 25, 25000, false, 25",
    "BatchWriteItem, WRITE, 2, 6000, false, 6",
    "TransactWriteItems, WRITE, 3, 300, false, 6",
    "ExecuteTransaction, WRITE, 1, 300, false, 2",
    "GetItem, READ, 1, 4096, false, 0.5",
    "GetItem, READ, 1, 4097, false, 1",
    "GetItem, READ, 1, 4097, true, 2",
    "GetItem, READ, 1, 0, true, 1",
    "Query, READ, 1, 40960, false, 5",
    "BatchGetItem, READ, 10, 1000, false, 5",
    "TransactGetItems, READ, 2, 100, false, 4"
  })
  void estimate_isAsAwsComputes(
      String operation, Effect effect, int items, long bytes, boolean consistent, double units) {
    assertThat(Units.estimated(operation, effect, new Volume(items, bytes, consistent)))
        .isEqualTo(units);
  }
}
