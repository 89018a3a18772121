// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.AnyValue.ValueCase;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.Base64;
import java.util.List;

/**
 * Attributes of OTLP as those of OpenTelemetry's API. What the API has no type for is kept as text:
 * octets in base64, maps and mixed arrays in protobuf's text form. Long texts are {@linkplain
 * Limits#cut cut}.
 */
final class ProtoAttributes {
  private ProtoAttributes() {}

  static Attributes map(List<KeyValue> attributes) {
    if (attributes.isEmpty()) {
      return Attributes.empty();
    }
    AttributesBuilder builder = Attributes.builder();
    for (KeyValue attribute : attributes) {
      put(builder, attribute.getKey(), attribute.getValue());
    }
    return builder.build();
  }

  private static void put(AttributesBuilder builder, String key, AnyValue value) {
    switch (value.getValueCase()) {
      case STRING_VALUE -> put(builder, key, value.getStringValue());
      case BOOL_VALUE -> builder.put(key, value.getBoolValue());
      case INT_VALUE -> builder.put(key, value.getIntValue());
      case DOUBLE_VALUE -> builder.put(key, value.getDoubleValue());
      case ARRAY_VALUE -> putArray(builder, key, value.getArrayValue().getValuesList());
      case BYTES_VALUE ->
          put(
              builder,
              key,
              Base64.getEncoder().encodeToString(value.getBytesValue().toByteArray()));
      default -> put(builder, key, value.toString());
    }
  }

  private static void put(AttributesBuilder builder, String key, String text) {
    builder.put(key, Limits.cut(text));
  }

  private static void putArray(AttributesBuilder builder, String key, List<AnyValue> values) {
    ValueCase type = values.isEmpty() ? ValueCase.STRING_VALUE : values.get(0).getValueCase();
    if (!values.stream().allMatch(value -> value.getValueCase() == type)) {
      put(builder, key, values.toString());
      return;
    }
    switch (type) {
      case STRING_VALUE ->
          builder.put(
              AttributeKey.stringArrayKey(key),
              values.stream().map(AnyValue::getStringValue).map(Limits::cut).toList());
      case BOOL_VALUE ->
          builder.put(
              AttributeKey.booleanArrayKey(key),
              values.stream().map(AnyValue::getBoolValue).toList());
      case INT_VALUE ->
          builder.put(
              AttributeKey.longArrayKey(key), values.stream().map(AnyValue::getIntValue).toList());
      case DOUBLE_VALUE ->
          builder.put(
              AttributeKey.doubleArrayKey(key),
              values.stream().map(AnyValue::getDoubleValue).toList());
      default -> put(builder, key, values.toString());
    }
  }
}
