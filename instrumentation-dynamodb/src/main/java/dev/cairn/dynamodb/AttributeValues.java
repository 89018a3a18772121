// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.KeyValue;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Attribute values of the AWS SDK 2.x. */
final class AttributeValues implements Values<AttributeValue> {
  static final AttributeValues INSTANCE = new AttributeValues();

  private AttributeValues() {}

  @Override
  public String string(AttributeValue value) {
    return value.s();
  }

  @Override
  public AttributeValue ofString(String text) {
    return AttributeValue.fromS(text);
  }

  @Override
  public KeyValue key(AttributeValue value) {
    if (value.s() != null) {
      return KeyValue.string(value.s());
    }
    if (value.n() != null) {
      return KeyValue.number(value.n());
    }
    return value.b() == null ? null : KeyValue.binary(value.b().asByteArrayUnsafe());
  }

  @Override
  public long size(AttributeValue value) {
    return switch (value.type()) {
      case S -> Sizes.ofText(value.s());
      case N -> Sizes.ofNumber(value.n());
      case B -> value.b().asByteArrayUnsafe().length;
      case SS -> value.ss().stream().mapToLong(Sizes::ofText).sum();
      case NS -> value.ns().stream().mapToLong(Sizes::ofNumber).sum();
      case BS -> value.bs().stream().mapToLong(b -> b.asByteArrayUnsafe().length).sum();
      case L ->
          Sizes.CONTAINER_OVERHEAD
              + value.l().stream().mapToLong(e -> size(e) + Sizes.ELEMENT_OVERHEAD).sum();
      case M ->
          Sizes.CONTAINER_OVERHEAD
              + Sizes.ofItem(value.m(), this)
              + (long) value.m().size() * Sizes.ELEMENT_OVERHEAD;
      case BOOL, NUL, UNKNOWN_TO_SDK_VERSION -> Sizes.FLAG;
    };
  }
}
