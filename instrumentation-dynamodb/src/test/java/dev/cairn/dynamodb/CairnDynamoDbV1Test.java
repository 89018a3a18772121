// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import com.amazonaws.AmazonServiceException;
import com.amazonaws.AmazonWebServiceResult;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDB;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBClientBuilder;
import com.amazonaws.services.dynamodbv2.model.AttributeValue;
import com.amazonaws.services.dynamodbv2.model.ConditionalCheckFailedException;
import com.amazonaws.services.dynamodbv2.model.DeleteItemRequest;
import com.amazonaws.services.dynamodbv2.model.DeleteItemResult;
import com.amazonaws.services.dynamodbv2.model.GetItemRequest;
import com.amazonaws.services.dynamodbv2.model.GetItemResult;
import com.amazonaws.services.dynamodbv2.model.PutItemRequest;
import com.amazonaws.services.dynamodbv2.model.PutItemResult;
import com.amazonaws.services.dynamodbv2.model.QueryRequest;
import com.amazonaws.services.dynamodbv2.model.QueryResult;
import com.amazonaws.services.dynamodbv2.model.ScanRequest;
import com.amazonaws.services.dynamodbv2.model.ScanResult;
import com.amazonaws.services.dynamodbv2.model.UpdateItemRequest;
import com.amazonaws.services.dynamodbv2.model.UpdateItemResult;
import dev.cairn.Cairn;
import dev.cairn.Stamp;
import dev.cairn.contract.DynamoDbContract;
import dev.cairn.contract.ItemClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** AWS SDK 1.x, synchronous. */
class CairnDynamoDbV1Test extends DynamoDbContract {
  @Override
  protected ItemClient newClient(Cairn cairn, String table) {
    return cairn == null
        ? new Client(LocalClients.dynamoDbV1().build(), null)
        : newClient(CairnDynamoDbV1.builder(cairn).key(table, "pk").build());
  }

  @Override
  protected ItemClient newClientWithoutKeys(Cairn cairn) {
    return newClient(CairnDynamoDbV1.create(cairn));
  }

  private static ItemClient newClient(CairnDynamoDbV1 decorator) {
    return new Client(decorator.build(LocalClients.dynamoDbV1()), decorator);
  }

  @Override
  protected ItemClient newClientDecoratedTwice(Cairn cairn) {
    CairnDynamoDbV1 decorator = CairnDynamoDbV1.create(cairn);
    AmazonDynamoDBClientBuilder builder = LocalClients.dynamoDbV1();
    builder.setRequestHandlers(
        CairnDynamoDbV1.create(cairn).requestHandler(), decorator.requestHandler());
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

  private record Client(AmazonDynamoDB client, CairnDynamoDbV1 decorator) implements ItemClient {
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
      return new Answer(items.stream().map(Client::plain).toList(), seen, stamps);
    }

    private static Map<String, AttributeValue> sdk(Map<String, Object> item) {
      Map<String, AttributeValue> values = new LinkedHashMap<>();
      item.forEach(
          (name, value) ->
              values.put(
                  name,
                  value instanceof Long number
                      ? new AttributeValue().withN(number.toString())
                      : new AttributeValue((String) value)));
      return values;
    }

    private static Map<String, Object> plain(Map<String, AttributeValue> item) {
      Map<String, Object> values = new LinkedHashMap<>();
      item.forEach(
          (name, value) ->
              values.put(name, value.getN() == null ? value.getS() : Long.valueOf(value.getN())));
      return values;
    }

    @Override
    public String errorCode(RuntimeException error) {
      return ((AmazonServiceException) error).getErrorCode();
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
}
