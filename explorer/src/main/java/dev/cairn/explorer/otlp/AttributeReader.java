// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.cairn.explorer.otlp.WireAttributes.Value;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the attributes of one span after the other. Not thread-safe. */
final class AttributeReader {
  private static final int KEY = KeyValue.KEY_FIELD_NUMBER << 3 | 2;
  private static final int VALUE = KeyValue.VALUE_FIELD_NUMBER << 3 | 2;
  private static final int STRING = AnyValue.STRING_VALUE_FIELD_NUMBER << 3 | 2;
  private static final int BOOL = AnyValue.BOOL_VALUE_FIELD_NUMBER << 3;
  private static final int INT = AnyValue.INT_VALUE_FIELD_NUMBER << 3;
  private static final int DOUBLE = AnyValue.DOUBLE_VALUE_FIELD_NUMBER << 3 | 1;

  /** So many are faster searched than hashed. */
  private static final int FEW = 64;

  private final byte[] octets;
  private final Names names;
  private final List<Value> values = new ArrayList<>();

  /** Where each name is in the list, from {@link #FEW} on. */
  private final Map<String, Integer> places = new HashMap<>();

  /** How many octets of long texts were left out. */
  private long cut;

  /** The attribute that is being read. */
  private Names.Name name;

  private AttributeType type;
  private long number;

  AttributeReader(byte[] octets, Names names) {
    this.octets = octets;
    this.names = names;
  }

  /** Reads one more, which stands there. */
  void read(int from, int to) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(octets, from, to - from);
    name = null;
    type = null;
    boolean plain = true;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == KEY) {
        int length = in.readRawVarint32();
        int start = from + in.getTotalBytesRead();
        in.skipRawBytes(length);
        name = names.of(octets, start, start + length);
      } else if (tag == VALUE) {
        plain &= type == null & readValue(in, from);
      } else {
        Fields.skip(in, tag);
      }
    }
    if (!plain || type == null) {
      addDecoded(KeyValue.parser().parseFrom(octets, from, to - from));
    } else if (name != null && !name.text.isEmpty()) { // as OpenTelemetry's API has it
      add(new Value(name, type, number, null));
    }
  }

  /** Returns whether it is what most are: one text, number or boolean. */
  private boolean readValue(CodedInputStream in, int base) throws IOException {
    int limit = in.pushLimit(in.readRawVarint32());
    int fields = 0;
    boolean plain = true;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      fields++;
      if (tag == STRING) {
        int length = in.readRawVarint32();
        int start = base + in.getTotalBytesRead();
        in.skipRawBytes(length);
        Names.requireUtf8(octets, start, start + length);
        set(AttributeType.STRING, (long) start << Integer.SIZE | length);
        plain &= length <= Limits.TEXT_CHARACTERS;
      } else if (tag == INT) {
        set(AttributeType.LONG, in.readInt64());
      } else if (tag == BOOL) {
        set(AttributeType.BOOLEAN, in.readBool() ? 1 : 0);
      } else if (tag == DOUBLE) {
        set(AttributeType.DOUBLE, in.readRawLittleEndian64());
      } else {
        Fields.skip(in, tag);
        plain = false;
      }
    }
    in.popLimit(limit);
    return plain && fields == 1;
  }

  private void set(AttributeType type, long number) {
    this.type = type;
    this.number = number;
  }

  private void addDecoded(KeyValue attribute) throws InvalidProtocolBufferException {
    Attributes one = ProtoAttributes.map(List.of(attribute));
    if (attribute.getValue().hasStringValue()) {
      long octets = attribute.getValue().getStringValueBytes().size();
      cut += Math.max(0, octets - Limits.TEXT_CHARACTERS);
    }
    for (Map.Entry<AttributeKey<?>, Object> entry : one.asMap().entrySet()) {
      byte[] key = attribute.getKeyBytes().toByteArray();
      add(new Value(names.of(key, 0, key.length), entry.getKey().getType(), 0, entry.getValue()));
    }
  }

  /** Of several of one name, which OTLP forbids, the last is kept. */
  private void add(Value added) {
    String text = added.name().text;
    int known = values.size() < FEW ? indexOf(text) : places.getOrDefault(text, values.size());
    if (known < values.size()) {
      values.set(known, added);
      return;
    }
    values.add(added);
    if (values.size() == FEW) {
      places.clear();
      values.forEach(value -> places.put(value.name().text, places.size()));
    } else if (values.size() > FEW) {
      places.put(text, known);
    }
  }

  private int indexOf(String name) {
    for (int i = 0; i < values.size(); i++) {
      String other = values.get(i).name().text;
      if (other.hashCode() == name.hashCode() && other.equals(name)) {
        return i;
      }
    }
    return values.size();
  }

  /** Returns how many octets of what was read since the last time were left out. */
  long takeCut() {
    long taken = cut;
    cut = 0;
    return taken;
  }

  /** Returns what was read since the last time. */
  Attributes take() {
    if (values.isEmpty()) {
      return Attributes.empty();
    }
    Attributes taken = new WireAttributes(octets, values.toArray(Value[]::new));
    values.clear();
    return taken;
  }
}
