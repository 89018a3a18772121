// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/**
 * Ids in OTLP's JSON are hex, where protobuf's mapping to JSON has base64. Hex digits are digits of
 * base64 too, so that a parser of that mapping takes an id of 16 octets for one of 24: written in
 * base64 again it is the text that was sent. An id that does not come back as hex stays as it is,
 * too long to be valid.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding">JSON Protobuf
 *     Encoding</a>
 */
final class JsonIds {
  private static final Set<String> IDS = Set.of("trace_id", "span_id", "parent_span_id");

  private JsonIds() {}

  /** Gives all ids in the message their octets back. */
  static void restore(Message.Builder message) {
    for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
      FieldDescriptor descriptor = field.getKey();
      if (IDS.contains(descriptor.getName())) {
        message.setField(descriptor, octets((ByteString) field.getValue()));
      } else if (hasIds(descriptor)) {
        for (int i = 0; i < message.getRepeatedFieldCount(descriptor); i++) {
          restore(message.getRepeatedFieldBuilder(descriptor, i));
        }
      }
    }
  }

  /** Whatever has ids is in lists; attributes, the most of any batch, have none. */
  private static boolean hasIds(FieldDescriptor field) {
    return field.isRepeated()
        && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
        && !field.getMessageType().equals(KeyValue.getDescriptor());
  }

  private static ByteString octets(ByteString parsed) {
    try {
      String sent = Base64.getEncoder().encodeToString(parsed.toByteArray());
      return ByteString.copyFrom(HexFormat.of().parseHex(sent));
    } catch (IllegalArgumentException notHex) {
      return parsed; // of a wrong length, which rejects the span and is counted there
    }
  }
}
