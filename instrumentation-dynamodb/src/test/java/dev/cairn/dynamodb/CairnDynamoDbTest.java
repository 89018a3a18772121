// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.Cairn;
import dev.cairn.Stamp;
import dev.cairn.contract.DynamoDbContract;
import dev.cairn.contract.ItemClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** AWS SDK 2.x, synchronous. */
class CairnDynamoDbTest extends DynamoDbContract {
  @Override
  protected ItemClient newClient(Cairn cairn, String table) {
    return cairn == null
        ? new Client(LocalClients.dynamoDb().build(), null)
        : newClient(CairnDynamoDb.builder(cairn).key(table, "pk").build());
  }

  @Override
  protected ItemClient newClientWithoutKeys(Cairn cairn) {
    return newClient(CairnDynamoDb.create(cairn));
  }

  private static ItemClient newClient(CairnDynamoDb decorator) {
    return new Client(decorator.build(LocalClients.dynamoDb()), decorator);
  }

  @Override
  protected ItemClient newClientDecoratedTwice(Cairn cairn) {
    CairnDynamoDb decorator = CairnDynamoDb.create(cairn);
    DynamoDbClientBuilder builder = LocalClients.dynamoDb();
    builder.overrideConfiguration(
        c ->
            c.addExecutionInterceptor(CairnDynamoDb.create(cairn).interceptor())
                .addExecutionInterceptor(decorator.interceptor()));
    return new Client(decorator.build(builder), decorator);
  }

  @Override
  protected String newTable() {
    return LocalClients.newTable();
  }

  @Override
  protected void failNext(String operation, int status, int times) {
    LocalClients.failNext(operation, status, times);
  }

  @Override
  protected void heal() {
    LocalClients.heal();
  }

  private record Client(DynamoDbClient client, CairnDynamoDb decorator) implements ItemClient {
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
      return new Answer(items.stream().map(Client::plain).toList(), seen, stamps);
    }

    private static Map<String, AttributeValue> sdk(Map<String, Object> item) {
      Map<String, AttributeValue> values = new LinkedHashMap<>();
      item.forEach(
          (name, value) ->
              values.put(
                  name,
                  value instanceof Long number
                      ? AttributeValue.fromN(number.toString())
                      : AttributeValue.fromS((String) value)));
      return values;
    }

    private static Map<String, Object> plain(Map<String, AttributeValue> item) {
      Map<String, Object> values = new LinkedHashMap<>();
      item.forEach(
          (name, value) ->
              values.put(name, value.n() == null ? value.s() : Long.valueOf(value.n())));
      return values;
    }

    @Override
    public String errorCode(RuntimeException error) {
      return ((DynamoDbException) error).awsErrorDetails().errorCode();
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
}
