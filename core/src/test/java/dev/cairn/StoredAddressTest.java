// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredAddressTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "photos | cat.jpg              | s3://photos/cat.jpg",
        "photos | acme/ada/my cat.jpg  | s3://photos/acme/ada/my%20cat.jpg",
        "photos | a//b/                | s3://photos/a//b/",
        "photos | 100%?&=+#:@          | s3://photos/100%25%3F%26%3D%2B%23%3A%40",
        "photos | 你好                  | s3://photos/%E4%BD%A0%E5%A5%BD",
        "photos | a~b_c-d.e            | s3://photos/a~b_c-d.e"
      })
  void s3_hasOneCanonicalForm(String bucket, String key, String canonical) {
    StoredAddress address = StoredAddress.s3(bucket, key);

    assertThat(address).hasToString(canonical);
    assertThat(StoredAddress.parse(canonical)).isEqualTo(address);
    assertThat(StoredAddress.parse(canonical).objectKey()).isEqualTo(key);
  }

  @Test
  void s3_namesAVersion() {
    StoredAddress address = StoredAddress.s3("photos", "what?", "3/L4k+");

    assertThat(address).hasToString("s3://photos/what%3F?versionId=3%2FL4k%2B");
    assertThat(StoredAddress.parse(address.toString()).versionId()).isEqualTo("3/L4k+");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "S | ada            | dynamodb://users/ada",
        "S | a:b/c d        | dynamodb://users/a%3Ab%2Fc%20d",
        "S | ?              | dynamodb://users/%3F",
        "S | n:1            | dynamodb://users/n%3A1",
        "S | 😀             | dynamodb://users/%F0%9F%98%80",
        "N | 1              | dynamodb://users/n:1",
        "N | 1.0            | dynamodb://users/n:1",
        "N | +1.50          | dynamodb://users/n:1.5",
        "N | -0             | dynamodb://users/n:0",
        "N | 1E2            | dynamodb://users/n:100",
        "N | 12E-3          | dynamodb://users/n:0.012",
        "N | 00042          | dynamodb://users/n:42",
        "B | 00ff10         | dynamodb://users/b:AP8Q",
        "B | fbff           | dynamodb://users/b:-_8"
      })
  void dynamoDb_hasOneCanonicalForm(String type, String value, String canonical) {
    KeyValue key =
        switch (type) {
          case "S" -> KeyValue.string(value);
          case "N" -> KeyValue.number(value);
          default -> KeyValue.binary(HexFormat.of().parseHex(value));
        };
    StoredAddress address = StoredAddress.dynamoDb("users", key, null);

    assertThat(address).hasToString(canonical);
    assertThat(StoredAddress.parse(canonical)).isEqualTo(address);
    assertThat(StoredAddress.parse(canonical).partitionKey()).isEqualTo(key);
  }

  @Test
  void dynamoDb_hasSortKeyAndHome() {
    StoredAddress address =
        StoredAddress.dynamoDb("likes", KeyValue.string("cat"), KeyValue.number("7"))
            .in("123456789012", "eu-west-1");

    assertThat(address).hasToString("dynamodb://123456789012@eu-west-1/likes/cat/n:7");
    StoredAddress parsed = StoredAddress.parse(address.toString());
    assertThat(parsed).isEqualTo(address);
    assertThat(parsed.home()).isEqualTo("123456789012@eu-west-1");
    assertThat(parsed.sortKey()).isEqualTo(KeyValue.number("7"));
  }

  @Test
  void dynamoDb_saysThatAKeyIsNotKnown() {
    StoredAddress unknown = StoredAddress.dynamoDbUnknownKey("users");

    assertThat(unknown).hasToString("dynamodb://users/?");
    assertThat(StoredAddress.parse("dynamodb://users/?").partitionKey()).isNull();
  }

  @Test
  void parse_takesWhatAPersonTypes() {
    assertThat(StoredAddress.parse("s3://photos/my cat (1).jpg"))
        .isEqualTo(StoredAddress.s3("photos", "my cat (1).jpg"));
    assertThat(StoredAddress.parse("dynamodb://users/ada@example.com").partitionKey())
        .isEqualTo(KeyValue.string("ada@example.com"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "photos/cat",
        "s3:/photos/cat",
        "s3://photos",
        "s3://photos/",
        "s3:///cat",
        "s3://photos/50%",
        "s3://photos/%ff",
        "dynamodb://users",
        "dynamodb://users/",
        "dynamodb://a@b/users",
        "dynamodb://users/a/b/c",
        "dynamodb://users/b:***"
      })
  void parse_saysWhatIsWrong(String text) {
    assertThatThrownBy(() -> StoredAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("expected s3://bucket/key or dynamodb://table");
  }

  @Test
  void number_thatIsNone_isKeptAndHarmless() {
    assertThat(KeyValue.number("1E999999999").text()).isEqualTo("1E999999999");
    assertThat(KeyValue.number("9".repeat(500)).text()).hasSize(500);
    assertThat(KeyValue.number("seven").text()).isEqualTo("seven");
  }

  @Property
  void s3_survivesItsCanonicalForm(@ForAll @StringLength(min = 1, max = 50) String key) {
    String wellFormed = new String(key.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    StoredAddress address = StoredAddress.s3("photos", wellFormed);

    assertThat(StoredAddress.parse(address.toString()).objectKey()).isEqualTo(wellFormed);
    assertThat(address.toString()).matches("[!-~]+");
  }

  @Property
  void dynamoDb_survivesItsCanonicalForm(
      @ForAll @StringLength(min = 1, max = 50) String key, @ForAll byte[] octets) {
    String wellFormed = new String(key.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    StoredAddress address =
        StoredAddress.dynamoDb("t", KeyValue.string(wellFormed), KeyValue.binary(octets));
    StoredAddress parsed = StoredAddress.parse(address.toString());

    assertThat(parsed.partitionKey().text()).isEqualTo(wellFormed);
    assertThat(parsed.sortKey().octets()).isEqualTo(octets);
  }
}
