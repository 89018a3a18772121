// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import dev.cairn.explorer.question.ErrorFilter;
import dev.cairn.explorer.question.Questions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What the store costs: filled with so many spans and then with three times as many, and asked,
 * before and after its days are sealed. {@code BENCHMARKS.md} has the command and the results.
 */
@EnabledIfSystemProperty(named = "cairn.bench.spans", matches = "\\d+")
final class StoreBenchmark {
  private static final int SENDERS = 4;
  private static final int TRACES_A_BATCH = 250;
  private static final int RUNS = 50;
  private static final int WARM_UP = 10;
  private static final int ALIKE_WRITERS = 3;
  private static final ErrorFilter ANY = new ErrorFilter(null, null, null, null);

  private final Path directory =
      Path.of(System.getProperty("cairn.bench.directory", "target/bench-store"));
  private final Traffic traffic = new Traffic();
  private String state = "sealed";
  private final SplittableRandom random = new SplittableRandom(1);
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  @Test
  void fillAndAsk() throws Exception {
    long spans = Long.getLong("cairn.bench.spans");
    String all =
        "alone:" + spans + ",fill:" + spans + ",ask,seal,ask,fill:" + 3 * spans + ",seal,ask";
    pretend("INSERT INTO sealed SELECT range FROM range(40000)"); // days are over before they begin
    say("| spans | state | question | p50 ms | p95 ms | CPU ms |");
    say("|---|---|---|---|---|---|");
    for (String step : System.getProperty("cairn.bench.steps", all).split(",")) {
      if (step.startsWith("fill:")) {
        fill(Long.parseLong(step.substring("fill:".length())) / Traffic.SPANS_A_TRACE);
      } else if (step.startsWith("alone:")) {
        alone(Long.parseLong(step.substring("alone:".length())));
      } else if (step.equals("seal")) {
        seal();
      } else {
        ask();
      }
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  private void fill(long to) throws IOException, InterruptedException {
    state = "as it came in";
    long from;
    long start = System.nanoTime();
    long cpu = system.getProcessCpuTime();
    AtomicLong generating = new AtomicLong();
    try (SpanStore store = SpanStore.open(StoreSettings.in(directory))) {
      from = store.size() / Traffic.SPANS_A_TRACE;
      AtomicLong next = new AtomicLong(from);
      List<Thread> senders = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        Thread sender =
            new Thread(
                () -> {
                  for (long trace = next.getAndAdd(TRACES_A_BATCH);
                      trace < to;
                      trace = next.getAndAdd(TRACES_A_BATCH)) {
                    long began = threadCpu();
                    Batch batch = traffic.batch(trace, Math.min(to, trace + TRACES_A_BATCH));
                    generating.addAndGet(threadCpu() - began);
                    send(batch, store);
                  }
                });
        senders.add(sender);
        sender.start();
      }
      for (Thread sender : senders) {
        sender.join();
      }
      assertThat(store.size()).isEqualTo(to * Traffic.SPANS_A_TRACE);
    }
    long spans = (to - from) * Traffic.SPANS_A_TRACE;
    double cpuSeconds = (system.getProcessCpuTime() - cpu - generating.get()) / 1e9;
    say(
        String.format(
            "filled: %d spans, %.0f spans/s, %.0f spans a CPU second without generating them;"
                + " %.0f bytes a span on disk",
            spans,
            spans / ((System.nanoTime() - start) / 1e9),
            spans / cpuSeconds,
            (double) Files.size(directory.resolve(Database.FILE)) / (to * Traffic.SPANS_A_TRACE)));
  }

  /** As an exporter does: what is refused for want of room is sent again. */
  private static void send(Batch batch, SpanStore store) {
    while (true) {
      try {
        store.append(batch);
        return;
      } catch (StoreException noRoom) {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
      }
    }
  }

  /**
   * What this machine gives: whole spans, made ready beforehand and the same again and again, into
   * DuckDB's table of them, by one thread that does nothing else.
   */
  private void alone(long spans) throws Exception {
    List<Rows> batches = new ArrayList<>();
    for (long trace = 0; trace < 100 * TRACES_A_BATCH; trace += TRACES_A_BATCH) {
      Rows rows = Rows.of(traffic.batch(trace, trace + TRACES_A_BATCH));
      rows.tables().keySet().retainAll(Set.of(Table.SPAN));
      batches.add(rows);
    }
    Database database = Database.open(StoreSettings.in(directory.resolveSibling("bench-alone")));
    try (Session session = new Session(database, new Emitters())) {
      Schema.migrate(database.connect());
      long cpu = threadCpu();
      long start = System.nanoTime();
      long done = 0;
      for (int next = 0; done < spans; ) {
        session.begin();
        for (int inGroup = 0; inGroup < Writer.MAX_SPANS; next = (next + 1) % batches.size()) {
          session.append(batches.get(next), new BitSet());
          inGroup += batches.get(next).spans();
          done += batches.get(next).spans();
        }
        session.commit();
      }
      say(
          String.format(
              "DuckDB alone: %.0f spans/s, %.0f a CPU second of its thread",
              done / ((System.nanoTime() - start) / 1e9), done / ((threadCpu() - cpu) / 1e9)));
    } finally {
      database.close();
    }
  }

  private static long threadCpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private void pretend(String sql) throws Exception {
    SpanStore.open(StoreSettings.in(directory)).close();
    Database database = Database.open(StoreSettings.in(directory));
    try (Session session = new Session(database, new Emitters())) {
      session.execute(sql);
    } finally {
      database.close();
    }
  }

  private void seal() throws Exception {
    pretend("DELETE FROM sealed");
    state = "sealed";
    Database database = Database.open(StoreSettings.in(directory));
    long cpu = system.getProcessCpuTime();
    long start = System.nanoTime();
    try (Session session = new Session(database, new Emitters());
        Meanwhile meanwhile = new Meanwhile(database)) {
      long unsealed = session.number("SELECT count(*) FROM span WHERE owner = 0");
      Sealing sealing = new Sealing(session);
      long worst = 0;
      long steps = 0;
      long began = System.nanoTime();
      while (sealing.sealNext(Long.MAX_VALUE)) {
        worst = Math.max(worst, System.nanoTime() - began);
        began = System.nanoTime();
        steps++;
      }
      say(
          String.format(
              "sealed %d spans in %d s, %.1f s of CPU, in %d steps of at most %d ms; of %s",
              unsealed,
              millis(System.nanoTime() - start) / 1000,
              (system.getProcessCpuTime() - cpu) / 1e9,
              steps,
              millis(worst),
              meanwhile));
      session.execute("INSERT INTO sealed SELECT range FROM range(40000)");
      database.checkpoint();
      say(
          String.format(
              "%.0f bytes a span in use, %.0f in the file",
              perSpan(session, "block_size * used_blocks"),
              perSpan(session, "block_size * total_blocks")));
    } finally {
      database.close();
    }
  }

  private static double perSpan(Session session, String bytes) throws SQLException {
    String size = "(SELECT " + bytes + " FROM pragma_database_size())";
    return session.number("SELECT (1000 * " + size + ") // count(*) FROM span") / 1000.0;
  }

  /** Something that comes in every few milliseconds, and how long it waited to be committed. */
  private static final class Meanwhile implements AutoCloseable {
    private static final int EVERY_MILLIS = 5;

    private final Session session;
    private final Group group;
    private final List<Long> waited = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run);
    private volatile boolean closed;

    Meanwhile(Database database) {
      session = new Session(database, new Emitters());
      group = new Group(database, Known.nothing(), session);
      thread.start();
    }

    private void run() {
      while (!closed) {
        long began = System.nanoTime();
        group.append(0, Rows.of(List.of(new DroppedRow("benchmark", 0, 0))));
        group.commit();
        waited.add(millis(System.nanoTime() - began));
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(EVERY_MILLIS));
      }
    }

