// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.io.IOException;
import java.util.Arrays;
import java.util.UUID;

/**
 * What is kept together or, if seen before, not at all: one unit after the other, in one array for
 * the same reason as {@link Values}.
 */
final class Units {
  private static final int FIELDS = 6;

  private long[] fields = new long[FIELDS];
  private int size;

  /**
   * A unit.
   *
   * @param fingerprint tells it from others when it is sent again; 0 for what is always kept
   * @param traceId the trace of the span that it is of, or null
   * @param originId on behalf of which other trace, or null
   * @param time when the span began
   */
  record Unit(long fingerprint, UUID traceId, UUID originId, long time) {
    static Unit of(Made made) {
      UUID origin = made.behalf().originId();
      return new Unit(
          Hash.of(made.traceId(), made.spanId()),
          made.traceId(),
          made.traceId().equals(origin) ? null : origin,
          made.time());
    }

    static Unit ofNoSpan(long fingerprint) {
      return new Unit(fingerprint, null, null, 0);
    }
  }

  void add(Unit unit) {
    int at = size * FIELDS;
    if (at == fields.length) {
      fields = Arrays.copyOf(fields, 2 * at);
    }
    fields[at] = unit.fingerprint;
    put(at + 1, unit.traceId);
    put(at + 3, unit.originId);
    fields[at + 5] = unit.time;
    size++;
  }

  /** None is the id that is all zeros, which is no valid one. */
  private void put(int at, UUID id) {
    fields[at] = id == null ? 0 : id.getMostSignificantBits();
    fields[at + 1] = id == null ? 0 : id.getLeastSignificantBits();
  }

  Unit get(int unit) {
    int at = unit * FIELDS;
    return new Unit(fields[at], id(at + 1), id(at + 3), fields[at + 5]);
  }

  private UUID id(int at) {
    return (fields[at] | fields[at + 1]) == 0 ? null : new UUID(fields[at], fields[at + 1]);
  }

  int size() {
    return size;
  }

  /** Returns how many octets {@link #writeTo} puts. */
  long octets() {
    return Integer.BYTES + (long) size * FIELDS * Long.BYTES;
  }

  void writeTo(JournalOutput out) throws IOException {
    out.put(size);
    out.put(fields, size * FIELDS);
  }

  static Units readFrom(JournalInput in) throws IOException {
    Units units = new Units();
    units.size = in.getInt();
    units.fields = in.getLongs(units.size * FIELDS);
    return units;
  }
}
