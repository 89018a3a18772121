// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.contract.RealAwsRehearsal;
import dev.cairn.local.LocalAws;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What {@code mvn verify -Preal-aws} does, with DynamoDB Local in the place of AWS. */
class RealAwsTest {
  private static final Map<String, AttributeValue> ITEM = Map.of("pk", AttributeValue.fromS("cat"));

  @Test
  void suites_pass_andDeleteWhatTheyCreated_andNothingElse() {
    LocalAws aws = LocalAws.shared();
    String mine = LocalClients.newTable();
    try (DynamoDbClient dynamoDb = LocalClients.dynamoDb().build()) {
      dynamoDb.putItem(b -> b.tableName(mine).item(ITEM));
      List<String> skipped =
          RealAwsRehearsal.run(
              RealAwsTest.class.getPackage(),
              Map.of(
                  "table", mine,
                  "aws.endpointUrlDynamoDb", aws.dynamoDbEndpoint().toString(),
                  "aws.region", aws.region(),
                  "aws.accessKeyId", aws.accessKey(),
                  "aws.secretAccessKey", aws.secretKey(),
                  "aws.secretKey", aws.secretKey()));

      assertThat(skipped)
          .isNotEmpty()
          .allMatch(why -> why.contains(": Assumption failed: real AWS does not"));
      assertThat(dynamoDb.scan(b -> b.tableName(mine)).items()).containsExactly(ITEM);
      assertThat(dynamoDb.listTablesPaginator(b -> {}).tableNames())
          .filteredOn(name -> name.startsWith(mine))
          .containsExactly(mine);
    }
  }
}
