// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.instrument;

import dev.cairn.CairnAttributes;
import dev.cairn.Origin;
import dev.cairn.OwnSpans;
import dev.cairn.Stamp;
import dev.cairn.StoredAddress;
import dev.cairn.TelemetryWork;
import dev.cairn.instrument.StorageHandler.Decision;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/** What a {@link StorageCall} does, guarded. Does not refer to it, so that it can be forgotten. */
final class CallSpan {
  /** Links beyond OpenTelemetry's default limit of 128 are dropped unseen; this many are useful. */
  private static final int MAX_LINKS = 32;

  private static final Attributes WRITTEN_BY =
      Attributes.of(CairnAttributes.LINK_TYPE, "written_by");

  private final StorageHandler handler;
  private final StorageRequest request;
  private final Effect effect;
  private final Uploads.Upload upload;
  private final Context parent;
  private final long startTime = epochNanos();
  private final long startNanos = System.nanoTime();
  private final Attempts attempts = new Attempts();
  private final CallStamps stamps;
  private final Caller caller;
  private long lastNanos = startNanos;
  private Runnable onEnd;
  private Span span;
  private volatile boolean ended;
  private boolean nearLimit;
  private Refusal refusal;
  private boolean resent;
  private StorageAnswer first;
  private Set<String> refusedTables = Set.of();

  /**
   * A call.
   *
   * @param caller null where nothing stands before a synchronous client
   */
  CallSpan(StorageHandler handler, StorageRequest request, Context context, Caller caller) {
    this.handler = handler;
    this.request = request;
    this.effect = Effect.of(handler.isS3(), request);
    this.upload = handler.uploads().of(request);
    this.parent = upload.contextFor(context);
    this.caller = caller;
    this.stamps = new CallStamps(request.addresses().size());
  }

  private static long epochNanos() {
    Instant now = Instant.now();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }

  /** Sets what is to run when the call ends. */
  synchronized void onEnd(Runnable action) {
    onEnd = action;
  }

  /** Returns whether anything is to run when the call ends. */
  synchronized boolean isWatched() {
    return onEnd != null;
  }

  synchronized String stamp(int item, StampCarrier carrier) {
    if (ended || resent || !Effect.carriesStamp(request.operation())) {
      return null;
    }
    try {
      boolean whole = item == CallStamps.WHOLE;
      StoredAddress at = whole ? request.address() : request.addresses().get(item);
      Decision decision = handler.decide(at, Origin.from(parent), carrier);
      if (decision.stamp() == null) {
        skip(item, decision.skipped());
      } else {
        stamps.written(item);
        nearLimit |= carrier.isNearLimit(handler.stampKey(), decision.stamp());
        if (caller != null) {
          caller.stamped();
        }
      }
      return decision.stamp();
    } catch (Throwable fault) {
      handler.caught("stamp", fault);
      skip(item, SkipReason.FAULT);
      return null;
    }
  }

  synchronized void skip(int item, SkipReason reason) {
    if (!ended && !resent) {
      stamps.skipped(item, reason);
      handler.cairn().skipped(reason.text(), request.container(), reason.isWarned());
    }
  }

  /** Returns whether anything may be put into the request. */
  boolean mayChange() {
    return effect == Effect.WRITE || Effect.carriesStamp(request.operation());
  }

  synchronized String traceHeader() {
    if (ended || !handler.isS3() || effect != Effect.WRITE) {
      return null;
    }
    try {
      start();
      return XRayHeader.of(span.getSpanContext());
    } catch (Throwable fault) {
      handler.caught("traceHeader", fault);
      return null;
    }
  }

  synchronized void sending(String host, int port) {
    if (ended) {
      return;
    }
    lastNanos = System.nanoTime();
    attempts.sending();
    try {
      start();
      if (attempts.resends() > 0) {
        StorageSpan.resent(span, attempts);
      } else if (span.isRecording()) {
        span.setAttribute(CairnAttributes.SERVER_ADDRESS, host);
        span.setAttribute(CairnAttributes.SERVER_PORT, (long) port);
      }
    } catch (Throwable fault) {
      handler.caught("sending", fault);
    }
  }

  synchronized void answered(int status) {
    lastNanos = System.nanoTime();
    attempts.answered(status);
  }

  synchronized void found(List<Stamp> found) {
    if (ended || span == null) {
      return;
    }
    try {
      if (!span.isRecording()) {
        return;
      }
      // So few are sooner compared than hashed.
      List<String> linked = new ArrayList<>(Math.min(found.size(), MAX_LINKS));
      Set<String> dropped = found.size() > MAX_LINKS ? new HashSet<>() : Set.of();
      for (Stamp stamp : found) {
        String trace = stamp.spanContext().getTraceId();
        if (!stamp.isValid() || linked.contains(trace)) {
          continue;
        }
        if (linked.size() < MAX_LINKS) {
          linked.add(trace);
          span.addLink(stamp.spanContext(), WRITTEN_BY);
        } else {
          dropped.add(trace);
        }
      }
      if (!dropped.isEmpty()) {
        span.setAttribute(CairnAttributes.LINKS_DROPPED, (long) dropped.size());
      }
    } catch (Throwable fault) {
      handler.caught("found", fault);
    }
  }

  /** Begins once more, without a stamp. */
  synchronized void resend() {
    resent = true;
    stamps.resent();
    handler.cairn().skipped(SkipReason.RESENT.text(), request.container(), true);
  }

