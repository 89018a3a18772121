// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.Origin;
import dev.cairn.StampMode;
import dev.cairn.TelemetryWork;
import dev.cairn.UserMode;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Every {@link Fault} in every {@link Hook}, for one client or server: does with it what is done
 * with a bare one, and says what came of it in the words of {@code FAULTS.md}.
 */
final class FaultMatrix {
  private static final SpanContext ENTRY =
      SpanContext.createFromRemoteParent(
          "4bf92f3577b34da6a3ce929d0e0e4736",
          "00f067aa0ba902b7",
          TraceFlags.getSampled(),
          TraceState.getDefault());

  /**
   * After so long without a call of the hook, what the hook blocks on another thread counts as
   * waiting for it, where the table says that it does.
   */
  private static final Duration PATIENCE = Duration.ofMillis(200);

  /** The same where the table says anything else, so that no verdict is hasty on a busy machine. */
  private static final Duration LONG_PATIENCE = Duration.ofSeconds(10);

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration LEAK_LIMIT = Duration.ofSeconds(10);

  /** Threads of a pool that OkHttp has for itself: an idle one bears the name of its last task. */
  private static final Pattern TASK_RUNNER = Pattern.compile("OkHttp (connect|ConnectionPool) .*");

  /** The hook was not called: what fails in it cannot matter here. */
  private static final String UNUSED = "–";

  /** The call is over only when the hook has returned. */
  private static final String WAITS = "waits";

  private final Side side;
  private final FaultTable table;
  private final Seen bare;
  private final List<String> failures = new ArrayList<>();

  /** Whether calls wait for the hook under test: what blocks is tried before what is slow. */
  private boolean waits;

  /** A client or a server, as a test builds it. */
  interface Side {
    /**
     * Builds it.
     *
     * @param cairn null for a bare one
     * @param trap to be used where the hook is a setting of Cairn's own; not set yet
     */
    Subject open(Cairn cairn, Hook hook, Trap trap) throws Exception;

    /** Returns what is stored now, without stamps, and deletes it. */
    Left takeLeft();
  }

  /** A client or a server. */
  interface Subject extends AutoCloseable {
    /** Uses it; returns all that the application sees. */
    Object session() throws Exception;

    /** Makes one call by it, as a hook would: without waiting, where it does not have to. */
    void reenter();

    @Override
    void close();
  }

  /**
   * What a session leaves.
   *
   * @param state all that is stored or was received, without stamps
   * @param stamped whether what is to be stamped is
   */
  record Left(Object state, boolean stamped) {}

  private record Seen(Object session, Object left) {}

  private FaultMatrix(Side side, FaultTable table) throws Exception {
    this.side = side;
    this.table = table;
    try (Subject subject = side.open(null, null, null)) {
      Object session = subject.session();
      bare = new Seen(session, side.takeLeft().state());
    }
  }

  /**
   * Tries each fault in each of the hooks; fails where any of it does harm, or anything else comes
   * of it than the table says.
   */
  static void hold(Side side, FaultTable table, Collection<Hook> hooks) throws Exception {
    table.hold(new FaultMatrix(side, table).run(hooks));
  }

  /** Returns what comes of each fault in each of the hooks. */
  private Map<String, String> run(Collection<Hook> hooks) throws Exception {
    assertThat(cell(null, new Trap(Fault.SLOW))).as("without a fault").isEqualTo(UNUSED);
    Set<String> threads = threads();
    Map<String, String> cells = new LinkedHashMap<>();
    for (Hook hook : hooks) {
      boolean unused = false;
      waits = false;
      for (Fault fault : Fault.values()) {
        if (hook.canHave(fault)) {
          String cell = unused ? UNUSED : cell(hook, new Trap(fault));
          cells.put(FaultTable.row(hook, fault), cell);
          unused = cell.equals(UNUSED);
        }
      }
    }
    assertThat(failures).as("faults that are not kept from the application").isEmpty();
    Telemetry.collectUntil(() -> threads.containsAll(threads()), LEAK_LIMIT);
    assertThat(threads).as("threads left running").containsAll(threads());
    return cells;
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(thread -> thread.getName().replaceAll("[0-9a-f]*\\d[0-9a-f]*", "*"))
        .map(name -> TASK_RUNNER.matcher(name).matches() ? "OkHttp TaskRunner" : name)
        .collect(Collectors.toSet());
  }

  private String cell(Hook hook, Trap trap) throws Exception {
    Attempt attempt = new Attempt(hook, trap);
    String verdict = attempt.run();
    attempt.problems.forEach(
        problem -> failures.add(FaultTable.row(hook, trap.fault()) + ": " + problem));
    return verdict;
  }

  /** One session under one fault. */
  private final class Attempt {
    private final Trap trap;
    private final Hook hook;
    private final List<String> problems = new ArrayList<>();
    private final CompletableFuture<Object> session = new CompletableFuture<>();

