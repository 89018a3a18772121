// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.OpenTelemetry;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AddressRulesTest {
  private static final byte[] KEY = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final StoredAddress OBJECT = StoredAddress.s3("photos", "users/ada@x/a b.jpg");
  private static final StoredAddress ITEM =
      StoredAddress.dynamoDb("photos", KeyValue.string("ada@x"), KeyValue.number("7"));

  private static Cairn.Builder cairn() {
    return Cairn.builder(OpenTelemetry.noop());
  }

  @Test
  void address_isPlain_byDefault() {
    Cairn cairn = cairn().addresses("s3://others", AddressMode.TEMPLATE).build();

    assertThat(cairn.shown(OBJECT)).isEqualTo(OBJECT.toString());
    assertThat(cairn.shownKey(OBJECT)).isEqualTo("users/ada@x/a b.jpg");
    assertThat(cairn.shown(ITEM)).isEqualTo("dynamodb://photos/ada%40x/n:7");
    assertThat(cairn.addressMode(ITEM)).isEqualTo(AddressMode.PLAIN);
  }

  /** Computed with another tool: {@code openssl dgst -sha256 -hmac 0123456789abcdef}. */
  @Test
  void hashed_isTheKeyedHash_ofTheCanonicalKey() {
    Cairn cairn =
        cairn()
            .addressKey(KEY)
            .addresses("s3://photos", AddressMode.HASHED)
            .addresses("dynamodb://photos", AddressMode.HASHED)
            .build();

    assertThat(cairn.shown(OBJECT)).isEqualTo("s3://photos/h:4d11cc61d646f183c8a3085e4952ffbc");
    assertThat(cairn.shownKey(OBJECT)).isEqualTo("h:4d11cc61d646f183c8a3085e4952ffbc");
    assertThat(cairn.shown(ITEM)).isEqualTo("dynamodb://photos/h:2b9120d49f3e8476f05e282f9e88bc24");
    assertThat(cairn.shown(ITEM.in("1", "eu-west-1"))).as("anywhere").isEqualTo(cairn.shown(ITEM));
    assertThat(cairn.shown(StoredAddress.s3("photos", OBJECT.objectKey(), "v 1")))
        .isEqualTo("s3://photos/h:4d11cc61d646f183c8a3085e4952ffbc?versionId=v%201");
    assertThat(cairn.shown(StoredAddress.dynamoDbUnknownKey("photos")))
        .isEqualTo("dynamodb://photos/?");
  }

  @Test
  void template_isTheFirstThatMatches_elseNothingShows() {
    Cairn cairn =
        cairn()
            .addresses(
                "s3://photos", AddressMode.TEMPLATE, "users/{user}/{}.jpg", "users/{user}/{}")
            .addresses("dynamodb://*", AddressMode.TEMPLATE, "{user}/n:{}")
            .build();

    assertThat(cairn.shown(OBJECT)).isEqualTo("s3://photos/users/{user}/{}.jpg");
    assertThat(cairn.shownKey(StoredAddress.s3("photos", "users/bo/x.png")))
        .isEqualTo("users/{user}/{}");
    assertThat(cairn.shown(StoredAddress.s3("photos", "users/bo/deep/x.png")))
        .isEqualTo("s3://photos/{}");
    assertThat(cairn.shown(ITEM)).isEqualTo("dynamodb://photos/{user}/n:{}");
    assertThat(cairn.addressMode(OBJECT)).isEqualTo(AddressMode.TEMPLATE);
  }

  @Test
  void addresses_sayWhatIsWrong() {
    assertThatThrownBy(() -> cairn().addresses("photos", AddressMode.PLAIN))
        .hasMessageContaining("addresses: 'photos'");
    assertThatThrownBy(() -> cairn().addresses("s3://photos", AddressMode.HASHED, "x"))
        .hasMessageContaining("HASHED takes no templates");
    assertThatThrownBy(() -> cairn().addressKey(new byte[15]))
        .hasMessageContaining("addressKey: 15");
    assertThatThrownBy(() -> cairn().addresses("s3://photos", AddressMode.HASHED).build())
        .hasMessageContaining("needs an addressKey");
  }
}
