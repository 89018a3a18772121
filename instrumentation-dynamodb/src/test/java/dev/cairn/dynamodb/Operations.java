// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeAction;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.AttributeValueUpdate;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.ExecuteTransactionRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ParameterizedStatement;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Makes up calls of DynamoDB, most of them legal. The same random numbers and another table give
 * the same call of that table. For one use.
 */
final class Operations {
  private static final List<String> KEYS = List.of("a", "b", "c", "d");
  private static final List<String> CONDITIONS =
      List.of("attribute_not_exists(pk)", "attribute_exists(pk)", "size(s) > :c", "n < :c");

  private final Random random;
  private final String table;

  Operations(long seed, String table) {
    this.random = new Random(seed);
    this.table = table;
  }

  DynamoDbRequest next() {
    return switch (random.nextInt(20)) {
      case 0, 1, 2 -> put();
      case 3, 4, 5, 6 -> update();
      case 7 -> updateLegacy();
      case 8 -> delete();
      case 9 -> batchWrite();
      case 10, 11 -> transactWrite();
      case 12 -> get();
      case 13 -> query();
      case 14 -> scan();
      case 15 -> batchGet();
      case 16 -> transactGet();
      case 17 -> statement();
      case 18 -> statements();
      default -> transaction();
    };
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private boolean sometimes() {
    return random.nextInt(3) == 0;
  }

  private Map<String, AttributeValue> key() {
    return Map.of("pk", AttributeValue.fromS(oneOf(KEYS)));
  }

  private List<Map<String, AttributeValue>> keys() {
    int from = random.nextInt(KEYS.size());
    return KEYS.subList(from, KEYS.size()).stream()
        .map(pk -> Map.of("pk", AttributeValue.fromS(pk)))
        .toList();
  }

  /** Like {@link LocalTable#ITEM}, so that most updates are legal on it. */
  private Map<String, AttributeValue> item(Map<String, AttributeValue> key) {
    Map<String, AttributeValue> item = new LinkedHashMap<>(LocalTable.ITEM);
    item.putAll(key);
    item.put("s", AttributeValue.fromS("x".repeat(random.nextInt(4))));
    if (sometimes()) {
      item.remove(oneOf(List.of("n", "l", "m", "ns")));
    }
    if (random.nextInt(8) == 0) {
      item.put("bad", AttributeValue.fromN("not a number"));
    }
    return item;
  }

  private Map<String, AttributeValue> argumentsOf(String condition) {
    return condition == null || !condition.contains(":c")
        ? null
        : Map.of(":c", LocalTable.number(2));
  }

  private String condition() {
    return sometimes() ? oneOf(CONDITIONS) : null;
  }

  private ReturnValuesOnConditionCheckFailure onFailure() {
    return random.nextBoolean() ? ReturnValuesOnConditionCheckFailure.ALL_OLD : null;
  }

  private DynamoDbRequest put() {
    String condition = condition();
    return PutItemRequest.builder()
        .tableName(table)
        .item(item(key()))
        .conditionExpression(condition)
        .expressionAttributeValues(argumentsOf(condition))
        .returnValues(oneOf(List.of(ReturnValue.NONE, ReturnValue.ALL_OLD)))
        .returnValuesOnConditionCheckFailure(condition == null ? null : onFailure())
        .build();
  }

  private Update expression() {
    Update update = new UpdateGenerator(random).generate().update();
    return random.nextInt(5) > 0
        ? update
        : Update.of(
            new UpdateMutator(random).mutate(update.expression()), update.names(), update.values());
  }

  private static <T> Map<String, T> orNone(Map<String, T> map) {
    return map.isEmpty() ? null : map;
  }

  private DynamoDbRequest update() {
    Update update = expression();
    String condition = condition();
    Map<String, AttributeValue> values = new HashMap<>(update.values());
    if (argumentsOf(condition) != null) {
      values.putAll(argumentsOf(condition));
    }
    return UpdateItemRequest.builder()
        .tableName(table)
        .key(key())
        .updateExpression(random.nextInt(20) == 0 ? null : update.expression())
        .expressionAttributeNames(orNone(update.names()))
        .expressionAttributeValues(orNone(values))
        .conditionExpression(condition)
        .returnValues(oneOf(ReturnValue.knownValues().stream().sorted().toList()))
        .returnValuesOnConditionCheckFailure(condition == null ? null : onFailure())
        .build();
  }

  private DynamoDbRequest updateLegacy() {
    Map<String, AttributeValueUpdate> updates = new LinkedHashMap<>();
    for (String name : List.of("n", "new", "s")) {
      if (random.nextBoolean()) {
        AttributeAction action =
            oneOf(List.of(AttributeAction.PUT, AttributeAction.ADD, AttributeAction.DELETE));
        updates.put(
            name,
            AttributeValueUpdate.builder()
                .action(action)
                .value(action == AttributeAction.DELETE ? null : LocalTable.number(3))
                .build());
      }
    }
    return UpdateItemRequest.builder()
        .tableName(table)
        .key(key())
        .attributeUpdates(updates)
        .returnValues(oneOf(ReturnValue.knownValues().stream().sorted().toList()))
        .build();
  }

  private DynamoDbRequest delete() {
    String condition = condition();
    return DeleteItemRequest.builder()
        .tableName(table)
        .key(key())
        .conditionExpression(condition)
        .expressionAttributeValues(argumentsOf(condition))
        .returnValues(ReturnValue.ALL_OLD)
        .build();
  }

  private DynamoDbRequest batchWrite() {
    List<WriteRequest> writes = new ArrayList<>();
    for (Map<String, AttributeValue> key : keys()) {
      writes.add(
          random.nextBoolean()
              ? WriteRequest.builder().putRequest(p -> p.item(item(key))).build()
              : WriteRequest.builder().deleteRequest(d -> d.key(key)).build());
    }
    return BatchWriteItemRequest.builder().requestItems(Map.of(table, writes)).build();
  }

  private DynamoDbRequest transactWrite() {
    List<TransactWriteItem> writes = new ArrayList<>();
    for (Map<String, AttributeValue> key : keys()) {
      writes.add(transactItem(key));
    }
    return TransactWriteItemsRequest.builder()
        .transactItems(writes)
        .clientRequestToken(
            sometimes() ? new UUID(random.nextLong(), table.hashCode()).toString() : null)
        .build();
  }

  private TransactWriteItem transactItem(Map<String, AttributeValue> key) {
    String condition = condition();
    Map<String, AttributeValue> arguments = argumentsOf(condition);
    return switch (random.nextInt(4)) {
      case 0 ->
          TransactWriteItem.builder()
              .put(
                  Put.builder()
                      .tableName(table)
                      .item(item(key))
                      .conditionExpression(condition)
                      .expressionAttributeValues(arguments)
                      .returnValuesOnConditionCheckFailure(onFailure())
                      .build())
              .build();
      case 1 -> {
        Update update = expression();
        yield TransactWriteItem.builder()
            .update(
                u ->
                    u.tableName(table)
                        .key(key)
                        .updateExpression(update.expression())
                        .expressionAttributeNames(orNone(update.names()))
                        .expressionAttributeValues(orNone(update.values()))
                        .returnValuesOnConditionCheckFailure(onFailure()))
            .build();
      }
      case 2 ->
          TransactWriteItem.builder()
              .delete(Delete.builder().tableName(table).key(key).build())
              .build();
      default ->
          TransactWriteItem.builder()
              .conditionCheck(
                  ConditionCheck.builder()
                      .tableName(table)
                      .key(key)
                      .conditionExpression(oneOf(CONDITIONS.subList(0, 2)))
                      .returnValuesOnConditionCheckFailure(onFailure())
                      .build())
              .build();
    };
  }

  private DynamoDbRequest get() {
    return GetItemRequest.builder()
        .tableName(table)
        .key(key())
        .projectionExpression(sometimes() ? "n, m.x, absent" : null)
        .build();
  }

  private DynamoDbRequest query() {
    return QueryRequest.builder()
        .tableName(table)
        .keyConditionExpression("pk = :pk")
        .expressionAttributeValues(Map.of(":pk", key().get("pk")))
        .select(sometimes() ? Select.COUNT : null)
        .build();
  }

  private DynamoDbRequest scan() {
    boolean filtered = sometimes();
    return ScanRequest.builder()
        .tableName(table)
        .limit(sometimes() ? 2 : null)
        .filterExpression(filtered ? "n > :n" : null)
        .expressionAttributeValues(filtered ? Map.of(":n", LocalTable.number(1)) : null)
        .projectionExpression(sometimes() ? "pk, n" : null)
        .build();
  }

  private DynamoDbRequest batchGet() {
    return BatchGetItemRequest.builder()
        .requestItems(Map.of(table, KeysAndAttributes.builder().keys(keys()).build()))
        .build();
  }

  private DynamoDbRequest transactGet() {
    return TransactGetItemsRequest.builder()
        .transactItems(
            keys().stream()
                .map(key -> TransactGetItem.builder().get(g -> g.tableName(table).key(key)).build())
                .toList())
        .build();
  }

  private String partiQl(boolean read) {
    String where = " WHERE pk = '" + oneOf(KEYS) + "'";
    if (read) {
      return "SELECT * FROM \"" + table + "\"" + where;
    }
    return switch (random.nextInt(4)) {
      case 0 -> "INSERT INTO \"" + table + "\" VALUE {'pk': '" + oneOf(KEYS) + "', 'n': 1}";
      case 1 -> "UPDATE \"" + table + "\" SET n = 5" + where + " RETURNING ALL OLD *";
      case 2 -> "UPDATE \"" + table + "\" SET s = 'it''s' REMOVE l" + where;
      default -> "DELETE FROM \"" + table + "\"" + where + " RETURNING ALL OLD *";
    };
  }

  private DynamoDbRequest statement() {
    return ExecuteStatementRequest.builder().statement(partiQl(random.nextBoolean())).build();
  }

  private DynamoDbRequest statements() {
    boolean read = random.nextBoolean();
    return BatchExecuteStatementRequest.builder()
        .statements(
            IntStream.range(0, 2)
                .mapToObj(i -> BatchStatementRequest.builder().statement(partiQl(read)).build())
                .toList())
        .build();
  }

  private DynamoDbRequest transaction() {
    boolean read = random.nextBoolean();
    return ExecuteTransactionRequest.builder()
        .transactStatements(
            IntStream.range(0, 2)
                .mapToObj(i -> ParameterizedStatement.builder().statement(partiQl(read)).build())
                .toList())
        .build();
  }
}
