// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteTransactionRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ParameterizedStatement;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** What requests of the AWS SDK 2.x say of the items they are about. */
final class DynamoDbCalls {
  private DynamoDbCalls() {}

  /** Returns the call that a request makes. */
  static ItemCall of(SdkRequest request, String operation, String region, KeyNames names) {
    AttributeValues values = AttributeValues.INSTANCE;
    String table = request.getValueForField("TableName", String.class).orElse(null);
    ItemCall call = new ItemCall(operation, table, region);
    Target<AttributeValue> target = targetOf(request);
    if (target != null) {
      return call.to(target, values, names);
    }
    if (request instanceof BatchWriteItemRequest batch) {
      return call.toMany(targetsOf(batch), values, names);
    }
    if (request instanceof TransactWriteItemsRequest transact) {
      return call.toMany(
          transact.transactItems().stream().map(DynamoDbCalls::targetOf).toList(), values, names);
    }
    List<PartiQl> statements = statementsOf(request);
    return statements.isEmpty() ? call : call.executing(statements);
  }

  private static Target<AttributeValue> targetOf(SdkRequest request) {
    if (request instanceof PutItemRequest put) {
      return Target.ofItem(put.tableName(), put.item());
    }
    if (request instanceof GetItemRequest get) {
      return Target.ofKey(get.tableName(), get.key());
    }
    if (request instanceof UpdateItemRequest update) {
      return Target.ofKey(update.tableName(), update.key());
    }
    return request instanceof DeleteItemRequest delete
        ? Target.ofKey(delete.tableName(), delete.key())
        : null;
  }

  private static List<Target<AttributeValue>> targetsOf(BatchWriteItemRequest batch) {
    List<Target<AttributeValue>> targets = new ArrayList<>();
    batch
        .requestItems()
        .forEach((table, writes) -> writes.forEach(write -> targets.add(targetOf(table, write))));
    return targets;
  }

  private static Target<AttributeValue> targetOf(String table, WriteRequest write) {
    return write.putRequest() == null
        ? Target.ofKey(table, write.deleteRequest() == null ? null : write.deleteRequest().key())
        : Target.ofItem(table, write.putRequest().item());
  }

  private static Target<AttributeValue> targetOf(TransactWriteItem write) {
    if (write.put() != null) {
      return Target.ofItem(write.put().tableName(), write.put().item());
    }
    if (write.update() != null) {
      return Target.ofKey(write.update().tableName(), write.update().key());
    }
    if (write.delete() != null) {
      return Target.ofKey(write.delete().tableName(), write.delete().key());
    }
    return write.conditionCheck() == null
        ? Target.ofKey(null, null)
        : Target.ofKey(write.conditionCheck().tableName(), write.conditionCheck().key());
  }

  private static List<PartiQl> statementsOf(SdkRequest request) {
    if (request instanceof ExecuteStatementRequest execute) {
      return List.of(PartiQl.parse(execute.statement()));
    }
    if (request instanceof BatchExecuteStatementRequest batch) {
      return batch.statements().stream()
          .map(BatchStatementRequest::statement)
          .map(PartiQl::parse)
          .toList();
    }
    return request instanceof ExecuteTransactionRequest transaction
        ? transaction.transactStatements().stream()
            .map(ParameterizedStatement::statement)
            .map(PartiQl::parse)
            .toList()
        : List.of();
  }

  /**
   * Returns the tables that the items of the answer are of, in their order; one stands for all, and
   * a null for a table that is not known.
   */
  static List<String> tablesRead(SdkRequest request) {
    if (request instanceof TransactGetItemsRequest transact) {
      return transact.transactItems().stream()
          .map(item -> item.get() == null ? null : item.get().tableName())
          .toList();
    }
    if (request instanceof TransactWriteItemsRequest transact) {
      return transact.transactItems().stream().map(item -> targetOf(item).table()).toList();
    }
    List<PartiQl> statements = statementsOf(request);
    if (!statements.isEmpty()) {
      return statements.stream().map(PartiQl::table).toList();
    }
    return Collections.singletonList(
        request.getValueForField("TableName", String.class).orElse(null));
  }
}
