// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.instrument.Volume;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.ExecuteTransactionRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;

/** What a call of the AWS SDK 2.x read and wrote. */
final class DynamoDbUsage {
  private DynamoDbUsage() {}

  /** Returns the units that DynamoDB says were consumed, NaN where it does not. */
  static double units(SdkResponse response) {
    Object consumed = response.getValueForField("ConsumedCapacity", Object.class).orElse(null);
    Collection<?> all =
        consumed instanceof Collection<?> many
            ? many
            : consumed == null ? List.of() : List.of(consumed);
    double units = all.isEmpty() ? Double.NaN : 0;
    for (Object one : all) {
      Double more = one instanceof ConsumedCapacity capacity ? capacity.capacityUnits() : null;
      units += more == null ? Double.NaN : more;
    }
    return units;
  }

  /**
   * Returns the volume of a call.
   *
   * @param sent the length of the request's body
   * @param received the length of the answer's
   */
  static Volume volume(
      SdkRequest request, SdkResponse response, LongSupplier sent, LongSupplier received) {
    if (request instanceof PutItemRequest put) {
      return Volumes.ofItem(sent.getAsLong(), put.item(), null);
    }
    if (request instanceof GetItemRequest get && response instanceof GetItemResponse got) {
      return Volumes.ofItem(received.getAsLong(), got.item(), get.consistentRead());
    }
    if (request instanceof QueryRequest query && response instanceof QueryResponse found) {
      return Volumes.scanned(
          Volumes.ofItems(1, received.getAsLong(), found.items(), query.consistentRead()),
          found.count(),
          found.scannedCount());
    }
    if (request instanceof ScanRequest scan && response instanceof ScanResponse found) {
      return Volumes.scanned(
          Volumes.ofItems(1, received.getAsLong(), found.items(), scan.consistentRead()),
          found.count(),
          found.scannedCount());
    }
    if (request instanceof BatchGetItemRequest batch
        && response instanceof BatchGetItemResponse got) {
      Collection<KeysAndAttributes> tables = batch.requestItems().values();
      return Volumes.ofItems(
          tables.stream().mapToInt(table -> table.keys().size()).sum(),
          received.getAsLong(),
          got.responses().values().stream().flatMap(List::stream).toList(),
          tables.stream().anyMatch(table -> Boolean.TRUE.equals(table.consistentRead())));
    }
    if (request instanceof ExecuteStatementRequest statement
        && response instanceof ExecuteStatementResponse found) {
      return Volumes.ofItems(1, received.getAsLong(), found.items(), statement.consistentRead());
    }
    return new Volume(items(request), Math.max(sent.getAsLong(), received.getAsLong()), false);
  }

  private static int items(SdkRequest request) {
    if (request instanceof TransactGetItemsRequest get) {
      return get.transactItems().size();
    }
    if (request instanceof BatchExecuteStatementRequest batch) {
      return batch.statements().size();
    }
    return request instanceof ExecuteTransactionRequest transaction
        ? transaction.transactStatements().size()
        : 1;
  }
}