    /** Kept, so that what it keeps is seen. */
    private volatile Cairn cairn;

    private volatile Subject subject;

    Attempt(Hook hook, Trap trap) {
      this.hook = hook;
      this.trap = trap;
    }

    String run() throws Exception {
      Hook trapped = hook == null ? Hook.SWEEP : hook; // which is not the SDK's
      try (FaultySdk sdk = new FaultySdk(trapped, trap)) {
        Thread caller = new Thread(() -> call(sdk), "caller");
        caller.start();
        boolean waited = isWaiting(caller);
        if (waited) {
          trap.release();
        }
        Object seen = seen();
        if (hook != null && hook.isInBackground()) {
          Telemetry.collectUntil(trap::isSprung, LEAK_LIMIT);
        }
        trap.release();
        Left left = side.takeLeft();
        compare(seen, left);
        if (subject != null) {
          Telemetry.collectUntil(() -> sdk.running().isEmpty() && !trap.isActive(), LEAK_LIMIT);
          check(sdk.running().isEmpty(), "spans never ended: " + sdk.running());
          subject.close();
        }
        // A client's connections may refer to the last call of each; closed, there are none.
        subject = null;
        Telemetry.collectUntil(() -> !trap.isRetained(), LEAK_LIMIT);
        check(!trap.isRetained(), "megabytes are kept");
        check(!trap.isRecursive(), "the reentrant call makes itself again");
        check(trap.reentryFailure() == null, "the reentrant call: " + trap.reentryFailure());
        return verdict(waited, left.stamped());
      }
    }

    private void call(FaultySdk sdk) {
      try {
        if (hook == Hook.OPENTELEMETRY) {
          trap.set();
        }
        cairn =
            Cairn.builder(sdk.openTelemetry())
                .service("photo-api")
                .stamp("s3://*", StampMode.FULL)
                .stampUser(UserMode.PLAIN)
                .tell("*")
                .build();
        subject = side.open(cairn, hook, trap);
        trap.reentry(subject::reenter);
        if (hook != null) {
          trap.set();
        }
        Object seen;
        try (Scope scope = origin().makeCurrent()) {
          seen = subject.session();
        }
        check(Context.current() == Context.root(), "a scope is left open");
        check(!TelemetryWork.isUnderWay(), "the thread is left marked");
        session.complete(seen);
      } catch (Throwable failure) {
        session.completeExceptionally(failure);
      }
    }

    private Origin origin() {
      boolean codec = hook == Hook.STAMP_CODEC;
      boolean huge = codec && trap.fault() == Fault.HUGE;
      boolean trapped = codec && !huge;
      String user = huge && trap.spring() ? trap.huge() : "ada";
      SpanContext entry = trapped ? new TrappedHooks.TrappedContext(trap, ENTRY) : ENTRY;
      return Origin.begin("POST /photos", "photo-api", Span.wrap(entry)).withUser(user, "acme");
    }

    /** Returns whether the session does not end before a blocked hook returns. */
    private boolean isWaiting(Thread caller) {
      if (trap.fault() != Fault.BLOCKING) {
        return false;
      }
      boolean expected = table.says(hook, trap.fault()).startsWith(WAITS);
      Duration patience = expected ? PATIENCE : LONG_PATIENCE;
      long deadline = System.nanoTime() + LIMIT.toNanos();
      int calls = 0;
      while (!session.isDone() && System.nanoTime() < deadline) {
        if (trap.isBlocking(caller)) {
          return true;
        }
        if (trap.isInline() && calls < trap.calls()) {
          calls = trap.calls(); // it goes on as long as hooks are called
          deadline = System.nanoTime() + patience.toNanos();
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }
      return !session.isDone();
    }

    private Object seen() throws Exception {
      try {
        return session.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      } catch (TimeoutException hangs) {
        return "hangs";
      } catch (ExecutionException failed) {
        return failed.getCause();
      }
    }

    private void compare(Object seen, Left left) {
      check(bare.session().equals(seen), "instead of " + bare.session() + " seen was " + seen);
      check(bare.left().equals(left.state()), "instead of " + bare.left() + " left was " + left);
    }

    private void check(boolean holds, String problem) {
      if (!holds) {
        problems.add(problem);
      }
    }

    private String verdict(boolean waited, boolean stamped) {
      if (!trap.isSprung()) {
        return stamped ? UNUSED : "unstamped";
      }
      waits |= waited;
      boolean later = trap.fault() == Fault.SLOW && waits;
      String verdict = waited ? WAITS : later ? "later" : "ok";
      if (stamped) {
        return verdict;
      }
      return verdict.equals("ok") ? "unstamped" : verdict + ", unstamped";
    }
  }
}
