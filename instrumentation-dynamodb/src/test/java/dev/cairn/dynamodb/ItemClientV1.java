// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import com.amazonaws.AmazonServiceException;
import com.amazonaws.AmazonWebServiceResult;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDB;
import com.amazonaws.services.dynamodbv2.model.AttributeValue;
import com.amazonaws.services.dynamodbv2.model.AttributeValueUpdate;
import com.amazonaws.services.dynamodbv2.model.BatchExecuteStatementRequest;
import com.amazonaws.services.dynamodbv2.model.BatchExecuteStatementResult;
import com.amazonaws.services.dynamodbv2.model.BatchGetItemResult;
import com.amazonaws.services.dynamodbv2.model.BatchStatementRequest;
import com.amazonaws.services.dynamodbv2.model.BatchStatementResponse;
import com.amazonaws.services.dynamodbv2.model.BatchWriteItemRequest;
import com.amazonaws.services.dynamodbv2.model.BatchWriteItemResult;
import com.amazonaws.services.dynamodbv2.model.ConditionalCheckFailedException;
import com.amazonaws.services.dynamodbv2.model.Delete;
import com.amazonaws.services.dynamodbv2.model.DeleteItemRequest;
import com.amazonaws.services.dynamodbv2.model.DeleteItemResult;
import com.amazonaws.services.dynamodbv2.model.DeleteRequest;
import com.amazonaws.services.dynamodbv2.model.ExecuteStatementRequest;
import com.amazonaws.services.dynamodbv2.model.ExecuteStatementResult;
import com.amazonaws.services.dynamodbv2.model.ExecuteTransactionRequest;
import com.amazonaws.services.dynamodbv2.model.ExecuteTransactionResult;
import com.amazonaws.services.dynamodbv2.model.Get;
import com.amazonaws.services.dynamodbv2.model.GetItemRequest;
import com.amazonaws.services.dynamodbv2.model.GetItemResult;
import com.amazonaws.services.dynamodbv2.model.ItemResponse;
import com.amazonaws.services.dynamodbv2.model.KeysAndAttributes;
import com.amazonaws.services.dynamodbv2.model.ParameterizedStatement;
import com.amazonaws.services.dynamodbv2.model.Put;
import com.amazonaws.services.dynamodbv2.model.PutItemRequest;
import com.amazonaws.services.dynamodbv2.model.PutItemResult;
import com.amazonaws.services.dynamodbv2.model.PutRequest;
import com.amazonaws.services.dynamodbv2.model.QueryRequest;
import com.amazonaws.services.dynamodbv2.model.QueryResult;
import com.amazonaws.services.dynamodbv2.model.ScanRequest;
import com.amazonaws.services.dynamodbv2.model.ScanResult;
import com.amazonaws.services.dynamodbv2.model.TransactGetItem;
import com.amazonaws.services.dynamodbv2.model.TransactGetItemsRequest;
import com.amazonaws.services.dynamodbv2.model.TransactGetItemsResult;
import com.amazonaws.services.dynamodbv2.model.TransactWriteItem;
import com.amazonaws.services.dynamodbv2.model.TransactWriteItemsRequest;
import com.amazonaws.services.dynamodbv2.model.TransactionCanceledException;
import com.amazonaws.services.dynamodbv2.model.UpdateItemRequest;
import com.amazonaws.services.dynamodbv2.model.UpdateItemResult;
import com.amazonaws.services.dynamodbv2.model.WriteRequest;
import dev.cairn.Stamp;
import dev.cairn.contract.ItemClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A client of the AWS SDK 1.x.
 *
 * @param decorator null where the client is bare
 */
record ItemClientV1(AmazonDynamoDB client, CairnDynamoDbV1 decorator) implements ItemClient {
  @Override
  public Answer put(String table, Map<String, Object> item) {
    PutItemResult result =
        client.putItem(new PutItemRequest(table, sdk(item)).withReturnValues("ALL_OLD"));
    return answer(result, one(result.getAttributes()), "");
  }

  @Override
  public Answer putIfAbsent(String table, Map<String, Object> item) {
    PutItemResult result =
        client.putItem(
            new PutItemRequest(table, sdk(item))
                .withConditionExpression("attribute_not_exists(pk)")
                .withReturnValuesOnConditionCheckFailure("ALL_OLD"));
    return answer(result, List.of(), "");
  }

  @Override
  public Answer get(String table, String pk) {
    GetItemResult result = client.getItem(new GetItemRequest(table, key(pk), true));
    return answer(result, one(result.getItem()), "");
  }

  @Override
  public Answer project(String table, String pk, String attribute) {
    GetItemResult result =
        client.getItem(
            new GetItemRequest(table, key(pk), true).withProjectionExpression(attribute));
    return answer(result, one(result.getItem()), "");
  }