    @Override
    public String toString() {
      long[] sorted = waited.stream().mapToLong(Long::longValue).sorted().toArray();
      return String.format(
          "%d commits meanwhile one in a hundred took over %d ms, the longest %d ms",
          sorted.length, sorted[sorted.length * 99 / 100], sorted[sorted.length - 1]);
    }

    @Override
    public void close() throws InterruptedException {
      closed = true;
      thread.join();
      session.close();
    }
  }

  private void ask() throws Exception {
    long began = System.nanoTime();
    try (SpanStore store = SpanStore.open(StoreSettings.in(directory))) {
      say(String.format("opened in %d ms", millis(System.nanoTime() - began)));
      long traces = store.size() / Traffic.SPANS_A_TRACE;
      long end = Traffic.START + traces * Traffic.STEP;
      long spans = store.size();
      List<String> lines = new ArrayList<>();
      List<String> alike = addressesOf(store, ALIKE_WRITERS);
      lines.add(time("a writers of one object", () -> store.at(address())));
      lines.add(
          time(
              "a, of one that has " + ALIKE_WRITERS,
              () -> store.at(alike.get(random.nextInt(alike.size())))));
      lines.add(time("b whole trace", () -> store.trace(traceId(traces))));
      lines.add(time("c last 100 requests of a user, with their chains", () -> chains(store, 100)));
      lines.add(time("c, the last 25", () -> chains(store, 25)));
      lines.add(time("d share of slow writes of a tenant", () -> slowWrites(store)));
      lines.add(time("e users with errors in the last hour", () -> errors(store, end)));
      lines.add(time("f distinct users with an event in a week", () -> thanked(store, end)));
      Questions questions = Questions.to(store);
      Instant hourAgo = Instant.ofEpochSecond(0, end).minus(Duration.ofHours(1));
      Instant weekAgo = Instant.ofEpochSecond(0, end).minus(Duration.ofDays(7));
      lines.add(time("c, the whole answer", () -> questions.user(user(), 100)));
      lines.add(time("d, the whole answer", () -> questions.latency(tenant(), "5ms,10ms,100ms")));
      lines.add(time("e, the whole answer", () -> questions.errors(since(hourAgo), ANY)));
      lines.add(
          time("f, the whole answer", () -> questions.events(since(weekAgo), "thanked", null)));
      lines.forEach(line -> say("| " + spans + " | " + state + " | " + line));
    }
  }

  private String address() {
    return Traffic.address(random.nextInt(Traffic.THINGS));
  }

  private String traceId(long traces) {
    return traffic.trace(random.nextLong(traces)).get(0).traceId();
  }

  /** Objects that were written so often: what is asked does not grow with the store. */
  private static List<String> addressesOf(SpanStore store, int writers) {
    return store.query(
        "SELECT address FROM write WHERE hash(address) % 64 = 0"
            + " GROUP BY address HAVING count(*) = "
            + writers,
        row -> row.getString(1));
  }

  private List<List<SpanRecord>> chains(SpanStore store, int requests) {
    List<String> traces =
        store.requests(user(), requests).stream()
            .map(SpanRecord.Identity::traceId)
            .distinct()
            .toList();
    return List.copyOf(store.traces(traces).values());
  }

  private Selection user() {
    return Selection.ofUser(Traffic.user(random.nextInt(Traffic.USERS)));
  }

  private Selection tenant() {
    String tenant = Traffic.tenant(random.nextInt(Traffic.TENANTS));
    return new Selection(null, tenant, null, null, null);
  }

  private static Selection since(Instant time) {
    return new Selection(null, null, null, time, null);
  }

  private List<Long> slowWrites(SpanStore store) {
    return store.query(
        "SELECT count(*), count(*) FILTER (duration > 5000000),"
            + " count(*) FILTER (duration > 10000000), count(*) FILTER (duration > 100000000),"
            + " container, operation FROM write WHERE tenant = ? AND is_call"
            + " AND outcome = 'applied' AND system = 'aws.dynamodb' GROUP BY ALL",
        row -> row.getLong(1),
        Traffic.tenant(random.nextInt(Traffic.TENANTS)));
  }

  private static List<UUID> errors(SpanStore store, long end) {
    return store.query(
        "SELECT user_id, count(*), min(time), max(time), any_value(trace_id) FROM error"
            + " WHERE time >= ? GROUP BY user_id",
        row -> row.getObject(5, UUID.class),
        end - TimeUnit.HOURS.toNanos(1));
  }

  private static List<Long> thanked(SpanStore store, long end) {
    return store.query(
        "SELECT count(DISTINCT user_id) FROM event WHERE name = 'thanked' AND time >= ?",
        row -> row.getLong(1),
        end - TimeUnit.DAYS.toNanos(7));
  }

  /**
   * Of the CPU the mean is told, of all threads: it depends little on what else the machine does.
   */
  private String time(String question, Callable<?> ask) throws Exception {
    for (int run = 0; run < WARM_UP; run++) {
      ask.call();
    }
    long[] nanos = new long[RUNS];
    long cpu = system.getProcessCpuTime();
    for (int run = 0; run < RUNS; run++) {
      long began = System.nanoTime();
      ask.call();
      nanos[run] = System.nanoTime() - began;
    }
    double cpuMillis = (system.getProcessCpuTime() - cpu) / 1e6 / RUNS;
    Arrays.sort(nanos);
    return String.format(
        "%s | %.1f | %.1f | %.1f |",
        question, nanos[RUNS / 2] / 1e6, nanos[RUNS * 95 / 100] / 1e6, cpuMillis);
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }
}
