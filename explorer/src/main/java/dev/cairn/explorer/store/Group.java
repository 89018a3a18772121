// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One transaction after the other. What came in before is left out. Not thread-safe. */
final class Group {
  private static final Logger LOGGER = Logger.getLogger(Group.class.getName());

  private final Database database;
  private final Known known;
  private final Session session;
  private final Fingerprints fresh = new Fingerprints();
  private final Traces traces = new Traces();
  private long freshSpans;
  private boolean broken;

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
        session.append(batch, repeated(batch));
      }
      session.append(traces.rows());
      session.append(known.emitters().uncommitted());
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

  /** Counts what of a batch is new, and returns the places of those units that are not. */
  private BitSet repeated(Rows batch) {
    BitSet repeated = new BitSet();
    for (int i = 0; i < batch.units().size(); i++) {
      Units.Unit unit = batch.units().get(i);
      long fingerprint = unit.fingerprint();
      if (fingerprint != 0 && (known.recent().contains(fingerprint) || !fresh.add(fingerprint))) {
        repeated.set(i);
      } else if (unit.traceId() != null) {
        freshSpans++;
        traces.add(unit);
      }
    }
    return repeated;
  }

  private void forget() {
    fresh.clear();
    traces.clear();
    freshSpans = 0;
  }
}