  @Override
  public Answer update(String table, String pk, Update update) {
    UpdateItemRequest request =
        new UpdateItemRequest()
            .withTableName(table)
            .withKey(key(pk))
            .withUpdateExpression(update.expression())
            .withExpressionAttributeNames(update.names())
            .withExpressionAttributeValues(update.values() == null ? null : sdk(update.values()))
            .withReturnValues(update.returnValues());
    UpdateItemRequest before = request.clone();
    UpdateItemResult result = client.updateItem(request);
    if (!request.equals(before)) {
      throw new AssertionError("the caller's request was changed");
    }
    return answer(result, one(result.getAttributes()), "");
  }

  @Override
  public Answer updateLegacy(
      String table, String pk, Map<String, Object> puts, List<String> deletes) {
    Map<String, AttributeValueUpdate> updates = new LinkedHashMap<>();
    sdk(puts)
        .forEach(
            (name, value) ->
                updates.put(name, new AttributeValueUpdate().withValue(value).withAction("PUT")));
    deletes.forEach(name -> updates.put(name, new AttributeValueUpdate().withAction("DELETE")));
    UpdateItemResult result =
        client.updateItem(new UpdateItemRequest(table, key(pk), updates, "ALL_NEW"));
    return answer(result, one(result.getAttributes()), "");
  }

  @Override
  public Answer batchWrite(List<Write> writes) {
    Map<String, List<WriteRequest>> tables = new LinkedHashMap<>();
    for (Write write : writes) {
      tables
          .computeIfAbsent(write.table(), t -> new ArrayList<>())
          .add(
              write.item() == null
                  ? new WriteRequest(new DeleteRequest(key(write.pk())))
                  : new WriteRequest(new PutRequest(sdk(write.item()))));
    }
    BatchWriteItemRequest request = new BatchWriteItemRequest(tables);
    BatchWriteItemResult result = client.batchWriteItem(request);
    if (!request.equals(new BatchWriteItemRequest(tables))) {
      throw new AssertionError("the caller's request was changed");
    }
    List<Map<String, AttributeValue>> left =
        result.getUnprocessedItems().values().stream()
            .flatMap(List::stream)
            .map(write -> write.getPutRequest().getItem())
            .toList();
    return answer(result, left, "");
  }

  @Override
  public Answer batchGet(String table, List<String> pks) {
    KeysAndAttributes keys =
        new KeysAndAttributes().withKeys(pks.stream().map(ItemClientV1::key).toList());
    BatchGetItemResult result = client.batchGetItem(Map.of(table, keys));
    return answer(result, result.getResponses().getOrDefault(table, List.of()), "");
  }

  @Override
  public Answer transactWrite(List<Write> writes, String token) {
    TransactWriteItemsRequest request =
        new TransactWriteItemsRequest()
            .withTransactItems(writes.stream().map(ItemClientV1::transact).toList())
            .withClientRequestToken(token);
    return answer(client.transactWriteItems(request), List.of(), "");
  }

  private static TransactWriteItem transact(Write write) {
    if (write.item() != null) {
      Put put = new Put().withTableName(write.table()).withItem(sdk(write.item()));
      if (write.ifAbsent()) {
        put.withConditionExpression("attribute_not_exists(pk)")
            .withReturnValuesOnConditionCheckFailure("ALL_OLD");
      }
      return new TransactWriteItem().withPut(put);
    }
    if (write.update() == null) {
      return new TransactWriteItem()
          .withDelete(new Delete().withTableName(write.table()).withKey(key(write.pk())));
    }
    Update update = write.update();
    return new TransactWriteItem()
        .withUpdate(
            new com.amazonaws.services.dynamodbv2.model.Update()
                .withTableName(write.table())
                .withKey(key(write.pk()))
                .withUpdateExpression(update.expression())
                .withExpressionAttributeNames(update.names())
                .withExpressionAttributeValues(
                    update.values() == null ? null : sdk(update.values())));
  }

  @Override
  public Answer transactGet(String table, List<String> pks) {
    List<TransactGetItem> items =
        pks.stream()
            .map(
                pk ->
                    new TransactGetItem().withGet(new Get().withTableName(table).withKey(key(pk))))
            .toList();
    TransactGetItemsResult result =
        client.transactGetItems(new TransactGetItemsRequest().withTransactItems(items));
    return answer(result, itemsOf(result.getResponses()), "");
  }

  private static List<Map<String, AttributeValue>> itemsOf(List<ItemResponse> responses) {
    return responses.stream().map(ItemResponse::getItem).filter(item -> item != null).toList();
  }

