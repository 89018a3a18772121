// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import org.duckdb.DuckDBAppender;

/**
 * The values of a table's rows, one after the other, ready for DuckDB: texts are octets. They are
 * gathered by the thread that brings a batch, so that the one that writes only hands them over. In
 * few arrays instead of an object each, because they wait for it, and whatever waits is copied by
 * every collection of garbage meanwhile.
 */
final class Values {
  /** What a row is taken to need; of whole spans most need less. */
  private static final int VALUES_A_ROW = 18;

  private static final int OCTETS_A_ROW = 640;

  /**
   * For more rows than these no room is set aside: there may be hundreds of thousands, of nothing.
   */
  private static final int MAX_EXPECTED = 2048;

  /** What a value is, and where it stands. */
  private enum Kind {
    /** No value, but the beginning of a row; its number is that of the unit it belongs to. */
    ROW,
    NULL,
    LONG,
    DOUBLE,
    BOOLEAN,
    /** Where the octets begin, and how many they are in the low half. */
    TEXT,
    /** Which of the emitters. */
    EMITTER,
    /** The high half; that of the value after it is the low one. */
    UUID
  }

  private static final Kind[] KINDS = Kind.values();

  /** Of each value the place of its kind. */
  private byte[] kinds;

  private long[] numbers;
  private int size;
  private byte[] texts;
  private int textsSize;

  /** Mostly one for the whole of a batch. */
  private final List<Emitter> emitters = new ArrayList<>(1);

  /**
   * Room for values, and for more where there are more.
   *
   * @param rows how many are expected
   */
  Values(int rows) {
    int expected = Math.max(1, Math.min(rows, MAX_EXPECTED)); // what is nothing cannot be doubled
    kinds = new byte[expected * VALUES_A_ROW];
    numbers = new long[expected * VALUES_A_ROW];
    texts = new byte[expected * OCTETS_A_ROW];
  }

  /** Begins a row that is kept together with others, its unit. */
  void beginRow(int unit) {
    put(Kind.ROW, unit);
  }

  Values add(long value) {
    return put(Kind.LONG, value);
  }

  Values add(boolean value) {
    return put(Kind.BOOLEAN, value ? 1 : 0);
  }

  Values add(Long value) {
    return value == null ? addNull() : add(value.longValue());
  }

  Values add(Double value) {
    return value == null ? addNull() : put(Kind.DOUBLE, Double.doubleToRawLongBits(value));
  }

  Values add(Boolean value) {
    return value == null ? addNull() : add(value.booleanValue());
  }

  Values add(String value) {
    return add(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a text, in UTF-8. */
  Values add(byte[] value) {
    if (value == null) {
      return addNull();
    }
    int from = textsSize;
    textsSize = Math.addExact(from, value.length);
    if (textsSize > texts.length) {
      texts = Arrays.copyOf(texts, Math.max(textsSize, 2 * from));
    }
    System.arraycopy(value, 0, texts, from, value.length);
    return put(Kind.TEXT, (long) from << Integer.SIZE | value.length);
  }

  Values add(UUID value) {
    return value == null
        ? addNull()
        : put(Kind.UUID, value.getMostSignificantBits()).add(value.getLeastSignificantBits());
  }

  /** Adds the emitter's number, by which rows name it and which only who writes knows. */
  Values add(Emitter value) {
    if (emitters.isEmpty() || emitters.get(emitters.size() - 1) != value) {
      emitters.add(value);
    }
    return put(Kind.EMITTER, emitters.size() - 1);
  }

  private Values addNull() {
    return put(Kind.NULL, 0);
  }

  private Values put(Kind kind, long number) {
    if (size == kinds.length) {
      kinds = Arrays.copyOf(kinds, size * 2);
      numbers = Arrays.copyOf(numbers, size * 2);
    }
    kinds[size] = (byte) kind.ordinal();
    numbers[size++] = number;
    return this;
  }

  /** Lets go of what was set aside for more, where it is much. */
  void trim() {
    if (size < kinds.length / 2) {
      kinds = Arrays.copyOf(kinds, size);
      numbers = Arrays.copyOf(numbers, size);
    }
    if (textsSize < texts.length / 2) {
      texts = Arrays.copyOf(texts, textsSize);
    }
  }

  /** Returns how many octets {@link #writeTo} puts, but for the emitters. */
  long octets() {
    return 2L * Integer.BYTES + size + (long) size * Long.BYTES + textsSize;
  }

  List<Emitter> emitters() {
    return emitters;
  }

  void writeTo(JournalOutput out) throws IOException {
    out.put(size);
    out.put(kinds, size);
    out.put(numbers, size);
    out.put(textsSize);
    out.put(texts, textsSize);
  }

  /**
   * @param emitters those that rows name
   */
  static Values readFrom(JournalInput in, List<Emitter> emitters) throws IOException {
    Values values = new Values(0);
    values.size = in.getInt();
    values.kinds = in.getOctets(values.size);
    values.numbers = in.getLongs(values.size);
    values.textsSize = in.getInt();
    values.texts = in.getOctets(values.textsSize);
    values.emitters.addAll(emitters);
    return values;
  }

  /** Hands over all rows but those of some units. */
  void appendTo(DuckDBAppender appender, Emitters known, BitSet without) throws SQLException {
    long[] emitterIds = emitters.stream().mapToLong(known::idOf).toArray();
    boolean begun = false;
    for (int i = 0; i < size; i++) {
      Kind kind = KINDS[kinds[i]];
      if (kind == Kind.ROW) {
        if (begun) {
          appender.endRow();
        }
        begun = !without.get((int) numbers[i]);
        if (begun) {
          appender.beginRow();
        }
      } else if (begun) {
        append(i, appender, emitterIds);
      }
      i += kind == Kind.UUID ? 1 : 0; // takes two places
    }
    if (begun) {
      appender.endRow();
    }
  }

  private void append(int i, DuckDBAppender appender, long[] emitterIds) throws SQLException {
    long number = numbers[i];
    switch (KINDS[kinds[i]]) {
      case LONG -> appender.append(number);
      case TEXT -> {
        int from = (int) (number >>> Integer.SIZE);
        appender.append(Arrays.copyOfRange(texts, from, from + (int) number));
      }
      case EMITTER -> appender.append(emitterIds[(int) number]);
      case UUID -> appender.appendUUID(number, numbers[i + 1]);
      case BOOLEAN -> appender.append(number != 0);
      case DOUBLE -> appender.append(Double.longBitsToDouble(number));
      default -> appender.appendNull();
    }
  }
}
