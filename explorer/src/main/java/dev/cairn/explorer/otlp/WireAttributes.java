// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cairn.explorer.store.EncodedAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Attributes that stay as OTLP encodes them: texts are decoded when somebody asks for them, which
 * of most nobody does, and go into JSON as the octets they are.
 */
final class WireAttributes implements EncodedAttributes {
  private final byte[] octets;
  private final Value[] values;

  /**
   * An attribute.
   *
   * @param type of the value; of an array or whatever else is seldom the value is decoded
   * @param number the value, its bits, or where a text begins, and how long it is in the low half
   * @param decoded the value where it is decoded, else null
   */
  record Value(Names.Name name, AttributeType type, long number, Object decoded) {
    private int from() {
      return (int) (number >>> Integer.SIZE);
    }

    private int length() {
      return (int) number;
    }
  }

  /**
   * @param octets what texts are in, by reference
   * @param values no two of one name
   */
  WireAttributes(byte[] octets, Value[] values) {
    this.octets = octets;
    this.values = values;
  }

  @Override
  @SuppressWarnings("unchecked") // by its type
  public <T> T get(AttributeKey<T> key) {
    String name = key.getKey();
    int hash = name.hashCode();
    for (Value value : values) {
      if (value.name.text.hashCode() == hash && value.name.text.equals(name)) {
        return value.type == key.getType() ? (T) decoded(value) : null;
      }
    }
    return null;
  }

  private Object decoded(Value value) {
    if (value.decoded != null) {
      return value.decoded;
    }
    return switch (value.type) {
      case LONG -> value.number;
      case DOUBLE -> Double.longBitsToDouble(value.number);
      case BOOLEAN -> value.number != 0;
      default -> new String(octets, value.from(), value.length(), StandardCharsets.UTF_8);
    };
  }

  @Override
  public void writeTo(JsonGenerator out) throws IOException {
    out.writeStartObject();
    for (Value value : values) {
      out.writeFieldName(value.name.json);
      if (value.decoded == null && value.type == AttributeType.STRING) {
        out.writeUTF8String(octets, value.from(), value.length());
      } else if (value.type == AttributeType.LONG) {
        out.writeNumber(value.number);
      } else {
        EncodedAttributes.write(decoded(value), out);
      }
    }
    out.writeEndObject();
  }

  @Override
  public int size() {
    return values.length;
  }

  @Override
  public boolean isEmpty() {
    return values.length == 0;
  }

  @Override
  public void forEach(BiConsumer<? super AttributeKey<?>, ? super Object> consumer) {
    decoded().forEach(consumer);
  }

  @Override
  public Map<AttributeKey<?>, Object> asMap() {
    return decoded().asMap();
  }

  @Override
  public AttributesBuilder toBuilder() {
    return decoded().toBuilder();
  }

  /** Equal to the same attributes of another implementation, which does not know it of these. */
  @Override
  public boolean equals(Object other) {
    return decoded().equals(other instanceof WireAttributes wire ? wire.decoded() : other);
  }

  @Override
  public int hashCode() {
    return decoded().hashCode();
  }

  @Override
  public String toString() {
    return decoded().toString();
  }

  private Attributes decoded() {
    AttributesBuilder builder = Attributes.builder();
    for (Value value : values) {
      put(builder, value);
    }
    return builder.build();
  }

  @SuppressWarnings("unchecked") // by its type
  private void put(AttributesBuilder builder, Value value) {
    Object decoded = decoded(value);
    String name = value.name.text;
    builder.put((AttributeKey<Object>) key(name, value.type), decoded);
  }

  private static AttributeKey<?> key(String name, AttributeType type) {
    return switch (type) {
      case LONG -> AttributeKey.longKey(name);
      case DOUBLE -> AttributeKey.doubleKey(name);
      case BOOLEAN -> AttributeKey.booleanKey(name);
      case STRING_ARRAY -> AttributeKey.stringArrayKey(name);
      case LONG_ARRAY -> AttributeKey.longArrayKey(name);
      case DOUBLE_ARRAY -> AttributeKey.doubleArrayKey(name);
      case BOOLEAN_ARRAY -> AttributeKey.booleanArrayKey(name);
      default -> AttributeKey.stringKey(name);
    };
  }
}
