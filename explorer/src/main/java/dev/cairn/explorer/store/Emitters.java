// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The numbers by which rows name who sent them. Numbers are given by the thread that writes; any
 * thread may ask whose they are.
 */
final class Emitters {
  /** An emitter that has a number since the last commit. */
  record EmitterRow(long id, Emitter emitter) implements Row {
    @Override
    public Table table() {
      return Table.EMITTER;
    }

    @Override
    public void addTo(Values values) {
      values
          .add(id)
          .add(emitter.service())
          .add(emitter.scope())
          .add(new JsonWriter().attributes(emitter.resource()));
    }
  }

  private final Map<Emitter, Long> ids = new HashMap<>();
  private final Map<Long, Emitter> byId = new ConcurrentHashMap<>();
  private final List<EmitterRow> uncommitted = new ArrayList<>();
  private long next;
  private Emitter latest;
  private long latestId;

  /** Takes over an emitter that the store already knows. */
  void put(long id, Emitter emitter) {
    ids.put(emitter, id);
    byId.put(id, emitter);
    next = Math.max(next, id + 1);
  }

  /** Returns the number of an emitter, a new one where it has none. */
  long idOf(Emitter emitter) {
    if (emitter != latest) { // most spans of a batch share the instance
      Long known = ids.get(emitter);
      if (known == null) {
        known = next;
        put(known, emitter);
        uncommitted.add(new EmitterRow(known, emitter));
      }
      latest = emitter;
      latestId = known;
    }
    return latestId;
  }

  /** Returns the emitters that were given numbers since the last commit. */
  List<EmitterRow> uncommitted() {
    return List.copyOf(uncommitted);
  }

  void committed() {
    uncommitted.clear();
  }

  void rolledBack() {
    for (EmitterRow row : uncommitted) {
      ids.remove(row.emitter);
      byId.remove(row.id);
    }
    uncommitted.clear();
    latest = null;
  }

  Emitter get(long id) {
    return byId.get(id);
  }
}
