// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.Stamp;
import dev.cairn.contract.ItemClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeAction;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.AttributeValueUpdate;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.ExecuteTransactionResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ParameterizedStatement;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * A client of the AWS SDK 2.x.
 *
 * @param decorator null where the client is bare
 */
record ItemClientV2(DynamoDbClient client, CairnDynamoDb decorator) implements ItemClient {
  @Override
  public Answer put(String table, Map<String, Object> item) {
    PutItemResponse response =
        client.putItem(b -> b.tableName(table).item(sdk(item)).returnValues(ReturnValue.ALL_OLD));
    return answer(response, one(response.hasAttributes(), response.attributes()), "");
  }

  @Override
  public Answer putIfAbsent(String table, Map<String, Object> item) {
    PutItemResponse response =
        client.putItem(
            b ->
                b.tableName(table)
                    .item(sdk(item))
                    .conditionExpression("attribute_not_exists(pk)")
                    .returnValuesOnConditionCheckFailure(
                        ReturnValuesOnConditionCheckFailure.ALL_OLD));
    return answer(response, List.of(), "");
  }

  @Override
  public Answer get(String table, String pk) {
    GetItemResponse response =
        client.getItem(b -> b.tableName(table).key(key(pk)).consistentRead(true));
    return answer(response, one(response.hasItem(), response.item()), "");
  }

  @Override
  public Answer project(String table, String pk, String attribute) {
    GetItemResponse response =
        client.getItem(
            b ->
                b.tableName(table)
                    .key(key(pk))
                    .consistentRead(true)
                    .projectionExpression(attribute));
    return answer(response, one(response.hasItem(), response.item()), "");
  }

  @Override
  public Answer update(String table, String pk, Update update) {
    UpdateItemResponse response =
        client.updateItem(
            b -> {
              b.tableName(table)
                  .key(key(pk))
                  .updateExpression(update.expression())
                  .returnValues(update.returnValues());
              if (update.names() != null) {
                b.expressionAttributeNames(update.names());
              }
              if (update.values() != null) {
                b.expressionAttributeValues(sdk(update.values()));
              }
            });
    return answer(response, one(response.hasAttributes(), response.attributes()), "");
  }

  @Override
  public Answer updateLegacy(
      String table, String pk, Map<String, Object> puts, List<String> deletes) {
    Map<String, AttributeValueUpdate> updates = new LinkedHashMap<>();
    sdk(puts).forEach((name, value) -> updates.put(name, legacyPut(value)));
    deletes.forEach(
        name ->
            updates.put(
                name, AttributeValueUpdate.builder().action(AttributeAction.DELETE).build()));
    UpdateItemResponse response =
        client.updateItem(
            b ->
                b.tableName(table)
                    .key(key(pk))
                    .attributeUpdates(updates)
                    .returnValues(ReturnValue.ALL_NEW));
    return answer(response, one(response.hasAttributes(), response.attributes()), "");
  }

  private static AttributeValueUpdate legacyPut(AttributeValue value) {
    return AttributeValueUpdate.builder().value(value).action(AttributeAction.PUT).build();
  }

  @Override
  public Answer batchWrite(List<Write> writes) {
    Map<String, List<WriteRequest>> tables = new LinkedHashMap<>();
    for (Write write : writes) {
      tables
          .computeIfAbsent(write.table(), t -> new ArrayList<>())
          .add(
              WriteRequest.builder()
                  .putRequest(
                      write.item() == null
                          ? null
                          : PutRequest.builder().item(sdk(write.item())).build())
                  .deleteRequest(
                      write.item() == null
                          ? DeleteRequest.builder().key(key(write.pk())).build()
                          : null)
                  .build());
    }
    BatchWriteItemResponse response = client.batchWriteItem(b -> b.requestItems(tables));
    List<Map<String, AttributeValue>> left =
        response.unprocessedItems().values().stream()
            .flatMap(List::stream)
            .map(write -> write.putRequest().item())
            .toList();
    return answer(response, left, "");
  }

  @Override
  public Answer batchGet(String table, List<String> pks) {
    KeysAndAttributes keys =
        KeysAndAttributes.builder().keys(pks.stream().map(ItemClientV2::key).toList()).build();
    BatchGetItemResponse response = client.batchGetItem(b -> b.requestItems(Map.of(table, keys)));
    return answer(response, response.responses().getOrDefault(table, List.of()), "");
  }

  @Override
  public Answer transactWrite(List<Write> writes, String token) {
    List<TransactWriteItem> items = writes.stream().map(ItemClientV2::transact).toList();
    var response = client.transactWriteItems(b -> b.transactItems(items).clientRequestToken(token));
    return answer(response, List.of(), "");
  }

  private static TransactWriteItem transact(Write write) {
    if (write.item() != null) {
      Put.Builder put = Put.builder().tableName(write.table()).item(sdk(write.item()));
      if (write.ifAbsent()) {
        put.conditionExpression("attribute_not_exists(pk)")
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
      }
      return TransactWriteItem.builder().put(put.build()).build();
    }
    if (write.update() == null) {
      return TransactWriteItem.builder()
          .delete(d -> d.tableName(write.table()).key(key(write.pk())))
          .build();
    }
    Update update = write.update();
    return TransactWriteItem.builder()
        .update(
            u ->
                u.tableName(write.table())
                    .key(key(write.pk()))
                    .updateExpression(update.expression())
                    .expressionAttributeNames(update.names())
                    .expressionAttributeValues(
                        update.values() == null ? null : sdk(update.values())))
        .build();
  }

