// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import com.amazonaws.services.dynamodbv2.model.BatchExecuteStatementRequest;
import com.amazonaws.services.dynamodbv2.model.BatchExecuteStatementResult;
import com.amazonaws.services.dynamodbv2.model.BatchGetItemRequest;
import com.amazonaws.services.dynamodbv2.model.BatchGetItemResult;
import com.amazonaws.services.dynamodbv2.model.BatchWriteItemResult;
import com.amazonaws.services.dynamodbv2.model.ConsumedCapacity;
import com.amazonaws.services.dynamodbv2.model.DeleteItemResult;
import com.amazonaws.services.dynamodbv2.model.ExecuteStatementRequest;
import com.amazonaws.services.dynamodbv2.model.ExecuteStatementResult;
import com.amazonaws.services.dynamodbv2.model.ExecuteTransactionRequest;
import com.amazonaws.services.dynamodbv2.model.ExecuteTransactionResult;
import com.amazonaws.services.dynamodbv2.model.GetItemRequest;
import com.amazonaws.services.dynamodbv2.model.GetItemResult;
import com.amazonaws.services.dynamodbv2.model.KeysAndAttributes;
import com.amazonaws.services.dynamodbv2.model.PutItemRequest;
import com.amazonaws.services.dynamodbv2.model.PutItemResult;
import com.amazonaws.services.dynamodbv2.model.QueryRequest;
import com.amazonaws.services.dynamodbv2.model.QueryResult;
import com.amazonaws.services.dynamodbv2.model.ScanRequest;
import com.amazonaws.services.dynamodbv2.model.ScanResult;
import com.amazonaws.services.dynamodbv2.model.TransactGetItemsRequest;
import com.amazonaws.services.dynamodbv2.model.TransactGetItemsResult;
import com.amazonaws.services.dynamodbv2.model.TransactWriteItemsResult;
import com.amazonaws.services.dynamodbv2.model.UpdateItemResult;
import dev.cairn.instrument.Volume;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;

/** What a call of the AWS SDK 1.x read and wrote. */
final class DynamoDbUsageV1 {
  private DynamoDbUsageV1() {}

  /** Returns the units that DynamoDB says were consumed, NaN where it does not. */
  static double units(Object result) {
    Collection<ConsumedCapacity> all = consumed(result);
    double units = all == null || all.isEmpty() ? Double.NaN : 0;
    for (ConsumedCapacity one : all == null ? List.<ConsumedCapacity>of() : all) {
      boolean told = one != null && one.getCapacityUnits() != null;
      units += told ? one.getCapacityUnits() : Double.NaN;
    }
    return units;
  }

  private static Collection<ConsumedCapacity> consumed(Object result) {
    if (result instanceof PutItemResult put) {
      return Collections.singleton(put.getConsumedCapacity());
    } else if (result instanceof UpdateItemResult update) {
      return Collections.singleton(update.getConsumedCapacity());
    } else if (result instanceof DeleteItemResult delete) {
      return Collections.singleton(delete.getConsumedCapacity());
    } else if (result instanceof GetItemResult get) {
      return Collections.singleton(get.getConsumedCapacity());
    } else if (result instanceof QueryResult query) {
      return Collections.singleton(query.getConsumedCapacity());
    } else if (result instanceof ScanResult scan) {
      return Collections.singleton(scan.getConsumedCapacity());
    } else if (result instanceof ExecuteStatementResult statement) {
      return Collections.singleton(statement.getConsumedCapacity());
    } else if (result instanceof BatchWriteItemResult batch) {
      return batch.getConsumedCapacity();
    } else if (result instanceof BatchGetItemResult batch) {
      return batch.getConsumedCapacity();
    } else if (result instanceof TransactWriteItemsResult transaction) {
      return transaction.getConsumedCapacity();
    } else if (result instanceof TransactGetItemsResult transaction) {
      return transaction.getConsumedCapacity();
    } else if (result instanceof BatchExecuteStatementResult batch) {
      return batch.getConsumedCapacity();
    }
    return result instanceof ExecuteTransactionResult transaction
        ? transaction.getConsumedCapacity()
        : null;
  }

  /**
   * Returns the volume of a call.
   *
   * @param sent the length of the request's body
   * @param received the length of the answer's
   */
  static Volume volume(Object request, Object result, LongSupplier sent, LongSupplier received) {
    if (request instanceof PutItemRequest put) {
      return Volumes.ofItem(sent.getAsLong(), put.getItem(), null);
    }
    if (request instanceof GetItemRequest get && result instanceof GetItemResult got) {
      return Volumes.ofItem(received.getAsLong(), got.getItem(), get.getConsistentRead());
    }
    if (request instanceof QueryRequest query && result instanceof QueryResult found) {
      return Volumes.scanned(
          Volumes.ofItems(1, received.getAsLong(), found.getItems(), query.getConsistentRead()),
          found.getCount(),
          found.getScannedCount());
    }
    if (request instanceof ScanRequest scan && result instanceof ScanResult found) {
      return Volumes.scanned(
          Volumes.ofItems(1, received.getAsLong(), found.getItems(), scan.getConsistentRead()),
          found.getCount(),
          found.getScannedCount());
    }
    if (request instanceof BatchGetItemRequest batch && result instanceof BatchGetItemResult got) {
      Collection<KeysAndAttributes> tables = batch.getRequestItems().values();
      return Volumes.ofItems(
          tables.stream().mapToInt(table -> table.getKeys().size()).sum(),
          received.getAsLong(),
          got.getResponses().values().stream().flatMap(List::stream).toList(),
          tables.stream().anyMatch(table -> Boolean.TRUE.equals(table.getConsistentRead())));
    }
    if (request instanceof ExecuteStatementRequest statement
        && result instanceof ExecuteStatementResult found) {
      return Volumes.ofItems(
          1, received.getAsLong(), found.getItems(), statement.getConsistentRead());
    }
    return new Volume(items(request), Math.max(sent.getAsLong(), received.getAsLong()), false);
  }

  private static int items(Object request) {
    if (request instanceof TransactGetItemsRequest get) {
      return get.getTransactItems().size();
    }
    if (request instanceof BatchExecuteStatementRequest batch) {
      return batch.getStatements().size();
    }
    return request instanceof ExecuteTransactionRequest transaction
        ? transaction.getTransactStatements().size()
        : 1;
  }
}
