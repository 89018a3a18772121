// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One transaction after the other. What came in before is left out. Not thread-safe. */
final class Group {
  private static final Logger LOGGER = Logger.getLogger(Group.class.getName());

  private final Database database;
  private final Known known;
  private final Session session;
  private final Traces traces = new Traces();
  private long freshSpans;

  /** The fingerprints of the transaction, which are among the recent ones already. */
  private long[] fresh = new long[1 << 12];

  private int freshCount;
  private boolean open;
  private boolean broken;
  private long last;
  private int spans;
  private long octets;

  /**
   * @param known kept up to date
   */
  Group(Database database, Known known, Session session) {
    this.database = database;
    this.known = known;
    this.session = session;
  }

  /**
   * Adds a batch to the transaction, which it begins where there is none.
   *
   * @param number the batch's number in the journal
   * @throws StoreException where it fails: then nothing of the transaction is kept
   */
  void append(long number, Rows batch) {
    attempt(
        () -> {
          if (!open) {
            recover();
            session.begin();
            open = true;
          }
          session.append(batch, repeated(batch));
        });
    last = number;
    spans += batch.spans();
    octets += batch.octets();
  }

  /** Commits the transaction, or throws a {@link StoreException} and keeps nothing of it. */
  void commit() {
    attempt(
        () -> {
          session.append(traces.rows());
          session.append(known.emitters().uncommitted());
          session.execute("UPDATE meta SET value = '" + last + "' WHERE key = 'applied'");
          session.commit();
        });
    known.emitters().committed();
    known.spans().addAndGet(freshSpans);
    known.applied().set(last);
    forget();
  }

  private interface Step {
    void run() throws SQLException;
  }

  private void attempt(Step step) {
    try {
      step.run();
    } catch (SQLException | RuntimeException | Error failed) { // half a row may be written
      known.emitters().rolledBack();
      Arrays.stream(fresh, 0, freshCount).forEach(known.recent()::remove);
      forget();
      broken = broken || !session.rollBack(failed);
      recoverAtOnce();
      throw new StoreException(failed.getMessage(), failed);
    }
  }

  boolean isOpen() {
    return open;
  }

  /** Returns how many spans are in the transaction. */
  int spans() {
    return spans;
  }

  /** Returns about how much memory what is in the transaction takes, in octets. */
  long octets() {
    return octets;
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
      if (fingerprint != 0 && !isFresh(fingerprint)) {
        repeated.set(i);
      } else if (unit.traceId() != null) {
        freshSpans++;
        traces.add(unit);
      }
    }
    return repeated;
  }

  private boolean isFresh(long fingerprint) {
    if (!known.recent().add(fingerprint)) {
      return false;
    }
    if (freshCount == fresh.length) {
      fresh = Arrays.copyOf(fresh, 2 * freshCount);
    }
    fresh[freshCount++] = fingerprint;
    return true;
  }

  private void forget() {
    freshCount = 0;
    traces.clear();
    freshSpans = 0;
    spans = 0;
    octets = 0;
    open = false;
  }
}
