// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.UUID;
import org.duckdb.DuckDBAppender;

/**
 * The values of a table's rows, one after the other, ready for DuckDB: texts are octets. They are
 * gathered by the thread that brings a batch, so that the one that writes only hands them over.
 */
final class Values {
  private static final int SMALLEST = 64;

  /** What a value is, and where it stands. */
  private enum Kind {
    /** No value, but the beginning of a row; its number is that of the unit it belongs to. */
    ROW,
    NULL,
    LONG,
    DOUBLE,
    BOOLEAN,
    /** Of this and those that follow the number is the place of an object. */
    TEXT,
    EMITTER,
    UUID
  }

  private static final Kind[] KINDS = Kind.values();

  /** Of each value the place of its kind. */
  private byte[] kinds = new byte[SMALLEST];

  private long[] numbers = new long[SMALLEST];
  private int size;
  private final ArrayList<Object> objects = new ArrayList<>();

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
    return value == null ? addNull() : put(Kind.TEXT, value);
  }

  Values add(UUID value) {
    return value == null ? addNull() : put(Kind.UUID, value);
  }

  /** Adds the emitter's number, by which rows name it and which only who writes knows. */
  Values add(Emitter value) {
    return put(Kind.EMITTER, value);
  }

  private Values addNull() {
    return put(Kind.NULL, 0);
  }

  private Values put(Kind kind, Object value) {
    objects.add(value);
    return put(kind, objects.size() - 1);
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

  /** Lets go of what was set aside for more. */
  void trim() {
    kinds = Arrays.copyOf(kinds, size);
    numbers = Arrays.copyOf(numbers, size);
    objects.trimToSize();
  }

  /** Hands over all rows but those of some units. */
  void appendTo(DuckDBAppender appender, Emitters emitters, BitSet without) throws SQLException {
    boolean begun = false;
    for (int i = 0; i < size; i++) {
      if (KINDS[kinds[i]] == Kind.ROW) {
        if (begun) {
          appender.endRow();
        }
        begun = !without.get((int) numbers[i]);
        if (begun) {
          appender.beginRow();
        }
      } else if (begun) {
        append(i, appender, emitters);
      }
    }
    if (begun) {
      appender.endRow();
    }
  }

  private void append(int i, DuckDBAppender appender, Emitters emitters) throws SQLException {
    long number = numbers[i];
    switch (KINDS[kinds[i]]) {
      case LONG -> appender.append(number);
      case TEXT -> appender.append((byte[]) objects.get((int) number));
      case EMITTER -> appender.append(emitters.idOf((Emitter) objects.get((int) number)));
      case UUID -> appender.append((UUID) objects.get((int) number));
      case BOOLEAN -> appender.append(number != 0);
      case DOUBLE -> appender.append(Double.longBitsToDouble(number));
      default -> appender.appendNull();
    }
  }
}
