// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A batch's rows as a record of the journal: mostly their arrays as they are. */
final class RowsRecord {
  private static final int NULL = -1;

  private final Rows rows;

  /** The emitters that rows name, each once: of many tables they are the same. */
  private final Map<Emitter, EncodedEmitter> emitters = new LinkedHashMap<>();

  /**
   * An emitter as two texts, in UTF-8.
   *
   * @param place in the record
   * @param scope null for none
   */
  private record EncodedEmitter(int place, byte[] resource, byte[] scope) {
    long octets() {
      return 2L * Integer.BYTES + resource.length + (scope == null ? 0 : scope.length);
    }

    void writeTo(JournalOutput out) throws IOException {
      out.put(resource.length);
      out.put(resource, resource.length);
      out.put(scope == null ? NULL : scope.length);
      out.put(scope, scope == null ? 0 : scope.length);
    }

    static Emitter readFrom(JournalInput in) throws IOException {
      String resource = new String(in.getOctets(in.getInt()), StandardCharsets.UTF_8);
      int scope = in.getInt();
      return new Emitter(
          JsonReader.attributes(resource),
          scope == NULL ? null : new String(in.getOctets(scope), StandardCharsets.UTF_8));
    }
  }

  /**
   * @param json used for resources
   */
  RowsRecord(Rows rows, JsonWriter json) {
    this.rows = rows;
    for (Values values : rows.tables().values()) {
      values
          .emitters()
          .forEach(emitter -> emitters.computeIfAbsent(emitter, any -> encode(any, json)));
    }
  }

  private EncodedEmitter encode(Emitter emitter, JsonWriter json) {
    return new EncodedEmitter(
        emitters.size(),
        json.attributes(emitter.resource()),
        emitter.scope() == null ? null : emitter.scope().getBytes(StandardCharsets.UTF_8));
  }

  /** Returns how many octets {@link #writeTo} puts. */
  long octets() {
    long octets = 3L * Integer.BYTES + rows.units().octets();
    octets += emitters.values().stream().mapToLong(EncodedEmitter::octets).sum();
    for (Values values : rows.tables().values()) {
      octets +=
          2L * Integer.BYTES + (long) values.emitters().size() * Integer.BYTES + values.octets();
    }
    return octets;
  }

  void writeTo(JournalOutput out) throws IOException {
    out.put(rows.spans());
    rows.units().writeTo(out);
    out.put(emitters.size());
    for (EncodedEmitter emitter : emitters.values()) {
      emitter.writeTo(out);
    }
    out.put(rows.tables().size());
    for (Map.Entry<Table, Values> table : rows.tables().entrySet()) {
      out.put(table.getKey().ordinal());
      List<Emitter> named = table.getValue().emitters();
      out.put(named.size());
      for (Emitter emitter : named) {
        out.put(emitters.get(emitter).place);
      }
      table.getValue().writeTo(out);
    }
  }

  static Rows readFrom(JournalInput in) throws IOException {
    int spans = in.getInt();
    Units units = Units.readFrom(in);
    List<Emitter> emitters = new ArrayList<>();
    for (int left = in.getInt(); left > 0; left--) {
      emitters.add(EncodedEmitter.readFrom(in));
    }
    Map<Table, Values> tables = new EnumMap<>(Table.class);
    for (int left = in.getInt(); left > 0; left--) {
      Table table = Table.values()[in.getInt()];
      List<Emitter> named = new ArrayList<>();
      for (int more = in.getInt(); more > 0; more--) {
        named.add(emitters.get(in.getInt()));
      }
      tables.put(table, Values.readFrom(in, named));
    }
    return new Rows(spans, units, tables);
  }
}
