// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import com.amazonaws.services.dynamodbv2.model.AttributeValue;
import dev.cairn.KeyValue;
import java.nio.ByteBuffer;

/** Attribute values of the AWS SDK 1.x. */
final class AttributeValuesV1 implements Values<AttributeValue> {
  static final AttributeValuesV1 INSTANCE = new AttributeValuesV1();

  private AttributeValuesV1() {}

  @Override
  public String string(AttributeValue value) {
    return value.getS();
  }

  @Override
  public AttributeValue ofString(String text) {
    return new AttributeValue(text);
  }

  @Override
  public KeyValue key(AttributeValue value) {
    if (value.getS() != null) {
      return KeyValue.string(value.getS());
    }
    if (value.getN() != null) {
      return KeyValue.number(value.getN());
    }
    return value.getB() == null ? null : KeyValue.binary(octets(value.getB()));
  }

  /** Reads the buffer without moving the application's position in it. */
  private static byte[] octets(ByteBuffer buffer) {
    ByteBuffer view = buffer.duplicate();
    byte[] octets = new byte[view.remaining()];
    view.get(octets);
    return octets;
  }

  @Override
  public long size(AttributeValue value) {
    if (value.getS() != null) {
      return Sizes.ofText(value.getS());
    }
    if (value.getN() != null) {
      return Sizes.ofNumber(value.getN());
    }
    if (value.getB() != null) {
      return value.getB().remaining();
    }
    if (value.getM() != null) {
      return Sizes.CONTAINER_OVERHEAD
          + Sizes.ofItem(value.getM(), this)
          + (long) value.getM().size() * Sizes.ELEMENT_OVERHEAD;
    }
    if (value.getL() != null) {
      return Sizes.CONTAINER_OVERHEAD
          + value.getL().stream().mapToLong(e -> size(e) + Sizes.ELEMENT_OVERHEAD).sum();
    }
    return sizeOfSet(value);
  }

  private static long sizeOfSet(AttributeValue value) {
    if (value.getSS() != null) {
      return value.getSS().stream().mapToLong(Sizes::ofText).sum();
    }
    if (value.getNS() != null) {
      return value.getNS().stream().mapToLong(Sizes::ofNumber).sum();
    }
    return value.getBS() == null
        ? Sizes.FLAG
        : value.getBS().stream().mapToLong(ByteBuffer::remaining).sum();
  }
}