  synchronized void end(StorageAnswer last) {
    if (ended || isHeld(last)) {
      return;
    }
    learn(last);
    boolean alike = resent && first.errorCode().equals(last.errorCode());
    settle(alike ? first : last);
  }

  private void settle(StorageAnswer answer) {
    long now = System.nanoTime();
    if (finish(answer, now) && effect != Effect.GRANT) {
      try {
        handler
            .duration()
            .record(
                (now - startNanos) / 1e9,
                handler.dimensions(request, StorageSpan.metricError(answer)),
                span != null && span.getSpanContext().isSampled() ? parent.with(span) : parent);
      } catch (Throwable fault) {
        handler.caught("metric", fault);
      }
    }
  }

  /** Returns whether the call was refused for what may be its stamp, and will be made again. */
  private boolean isHeld(StorageAnswer answer) {
    if (caller == null || resent || answer.error() == null || !stamps.isAnyWritten()) {
      return false;
    }
    try {
      boolean accepted = stampedTables().stream().allMatch(handler.tables()::isKnownToAccept);
      Refusal why =
          Refusal.of(
              answer,
              new Refusal.Stamped(
                  handler.stampKey(), nearLimit, accepted, request.addresses().size()));
      if (why == Refusal.NOT_OURS || attempts.isDoubtful() || !caller.hold(this)) {
        return false;
      }
      first = answer;
      refusal = why;
      refusedTables = stampedTables();
      return true;
    } catch (Throwable fault) {
      handler.caught("refusal", fault);
      return false;
    }
  }

  /** Takes note of what the answer shows of the tables. */
  private void learn(StorageAnswer answer) {
    if (answer.error() != null) {
      return;
    }
    try {
      if (!resent) {
        for (String table : stampedTables()) {
          handler.tables().accepted(table);
        }
      } else if (refusal != Refusal.SIZE) {
        refusedTables.stream()
            .filter(table -> refusal != Refusal.ACCESS || !handler.tables().isKnownToAccept(table))
            .forEach(handler.tables()::refused);
      }
    } catch (Throwable fault) {
      handler.caught("learn", fault);
    }
  }

  private Set<String> stampedTables() {
    if (stamps.isWritten(CallStamps.WHOLE)) {
      return Set.of(request.container());
    }
    if (request.addresses().isEmpty()) {
      return Set.of();
    }
    Set<String> tables = new HashSet<>();
    for (int item = 0; item < request.addresses().size(); item++) {
      if (stamps.isWritten(item)) {
        tables.add(request.addresses().get(item).container());
      }
    }
    return tables;
  }

  /**
   * Ends a call of which the SDK will say nothing more, at the time it was last heard of. Whoever
   * cancels a call does not wait here for a hook of telemetry that is slow to see its end.
   */
  void abandon(Throwable error) {
    if (!ended) {
      abandonNow(error);
    }
  }

  private synchronized void abandonNow(Throwable error) {
    try (TelemetryWork work = TelemetryWork.begin()) {
      if (first == null) {
        finish(new Abandoned(error), lastNanos);
      } else {
        settle(first);
      }
    }
  }

  /** Ends a call that the SDK has forgotten; does nothing where it has ended. */
  void forgotten() {
    if (!ended) {
      abandon(new CancellationException());
    }
  }

  private record Abandoned(Throwable error) implements StorageAnswer {}

  private boolean finish(StorageAnswer answer, long endNanos) {
    if (ended) {
      return false;
    }
    ended = true;
    long endTime = startTime + endNanos - startNanos;
    try {
      if (onEnd != null) {
        onEnd.run();
      }
      if (caller != null) {
        caller.ended(this);
      }
      handler.uploads().ended(request, answer, parent, stamps.state());
      start();
      StorageSpan.answer(span, this, answer);
      int items = request.addresses().size();
      for (int from = StorageSpan.MAX_ITEMS; from < items; from += StorageSpan.MAX_ITEMS) {
        Span sibling = newSpan();
        StorageSpan.sibling(sibling, this, answer, from);
        sibling.end(endTime, TimeUnit.NANOSECONDS);
      }
      CallCosts.add(span, parent, this, answer);
    } catch (Throwable fault) {
      handler.caught("answer", fault);
    }
    try {
      if (span != null) {
        span.end(endTime, TimeUnit.NANOSECONDS);
      }
    } catch (Throwable fault) {
      handler.caught("end", fault);
    }
    return true;
  }

  private void start() {
    if (span != null) {
      return;
    }
    span = Span.getInvalid(); // stays so where the tracer throws
    span = newSpan();
    if (span.isRecording()) {
      StorageSpan.request(span, this);
    }
  }

  private Span newSpan() {
    return handler
        .tracer()
        .spanBuilder(handler.spanName(request.operation()))
        .setParent(OwnSpans.mark(parent, handler.cairn()))
        .setSpanKind(effect == Effect.GRANT ? SpanKind.INTERNAL : SpanKind.CLIENT)
        .setStartTimestamp(startTime, TimeUnit.NANOSECONDS)
        .startSpan();
  }

  StorageHandler handler() {
    return handler;
  }

  StorageRequest request() {
    return request;
  }

  Effect effect() {
    return effect;
  }

  Attempts attempts() {
    return attempts;
  }

  CallStamps stamps() {
    return stamps;
  }

  Uploads.Upload upload() {
    return upload;
  }
}
