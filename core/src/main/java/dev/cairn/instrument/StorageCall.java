// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.instrument;

import dev.cairn.CairnAttributes;
import dev.cairn.Origin;
import dev.cairn.Stamp;
import dev.cairn.StoredAddress;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One storage call, retries included. Its methods are called one after the other, on any thread;
 * none throws. The span begins when the first attempt is sent, with the time the call was prepared.
 */
public final class StorageCall {
  /** Links beyond OpenTelemetry's default limit of 128 are dropped unseen; this many are useful. */
  private static final int MAX_LINKS = 32;

  private static final Attributes WRITTEN_BY =
      Attributes.of(CairnAttributes.LINK_TYPE, "written_by");

  private static final StorageCall NONE = new StorageCall();

  private final StorageHandler handler;
  private final StorageRequest request;
  private final Context parent;
  private final Effect effect;
  private final Instant startTime;
  private final long startNanos;
  private final Attempts attempts = new Attempts();
  private String stampState;
  private Span span;
  private boolean ended;

  private StorageCall() {
    handler = null;
    request = null;
    parent = null;
    effect = Effect.OTHER;
    startTime = null;
    startNanos = 0;
    ended = true;
  }

  StorageCall(StorageHandler handler, StorageRequest request, Context parent) {
    this.handler = handler;
    this.request = request;
    this.parent = parent;
    this.effect =
        handler.isS3() ? Effect.ofS3(request.operation()) : Effect.ofDynamoDb(request.operation());
    this.startTime = Instant.now();
    this.startNanos = System.nanoTime();
  }

  /** Returns the call that does nothing. */
  static StorageCall none() {
    return NONE;
  }

  /** Returns whether this handler prepared the call: another's decorator leaves it alone. */
  public boolean isOf(StorageHandler other) {
    return handler == other;
  }

  /**
   * Decides about the stamp. Operations that carry none are left alone.
   *
   * @return the text to write under the handler's key, or null where the request goes out as it is
   */
  public synchronized String stamp(StampCarrier carrier) {
    if (ended || !Effect.carriesStamp(request.operation())) {
      return null;
    }
    try {
      StoredAddress at = request.address();
      String stamp = handler.decide(this, at, Origin.from(parent), carrier);
      if (stamp != null) {
        stampState = "written";
      }
      return stamp;
    } catch (Throwable fault) {
      handler.caught("stamp", fault);
      return skip(SkipReason.FAULT);
    }
  }

  /** Says why the call goes out unstamped, where the translator is the one to know. */
  public synchronized String skip(SkipReason reason) {
    if (!ended) {
      stampState = "skipped:" + reason.text();
      handler.cairn().skipped(reason.text(), request.container(), reason.isWarned());
    }
    return null;
  }

  /** Says that the stamp decided on could not be put into the request, which goes out as it is. */
  public void stampFailed(Throwable fault) {
    if (handler != null) {
      handler.caught("stamp", fault);
      skip(SkipReason.FAULT);
    }
  }

  /** Says that an attempt leaves. The first one starts the span. */
  public synchronized void sending(String host, int port) {
    if (ended) {
      return;
    }
    attempts.sending();
    try {
      if (span == null) {
        start();
        if (span.isRecording()) {
          span.setAttribute(CairnAttributes.SERVER_ADDRESS, host);
          span.setAttribute(CairnAttributes.SERVER_PORT, (long) port);
        }
      }
    } catch (Throwable fault) {
      handler.caught("sending", fault);
    }
  }

  /** Says that the attempt was answered, or refused, with this HTTP status. */
  public synchronized void answered(int status) {
    attempts.answered(status);
  }

  /** Links the call to the writers of what it read. */
  public synchronized void found(List<Stamp> stamps) {
    if (ended || span == null) {
      return;
    }
    try {
      Set<String> linked = new HashSet<>();
      long dropped = 0;
      for (Stamp stamp : stamps) {
        if (stamp.isValid() && linked.add(stamp.spanContext().getTraceId())) {
          if (linked.size() <= MAX_LINKS) {
            span.addLink(stamp.spanContext(), WRITTEN_BY);
          } else {
            dropped++;
          }
        }
      }
      if (dropped > 0) {
        span.setAttribute(CairnAttributes.LINKS_DROPPED, dropped);
      }
    } catch (Throwable fault) {
      handler.caught("found", fault);
    }
  }

  /** Ends the call. Only the first time counts. */
  public synchronized void end(StorageAnswer answer) {
    if (ended) {
      return;
    }
    ended = true;
    try {
      if (span == null) {
        start();
      }
      StorageSpan.answer(span, this, answer);
    } catch (Throwable fault) {
      handler.caught("answer", fault);
    }
    try {
      if (span != null) {
        span.end();
      }
    } catch (Throwable fault) {
      handler.caught("end", fault);
    }
    record(answer);
  }

  private void start() {
    Span started = Span.getInvalid();
    try {
      started =
          handler
              .tracer()
              .spanBuilder((handler.isS3() ? "S3." : "DynamoDB.") + request.operation())
              .setParent(parent)
              .setSpanKind(SpanKind.CLIENT)
              .setStartTimestamp(startTime)
              .startSpan();
    } finally {
      span = started;
    }
    if (span.isRecording()) {
      StorageSpan.request(span, this);
    }
  }

  private void record(StorageAnswer answer) {
    try {
      double seconds = (System.nanoTime() - startNanos) / 1e9;
      handler
          .duration()
          .record(
              seconds,
              StorageSpan.metricAttributes(this, answer),
              span == null ? parent : parent.with(span));
    } catch (Throwable fault) {
      handler.caught("metric", fault);
    }
  }

  boolean isS3() {
    return handler.isS3();
  }

  StorageRequest request() {
    return request;
  }

  Effect effect() {
    return effect;
  }

  /** Returns {@code written} or {@code skipped:<reason>}; null where there is nothing to say. */
  String stampState() {
    return stampState == null && effect == Effect.WRITE
        ? "skipped:" + SkipReason.NOT_CARRIED.text()
        : stampState;
  }

  int resends() {
    return attempts.resends();
  }

  Outcome outcome(StorageAnswer answer) {
    return answer.error() == null ? Outcome.APPLIED : attempts.outcomeOfFailure();
  }
}
