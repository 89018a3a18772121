// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.CairnAttributes;
import dev.cairn.contract.Telemetry;
import io.opentelemetry.context.Scope;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.cryptography.dbencryptionsdk.dynamodb.DynamoDbEncryptionInterceptor;
import software.amazon.cryptography.dbencryptionsdk.dynamodb.model.DynamoDbTableEncryptionConfig;
import software.amazon.cryptography.dbencryptionsdk.dynamodb.model.DynamoDbTablesEncryptionConfig;
import software.amazon.cryptography.dbencryptionsdk.structuredencryption.model.CryptoAction;
import software.amazon.cryptography.materialproviders.IKeyring;
import software.amazon.cryptography.materialproviders.MaterialProviders;
import software.amazon.cryptography.materialproviders.model.AesWrappingAlg;
import software.amazon.cryptography.materialproviders.model.CreateRawAesKeyringInput;
import software.amazon.cryptography.materialproviders.model.MaterialProvidersConfig;

/** Items under client-side encryption stay readable: by the AWS Database Encryption SDK itself. */
class EncryptionTest {
  @RegisterExtension final Telemetry telemetry = new Telemetry();

  private static final IKeyring KEYRING =
      MaterialProviders.builder()
          .MaterialProvidersConfig(MaterialProvidersConfig.builder().build())
          .build()
          .CreateRawAesKeyring(
              CreateRawAesKeyringInput.builder()
                  .keyNamespace("test")
                  .keyName("test")
                  .wrappingKey(ByteBuffer.wrap(new byte[32]))
                  .wrappingAlg(AesWrappingAlg.ALG_AES256_GCM_IV12_TAG16)
                  .build());

  private static final Map<String, AttributeValue> KEY = Map.of("pk", AttributeValue.fromS("cat"));
  private static final Map<String, AttributeValue> ITEM =
      Map.of("pk", KEY.get("pk"), "title", AttributeValue.fromS("My secret cat"));

  private final String table = LocalClients.newTable();
  private final DynamoDbClient bare = LocalClients.dynamoDb().build();
  private final DynamoDbClient reader = encrypting().build();

  private DynamoDbClientBuilder encrypting() {
    DynamoDbTableEncryptionConfig config =
        DynamoDbTableEncryptionConfig.builder()
            .logicalTableName(table)
            .partitionKeyName("pk")
            .attributeActionsOnEncrypt(
                Map.of("pk", CryptoAction.SIGN_ONLY, "title", CryptoAction.ENCRYPT_AND_SIGN))
            .allowedUnsignedAttributePrefix("cairn")
            .keyring(KEYRING)
            .build();
    DynamoDbEncryptionInterceptor interceptor =
        DynamoDbEncryptionInterceptor.builder()
            .config(
                DynamoDbTablesEncryptionConfig.builder()
                    .tableEncryptionConfigs(Map.of(table, config))
                    .build())
            .build();
    return LocalClients.dynamoDb()
        .overrideConfiguration(c -> c.addExecutionInterceptor(interceptor));
  }

  private Cairn cairn() {
    return Cairn.create(telemetry.openTelemetry());
  }

  @AfterEach
  void close() {
    bare.close();
    reader.close();
  }

  private void put(DynamoDbClient client) {
    try (client;
        Scope ignored = Requests.asAda()) {
      client.putItem(b -> b.tableName(table).item(ITEM));
      assertThat(read(client)).isEqualTo(ITEM);
    }
  }

  private Map<String, AttributeValue> read(DynamoDbClient client) {
    return client.getItem(b -> b.tableName(table).key(KEY)).item();
  }

  private String stamp() {
    return telemetry.span("DynamoDB.PutItem").getAttributes().get(CairnAttributes.STAMP);
  }

  @Test
  void encryptedItem_isNotStamped_byAClientThatEncrypts() {
    put(CairnDynamoDb.create(cairn()).build(encrypting()));

    assertThat(stamp()).isEqualTo("skipped:encrypted");
    assertThat(read(bare)).containsKey("aws_dbe_head").doesNotContainKey("cairn");
    assertThat(read(reader)).isEqualTo(ITEM);
  }

  @Test
  void encryptedItem_isKnownByItsMarks_whereTheClientIsNot() {
    DynamoDbClientBuilder builder = encrypting();
    builder.overrideConfiguration(
        builder.overrideConfiguration().toBuilder()
            .addExecutionInterceptor(CairnDynamoDb.create(cairn()).interceptor())
            .build());
    put(builder.build());

    assertThat(stamp()).isEqualTo("skipped:encrypted");
    assertThat(read(reader)).isEqualTo(ITEM);
  }

  @Test
  void encryptedItem_isStamped_underTheUnsignedPrefix_andStaysReadable() {
    put(CairnDynamoDb.builder(cairn()).unsignedPrefix("cairn").build().build(encrypting()));

    assertThat(stamp()).isEqualTo("written");
    assertThat(read(bare)).containsKeys("aws_dbe_head", "cairn");
    assertThat(read(reader)).containsAllEntriesOf(ITEM);
  }

  @Test
  void update_isNotStamped_onceAReadShowedThatItemsAreEncrypted() {
    reader.putItem(b -> b.tableName(table).item(ITEM));
    try (DynamoDbClient client = CairnDynamoDb.create(cairn()).build(LocalClients.dynamoDb());
        Scope ignored = Requests.asAda()) {
      read(client);
      client.updateItem(
          b ->
              b.tableName(table)
                  .key(KEY)
                  .updateExpression("SET cairn_views = :n")
                  .expressionAttributeValues(Map.of(":n", AttributeValue.fromN("1"))));
    }

    assertThat(telemetry.span("DynamoDB.UpdateItem").getAttributes().get(CairnAttributes.STAMP))
        .isEqualTo("skipped:encrypted");
    assertThat(read(reader)).containsAllEntriesOf(ITEM);
  }

  @Test
  void item_ofTheLegacyEncryptionClient_isNotStamped() {
    try (DynamoDbClient client = CairnDynamoDb.create(cairn()).build(LocalClients.dynamoDb());
        Scope ignored = Requests.asAda()) {
      client.putItem(
          b ->
              b.tableName(table)
                  .item(
                      Map.of(
                          "pk", KEY.get("pk"),
                          "*amzn-ddb-map-sig*", AttributeValue.fromS("signature"))));
    }

    assertThat(stamp()).isEqualTo("skipped:encrypted");
  }
}
