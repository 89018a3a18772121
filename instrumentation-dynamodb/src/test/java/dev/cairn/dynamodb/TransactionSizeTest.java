// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.instrument.SkipReason;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** DynamoDB Local knows no limit for a whole transaction; AWS documents 4 MB. */
class TransactionSizeTest {
  private static final long LIMIT = 4L * 1024 * 1024;
  private static final String STAMP = "s".repeat(95);

  private static ItemCarrier<AttributeValue> carrier(Room room) {
    return new ItemCarrier<>(
        Map.of("pk", AttributeValue.fromS("cat")),
        AttributeValues.INSTANCE,
        new Encryption(false, null),
        room);
  }

  @Test
  void stamps_fillTheRoomThatTheItemsLeave_andNoMore() {
    Room room = Room.inTransaction(LIMIT - 250);

    assertThat(carrier(room).refuse("cairn", STAMP)).isNull();
    assertThat(carrier(room).refuse("cairn", STAMP)).isNull();
    assertThat(carrier(room).refuse("cairn", STAMP)).isEqualTo(SkipReason.NO_ROOM);
    assertThat(carrier(room).refuse("cairn", "s".repeat(45))).isNull();
  }

  @Test
  void callNearTheLimit_saysSo() {
    ItemCarrier<AttributeValue> near = carrier(Room.inTransaction(LIMIT - 150));
    near.refuse("cairn", STAMP);
    ItemCarrier<AttributeValue> far = carrier(Room.inTransaction(LIMIT - 250));
    far.refuse("cairn", STAMP);

    assertThat(near.isNearLimit("cairn", STAMP)).isTrue();
    assertThat(far.isNearLimit("cairn", STAMP)).isFalse();
  }

  @Test
  void stamp_ofATransaction_isBilledTwice() {
    ItemCarrier<AttributeValue> alone = carrier(Room.unlimited());
    alone.refuse("cairn", "s".repeat(1100));
    ItemCarrier<AttributeValue> together = carrier(Room.inTransaction(0));
    together.refuse("cairn", "s".repeat(1100));

    assertThat(alone.writeUnits("cairn", "s".repeat(1100))).isEqualTo(1);
    assertThat(together.writeUnits("cairn", "s".repeat(1100))).isEqualTo(2);
  }
}
