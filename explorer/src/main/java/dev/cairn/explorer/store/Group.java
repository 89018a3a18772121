// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One transaction after the other. What came in before is left out. Not thread-safe. */
final class Group {
  private static final Logger LOGGER = Logger.getLogger(Group.class.getName());

  private final Database database;
  private final Known known;
  private final Session session;
  private final Set<Long> fresh = new HashSet<>();
  private final Map<Behalf, Period> traces = new HashMap<>();
  private long freshSpans;
  private boolean broken;

  /** Whose trace: {@code origin} is null where it is nobody else's. */
  private record Behalf(UUID origin, UUID traceId) {}

  /**
   * @param known kept up to date
   */
  Group(Database database, Known known, Session session) {
    this.database = database;
    this.known = known;
    this.session = session;
  }

  /** Commits all of it, or throws and keeps nothing. */
  void commit(List<Rows> batches) {
    try {
      recover();
      session.begin();
      for (Rows batch : batches) {
        for (Rows.Unit unit : batch.units()) {
          if (unit.fingerprint() == 0
              || (!known.recent().contains(unit.fingerprint()) && fresh.add(unit.fingerprint()))) {
            append(unit);
          }
        }
      }
      for (Map.Entry<Behalf, Period> trace : traces.entrySet()) {
        Behalf of = trace.getKey();
        session.append(new TraceRow(of.origin, of.traceId, trace.getValue()));
      }
      for (Row emitter : known.emitters().uncommitted()) {
        session.append(emitter);
      }
      session.commit();
    } catch (SQLException | RuntimeException failed) {
      known.emitters().rolledBack();
      forget();
      broken = broken || !session.rollBack(failed);
      recoverAtOnce();
      throw new StoreException(failed.getMessage(), failed);
    }
    known.emitters().committed();
    fresh.forEach(known.recent()::add);
    known.spans().addAndGet(freshSpans);
    forget();
  }

  /** Opens a broken database anew; what it holds is then what was committed. */
  private void recover() {
    if (broken) {
      session.close();
      database.reopen();
      known.load(database.readers());
      broken = false;
    }
  }

  /** So that questions are answered again. Where it fails, the next batch tries again. */
  private void recoverAtOnce() {
    try {
      recover();
    } catch (StoreException failed) {
      LOGGER.log(Level.WARNING, "the store is out of order; this is tried again", failed);
    }
  }

  private void append(Rows.Unit unit) throws SQLException {
    for (Row row : unit.rows()) {
      session.append(row);
    }
    SpanRow span = unit.span();
    if (span != null) {
      freshSpans++;
      Period began = new Period(span.made().time(), span.made().time());
      traces.merge(new Behalf(null, span.made().traceId()), began, Period::and);
      UUID origin = span.made().originId();
      if (origin != null && !origin.equals(span.made().traceId())) {
        traces.merge(new Behalf(origin, span.made().traceId()), began, Period::and);
      }
    }
  }

  private void forget() {
    fresh.clear();
    traces.clear();
    freshSpans = 0;
  }
}
