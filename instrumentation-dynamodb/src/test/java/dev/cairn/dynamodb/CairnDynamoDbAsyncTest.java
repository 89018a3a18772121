// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.Cairn;
import dev.cairn.contract.DynamoDbContract;
import dev.cairn.contract.ItemClient;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClientBuilder;

/** AWS SDK 2.x, asynchronous. */
class CairnDynamoDbAsyncTest extends DynamoDbContract {
  @Override
  protected ItemClient newClient(Cairn cairn, String table) {
    return cairn == null
        ? new ItemClientV2(Joined.of(LocalClients.dynamoDbAsync().build()), null)
        : newClient(CairnDynamoDb.builder(cairn).key(table, "pk").describeTables(false).build());
  }

  @Override
  protected ItemClient newClientWithoutKeys(Cairn cairn) {
    return newClient(CairnDynamoDb.builder(cairn).describeTables(false).build());
  }

  @Override
  protected ItemClient newClientThatDescribes(Cairn cairn) {
    return newClient(CairnDynamoDb.create(cairn));
  }

  private static ItemClient newClient(CairnDynamoDb decorator) {
    return new ItemClientV2(Joined.of(decorator.build(LocalClients.dynamoDbAsync())), decorator);
  }

  @Override
  protected ItemClient newClientDecoratedTwice(Cairn cairn) {
    CairnDynamoDb decorator = CairnDynamoDb.create(cairn);
    DynamoDbAsyncClientBuilder builder = LocalClients.dynamoDbAsync();
    builder.overrideConfiguration(
        c ->
            c.addExecutionInterceptor(CairnDynamoDb.create(cairn).interceptor())
                .addExecutionInterceptor(decorator.interceptor()));
    return new ItemClientV2(Joined.of(decorator.build(builder)), decorator);
  }

  @Override
  protected ItemClient newClientWithTimeout(Cairn cairn, String table, long millis) {
    CairnDynamoDb decorator = CairnDynamoDb.builder(cairn).key(table, "pk").build();
    DynamoDbAsyncClientBuilder builder = LocalClients.dynamoDbAsync();
    builder.overrideConfiguration(c -> c.apiCallTimeout(Duration.ofMillis(millis)));
    return new ItemClientV2(Joined.of(decorator.build(builder)), decorator);
  }

  @Override
  protected ItemClient newClientAt(Cairn cairn, URI endpoint) {
    CairnDynamoDb decorator = CairnDynamoDb.create(cairn);
    return new ItemClientV2(
        Joined.of(decorator.build(LocalClients.dynamoDbAsync().endpointOverride(endpoint))),
        decorator);
  }

  @Override
  protected String newTable() {
    return LocalClients.newTable();
  }

  @Override
  protected Server server() {
    return new LocalServer();
  }
}
