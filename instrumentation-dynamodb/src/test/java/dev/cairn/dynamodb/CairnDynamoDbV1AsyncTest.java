// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import com.amazonaws.ClientConfiguration;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBAsyncClientBuilder;
import dev.cairn.Cairn;
import dev.cairn.contract.DynamoDbContract;
import dev.cairn.contract.ItemClient;
import java.net.URI;

/** AWS SDK 1.x, asynchronous. */
class CairnDynamoDbV1AsyncTest extends DynamoDbContract {
  @Override
  protected ItemClient newClient(Cairn cairn, String table) {
    return cairn == null
        ? new ItemClientV1(Joined.of(LocalClients.dynamoDbV1Async().build()), null)
        : newClient(CairnDynamoDbV1.builder(cairn).key(table, "pk").describeTables(false).build());
  }

  @Override
  protected ItemClient newClientWithoutKeys(Cairn cairn) {
    return newClient(CairnDynamoDbV1.builder(cairn).describeTables(false).build());
  }

  @Override
  protected ItemClient newClientThatDescribes(Cairn cairn) {
    return newClient(CairnDynamoDbV1.create(cairn));
  }

  private static ItemClient newClient(CairnDynamoDbV1 decorator) {
    return new ItemClientV1(Joined.of(decorator.build(LocalClients.dynamoDbV1Async())), decorator);
  }

  @Override
  protected ItemClient newClientDecoratedTwice(Cairn cairn) {
    CairnDynamoDbV1 decorator = CairnDynamoDbV1.create(cairn);
    AmazonDynamoDBAsyncClientBuilder builder = LocalClients.dynamoDbV1Async();
    builder.setRequestHandlers(
        CairnDynamoDbV1.create(cairn).requestHandler(), decorator.requestHandler());
    return new ItemClientV1(Joined.of(decorator.build(builder)), decorator);
  }

  @Override
  protected ItemClient newClientWithTimeout(Cairn cairn, String table, long millis) {
    CairnDynamoDbV1 decorator = CairnDynamoDbV1.builder(cairn).key(table, "pk").build();
    AmazonDynamoDBAsyncClientBuilder builder =
        LocalClients.dynamoDbV1Async()
            .withClientConfiguration(
                new ClientConfiguration().withClientExecutionTimeout((int) millis));
    return new ItemClientV1(Joined.of(decorator.build(builder)), decorator);
  }

  @Override
  protected ItemClient newClientAt(Cairn cairn, URI endpoint) {
    CairnDynamoDbV1 decorator = CairnDynamoDbV1.create(cairn);
    return new ItemClientV1(
        Joined.of(
            decorator.build(
                LocalClients.dynamoDbV1Async()
                    .withEndpointConfiguration(
                        new EndpointConfiguration(endpoint.toString(), "us-east-1")))),
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
