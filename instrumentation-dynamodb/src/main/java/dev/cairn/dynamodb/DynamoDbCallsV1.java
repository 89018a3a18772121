// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import com.amazonaws.AmazonWebServiceRequest;
import com.amazonaws.services.dynamodbv2.model.AttributeValue;
import com.amazonaws.services.dynamodbv2.model.BatchExecuteStatementRequest;
import com.amazonaws.services.dynamodbv2.model.BatchStatementRequest;
import com.amazonaws.services.dynamodbv2.model.BatchWriteItemRequest;
import com.amazonaws.services.dynamodbv2.model.DeleteItemRequest;
import com.amazonaws.services.dynamodbv2.model.ExecuteStatementRequest;
import com.amazonaws.services.dynamodbv2.model.ExecuteTransactionRequest;
import com.amazonaws.services.dynamodbv2.model.GetItemRequest;
import com.amazonaws.services.dynamodbv2.model.ParameterizedStatement;
import com.amazonaws.services.dynamodbv2.model.PutItemRequest;
import com.amazonaws.services.dynamodbv2.model.QueryRequest;
import com.amazonaws.services.dynamodbv2.model.ScanRequest;
import com.amazonaws.services.dynamodbv2.model.TransactGetItemsRequest;
import com.amazonaws.services.dynamodbv2.model.TransactWriteItem;
import com.amazonaws.services.dynamodbv2.model.TransactWriteItemsRequest;
import com.amazonaws.services.dynamodbv2.model.UpdateItemRequest;
import com.amazonaws.services.dynamodbv2.model.WriteRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What requests of the AWS SDK 1.x say of the items they are about. */
final class DynamoDbCallsV1 {
  private static final String REQUEST = "Request";

  private DynamoDbCallsV1() {}

  /** Returns the call that a request makes. */
  static ItemCall of(AmazonWebServiceRequest request, KeyNames names) {
    AttributeValuesV1 values = AttributeValuesV1.INSTANCE;
    ItemCall call = new ItemCall(operationOf(request), tableOf(request), null);
    Target<AttributeValue> target = targetOf(request);
    if (target != null) {
      return call.to(target, values, names);
    }
    if (request instanceof BatchWriteItemRequest batch && batch.getRequestItems() != null) {
      return call.toMany(targetsOf(batch), values, names);
    }
    if (request instanceof TransactWriteItemsRequest transact
        && transact.getTransactItems() != null) {
      return call.toMany(
          transact.getTransactItems().stream().map(DynamoDbCallsV1::targetOf).toList(),
          values,
          names);
    }
    List<PartiQl> statements = statementsOf(request);
    return statements.isEmpty() ? call : call.executing(statements);
  }

  /** Returns the operation: requests are named after theirs. */
  private static String operationOf(AmazonWebServiceRequest request) {
    String name = request.getClass().getSimpleName();
    return name.endsWith(REQUEST) ? name.substring(0, name.length() - REQUEST.length()) : name;
  }

  private static String tableOf(AmazonWebServiceRequest request) {
    if (request instanceof QueryRequest query) {
      return query.getTableName();
    }
    if (request instanceof ScanRequest scan) {
      return scan.getTableName();
    }
    Target<AttributeValue> target = targetOf(request);
    return target == null ? null : target.table();
  }

  private static Target<AttributeValue> targetOf(AmazonWebServiceRequest request) {
    if (request instanceof PutItemRequest put) {
      return Target.ofItem(put.getTableName(), put.getItem());
    }
    if (request instanceof GetItemRequest get) {
      return Target.ofKey(get.getTableName(), get.getKey());
    }
    if (request instanceof UpdateItemRequest update) {
      return Target.ofKey(update.getTableName(), update.getKey());
    }
    return request instanceof DeleteItemRequest delete
        ? Target.ofKey(delete.getTableName(), delete.getKey())
        : null;
  }

  private static List<Target<AttributeValue>> targetsOf(BatchWriteItemRequest batch) {
    List<Target<AttributeValue>> targets = new ArrayList<>();
    batch
        .getRequestItems()
        .forEach((table, writes) -> writes.forEach(write -> targets.add(targetOf(table, write))));
    return targets;
  }

  private static Target<AttributeValue> targetOf(String table, WriteRequest write) {
    if (write.getPutRequest() != null) {
      return Target.ofItem(table, write.getPutRequest().getItem());
    }
    return Target.ofKey(
        table, write.getDeleteRequest() == null ? null : write.getDeleteRequest().getKey());
  }

  private static Target<AttributeValue> targetOf(TransactWriteItem write) {
    if (write.getPut() != null) {
      return Target.ofItem(write.getPut().getTableName(), write.getPut().getItem());
    }
    if (write.getUpdate() != null) {
      return Target.ofKey(write.getUpdate().getTableName(), write.getUpdate().getKey());
    }
    if (write.getDelete() != null) {
      return Target.ofKey(write.getDelete().getTableName(), write.getDelete().getKey());
    }
    return write.getConditionCheck() == null
        ? Target.ofKey(null, null)
        : Target.ofKey(
            write.getConditionCheck().getTableName(), write.getConditionCheck().getKey());
  }

  private static List<PartiQl> statementsOf(AmazonWebServiceRequest request) {
    if (request instanceof ExecuteStatementRequest execute) {
      return List.of(PartiQl.parse(execute.getStatement()));
    }
    if (request instanceof BatchExecuteStatementRequest batch && batch.getStatements() != null) {
      return batch.getStatements().stream()
          .map(BatchStatementRequest::getStatement)
          .map(PartiQl::parse)
          .toList();
    }
    return request instanceof ExecuteTransactionRequest transaction
            && transaction.getTransactStatements() != null
        ? transaction.getTransactStatements().stream()
            .map(ParameterizedStatement::getStatement)
            .map(PartiQl::parse)
            .toList()
        : List.of();
  }

  /**
   * Returns the tables that the items of the answer are of, in their order; one stands for all, and
   * a null for a table that is not known.
   */
  static List<String> tablesRead(AmazonWebServiceRequest request) {
    if (request instanceof TransactGetItemsRequest transact
        && transact.getTransactItems() != null) {
      return transact.getTransactItems().stream()
          .map(item -> item.getGet() == null ? null : item.getGet().getTableName())
          .toList();
    }
    if (request instanceof TransactWriteItemsRequest transact
        && transact.getTransactItems() != null) {
      return transact.getTransactItems().stream().map(item -> targetOf(item).table()).toList();
    }
    List<PartiQl> statements = statementsOf(request);
    return statements.isEmpty()
        ? Collections.singletonList(tableOf(request))
        : statements.stream().map(PartiQl::table).toList();
  }
}