  @Override
  public Answer execute(String statement, List<String> parameters) {
    ExecuteStatementResult result =
        client.executeStatement(
            new ExecuteStatementRequest()
                .withStatement(statement)
                .withParameters(
                    parameters.isEmpty()
                        ? null
                        : parameters.stream().map(AttributeValue::new).toList()));
    return answer(result, result.getItems(), "");
  }

  @Override
  public Answer executeBatch(List<String> statements) {
    BatchExecuteStatementResult result =
        client.batchExecuteStatement(
            new BatchExecuteStatementRequest()
                .withStatements(
                    statements.stream()
                        .map(s -> new BatchStatementRequest().withStatement(s))
                        .toList()));
    List<Map<String, AttributeValue>> items =
        result.getResponses().stream()
            .map(BatchStatementResponse::getItem)
            .filter(item -> item != null)
            .toList();
    List<String> codes = new ArrayList<>();
    result
        .getResponses()
        .forEach(each -> codes.add(each.getError() == null ? null : each.getError().getCode()));
    return answer(result, items, codes.toString());
  }

  @Override
  public Answer executeTransaction(List<String> statements) {
    ExecuteTransactionResult result =
        client.executeTransaction(
            new ExecuteTransactionRequest()
                .withTransactStatements(
                    statements.stream()
                        .map(s -> new ParameterizedStatement().withStatement(s))
                        .toList()));
    return answer(result, itemsOf(result.getResponses()), "");
  }

  @Override
  public List<String> reasonsOf(RuntimeException error) {
    return ((TransactionCanceledException) error)
        .getCancellationReasons().stream()
            .map(
                reason ->
                    reason.getCode()
                        + ' '
                        + ItemClient.shown(
                            reason.getItem() == null ? Map.of() : plain(reason.getItem())))
            .toList();
  }

  @Override
  public Answer delete(String table, String pk) {
    DeleteItemResult result = client.deleteItem(new DeleteItemRequest(table, key(pk), "ALL_OLD"));
    return answer(result, one(result.getAttributes()), "");
  }

  @Override
  public Answer query(String table, String pk) {
    QueryResult result =
        client.query(
            new QueryRequest(table)
                .withConsistentRead(true)
                .withKeyConditionExpression("pk = :pk")
                .withExpressionAttributeValues(sdk(Map.of(":pk", pk))));
    return answer(result, result.getItems(), "count=" + result.getCount());
  }

  @Override
  public Answer scan(String table) {
    ScanResult result = client.scan(new ScanRequest(table).withConsistentRead(true));
    return answer(result, result.getItems(), "count=" + result.getCount());
  }

  private static Map<String, AttributeValue> key(String pk) {
    return Map.of("pk", new AttributeValue(pk));
  }

  private static List<Map<String, AttributeValue>> one(Map<String, AttributeValue> item) {
    return item == null ? List.of() : List.of(item);
  }

  private Answer answer(
      AmazonWebServiceResult<?> result, List<Map<String, AttributeValue>> items, String seen) {
    List<Stamp> stamps = decorator == null ? List.of() : decorator.stampsOf(result);
    return new Answer(items.stream().map(ItemClientV1::plain).toList(), seen, stamps);
  }

  private static Map<String, AttributeValue> sdk(Map<String, Object> item) {
    Map<String, AttributeValue> values = new LinkedHashMap<>();
    item.forEach((name, value) -> values.put(name, sdkValue(value)));
    return values;
  }

  @SuppressWarnings("unchecked") // see ItemClient
  private static AttributeValue sdkValue(Object value) {
    if (value instanceof Map<?, ?> map) {
      return new AttributeValue().withM(sdk((Map<String, Object>) map));
    }
    return value instanceof Long number
        ? new AttributeValue().withN(number.toString())
        : new AttributeValue((String) value);
  }

  private static Map<String, Object> plain(Map<String, AttributeValue> item) {
    Map<String, Object> values = new LinkedHashMap<>();
    item.forEach((name, value) -> values.put(name, plainValue(value)));
    return values;
  }

  private static Object plainValue(AttributeValue value) {
    if (value.getM() != null) {
      return plain(value.getM());
    }
    return value.getN() == null ? value.getS() : Long.valueOf(value.getN());
  }

  @Override
  public String errorCode(RuntimeException error) {
    return ((AmazonServiceException) error).getErrorCode();
  }

  @Override
  public String requestId(RuntimeException error) {
    return ((AmazonServiceException) error).getRequestId();
  }

  @Override
  public Map<String, Object> itemOf(RuntimeException error) {
    return plain(((ConditionalCheckFailedException) error).getItem());
  }

  @Override
  public void close() {
    client.shutdown();
  }
}
