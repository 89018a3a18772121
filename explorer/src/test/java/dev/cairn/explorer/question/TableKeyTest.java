// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.StoredAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

final class TableKeyTest {
  /** Describes a table whose keys have the given types; an index has one of its own. */
  private static TableDescription table(String types) {
    String[] names = {"pk", "sk"};
    List<AttributeDefinition> definitions = new ArrayList<>();
    List<KeySchemaElement> schema = new ArrayList<>();
    definitions.add(
        AttributeDefinition.builder().attributeName("indexed").attributeType("N").build());
    for (int i = 0; i < types.length(); i++) {
      definitions.add(
          AttributeDefinition.builder()
              .attributeName(names[i])
              .attributeType(types.substring(i, i + 1))
              .build());
      schema.add(
          KeySchemaElement.builder()
              .attributeName(names[i])
              .keyType(i == 0 ? KeyType.HASH : KeyType.RANGE)
              .build());
    }
    return TableDescription.builder().attributeDefinitions(definitions).keySchema(schema).build();
  }

  private static TableKey key(String types, String address) {
    return TableKey.of(table(types), StoredAddress.parse(address));
  }

  @ParameterizedTest
  @CsvSource({
    "S, dynamodb://t/cat, dynamodb://t/cat",
    "S, dynamodb://t/42, dynamodb://t/42",
    "N, dynamodb://t/42, dynamodb://t/n:42",
    "N, dynamodb://t/4.20e1, dynamodb://t/n:42",
    "N, dynamodb://t/n:42.0, dynamodb://t/n:42",
    "B, dynamodb://t/b:AQI, dynamodb://t/b:AQI",
    "SN, dynamodb://t/cat/7, dynamodb://t/cat/n:7",
    "NS, dynamodb://t/7/cat, dynamodb://t/n:7/cat",
    "N, dynamodb://1@eu-west-1/t/42, dynamodb://1@eu-west-1/t/n:42"
  })
  void address_isCanonicalInTheTablesTypes(String types, String typed, String canonical) {
    assertThat(key(types, typed).address()).hasToString(canonical);
  }

  @Test
  void attributes_areThoseOfTheKey() {
    assertThat(key("SN", "dynamodb://t/a%2Fb/7").attributes())
        .isEqualTo(Map.of("pk", AttributeValue.fromS("a/b"), "sk", AttributeValue.fromN("7")));
    assertThat(key("B", "dynamodb://t/b:AQI").attributes())
        .isEqualTo(Map.of("pk", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {1, 2}))));
  }

  @ParameterizedTest
  @CsvSource({
    "S, dynamodb://t/n:42, of type S",
    "B, dynamodb://t/text, b:<base64url>",
    "N, dynamodb://t/b:AQI, of type N",
    "SS, dynamodb://t/cat, names no sort key: expected dynamodb://t/<pk>/<sk>",
    "S, dynamodb://t/cat/7, names a sort key: expected dynamodb://t/<pk>"
  })
  void addressThatCannotBeOfTheTable_saysWhatIsExpected(String types, String typed, String why) {
    assertThatThrownBy(() -> key(types, typed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}