  @Override
  public Answer transactGet(String table, List<String> pks) {
    List<TransactGetItem> items =
        pks.stream()
            .map(pk -> TransactGetItem.builder().get(g -> g.tableName(table).key(key(pk))).build())
            .toList();
    TransactGetItemsResponse response = client.transactGetItems(b -> b.transactItems(items));
    return answer(response, itemsOf(response.responses()), "");
  }

  private static List<Map<String, AttributeValue>> itemsOf(List<ItemResponse> responses) {
    return responses.stream().filter(ItemResponse::hasItem).map(ItemResponse::item).toList();
  }

  @Override
  public Answer execute(String statement, List<String> parameters) {
    ExecuteStatementResponse response =
        client.executeStatement(
            b ->
                b.statement(statement)
                    .parameters(
                        parameters.isEmpty()
                            ? null
                            : parameters.stream().map(AttributeValue::fromS).toList()));
    return answer(response, response.items(), "");
  }

  @Override
  public Answer executeBatch(List<String> statements) {
    List<BatchStatementRequest> requests =
        statements.stream().map(s -> BatchStatementRequest.builder().statement(s).build()).toList();
    BatchExecuteStatementResponse response =
        client.batchExecuteStatement(b -> b.statements(requests));
    List<Map<String, AttributeValue>> items =
        response.responses().stream()
            .filter(BatchStatementResponse::hasItem)
            .map(BatchStatementResponse::item)
            .toList();
    List<String> codes = new ArrayList<>();
    response
        .responses()
        .forEach(each -> codes.add(each.error() == null ? null : each.error().codeAsString()));
    return answer(response, items, codes.toString());
  }

  @Override
  public Answer executeTransaction(List<String> statements) {
    List<ParameterizedStatement> requests =
        statements.stream()
            .map(s -> ParameterizedStatement.builder().statement(s).build())
            .toList();
    ExecuteTransactionResponse response =
        client.executeTransaction(b -> b.transactStatements(requests));
    return answer(response, itemsOf(response.responses()), "");
  }

  @Override
  public List<String> reasonsOf(RuntimeException error) {
    return ((TransactionCanceledException) error)
        .cancellationReasons().stream()
            .map(reason -> reason.code() + ' ' + ItemClient.shown(plain(reason.item())))
            .toList();
  }

  @Override
  public Answer delete(String table, String pk) {
    var response =
        client.deleteItem(b -> b.tableName(table).key(key(pk)).returnValues(ReturnValue.ALL_OLD));
    return answer(response, one(response.hasAttributes(), response.attributes()), "");
  }

  @Override
  public Answer query(String table, String pk) {
    QueryResponse response =
        client.query(
            b ->
                b.tableName(table)
                    .consistentRead(true)
                    .keyConditionExpression("pk = :pk")
                    .expressionAttributeValues(sdk(Map.of(":pk", pk))));
    return answer(response, response.items(), "count=" + response.count());
  }

  @Override
  public Answer scan(String table) {
    ScanResponse response = client.scan(b -> b.tableName(table).consistentRead(true));
    return answer(response, response.items(), "count=" + response.count());
  }

  private static Map<String, AttributeValue> key(String pk) {
    return Map.of("pk", AttributeValue.fromS(pk));
  }

  private static List<Map<String, AttributeValue>> one(
      boolean present, Map<String, AttributeValue> item) {
    return present ? List.of(item) : List.of();
  }

  private Answer answer(
      DynamoDbResponse response, List<Map<String, AttributeValue>> items, String seen) {
    List<Stamp> stamps = decorator == null ? List.of() : decorator.stampsOf(response);
    return new Answer(items.stream().map(ItemClientV2::plain).toList(), seen, stamps);
  }

  private static Map<String, AttributeValue> sdk(Map<String, Object> item) {
    Map<String, AttributeValue> values = new LinkedHashMap<>();
    item.forEach((name, value) -> values.put(name, sdkValue(value)));
    return values;
  }

  @SuppressWarnings("unchecked") // see ItemClient
  private static AttributeValue sdkValue(Object value) {
    if (value instanceof Map<?, ?> map) {
      return AttributeValue.fromM(sdk((Map<String, Object>) map));
    }
    return value instanceof Long number
        ? AttributeValue.fromN(number.toString())
        : AttributeValue.fromS((String) value);
  }

  private static Map<String, Object> plain(Map<String, AttributeValue> item) {
    Map<String, Object> values = new LinkedHashMap<>();
    item.forEach((name, value) -> values.put(name, plainValue(value)));
    return values;
  }

  private static Object plainValue(AttributeValue value) {
    if (value.hasM()) {
      return plain(value.m());
    }
    return value.n() == null ? value.s() : Long.valueOf(value.n());
  }

  @Override
  public String errorCode(RuntimeException error) {
    return ((DynamoDbException) error).awsErrorDetails().errorCode();
  }

  @Override
  public String requestId(RuntimeException error) {
    return ((DynamoDbException) error).requestId();
  }

  @Override
  public Map<String, Object> itemOf(RuntimeException error) {
    return plain(((ConditionalCheckFailedException) error).item());
  }

  @Override
  public void close() {
    client.close();
  }
}
