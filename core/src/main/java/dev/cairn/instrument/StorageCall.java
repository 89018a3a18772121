// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.instrument;

import dev.cairn.Stamp;
import dev.cairn.TelemetryWork;
import java.util.List;

/**
 * One storage call, retries included. Its methods are called one after the other, on any thread;
 * none throws. The span begins when the first attempt is about to be sent, with the time the call
 * was prepared.
 *
 * <p>The SDK's own record of the call should be all that refers to it: when the SDK forgets the
 * call without saying how it ended, the span is ended for it, with outcome {@code unknown}.
 */
public final class StorageCall {
  private static final StorageCall NONE = new StorageCall(null);

  private final CallSpan span;
  private boolean watched;

  /**
   * A call.
   *
   * @param span null for the call that does nothing
   */
  StorageCall(CallSpan span) {
    this.span = span;
  }

  /** Returns the call that does nothing: what it is put on, every decorator leaves alone. */
  public static StorageCall none() {
    return NONE;
  }

  /** Returns whether this handler prepared the call: another's decorator leaves it alone. */
  public boolean isOf(StorageHandler other) {
    return span != null && span.handler() == other;
  }

  /** Returns whether the call's operation is one whose request may be changed at all. */
  public boolean mayChange() {
    return span != null && span.mayChange();
  }

  /**
   * Decides about the stamp. Operations that carry none are left alone.
   *
   * @return the text to write under the handler's key, or null where the request goes out as it is
   */
  public String stamp(StampCarrier carrier) {
    return stamp(CallStamps.WHOLE, carrier);
  }

  /**
   * Decides about the stamp of one item of a call of many.
   *
   * @param item its index in {@link StorageRequest#addresses()}
   * @return as of {@link #stamp(StampCarrier)}
   */
  public String stamp(int item, StampCarrier carrier) {
    if (span == null) {
      return null;
    }
    try (TelemetryWork work = TelemetryWork.begin()) {
      return span.stamp(item, carrier);
    }
  }

  /** Says why the call goes out unstamped, where the translator is the one to know. */
  public void skip(SkipReason reason) {
    skip(CallStamps.WHOLE, reason);
  }

  /** Says why one item of a call of many goes out unstamped. */
  public void skip(int item, SkipReason reason) {
    if (span != null) {
      span.skip(item, reason);
    }
  }

  /** Says that the stamp decided on could not be put into the request, which goes out as it is. */
  public void stampFailed(Throwable fault) {
    if (span != null) {
      span.handler().caught("stamp", fault);
      skip(SkipReason.FAULT);
    }
  }

  /**
   * Returns the value of the header {@code X-Amzn-Trace-Id} for a call that has none, or null where
   * it is to carry none. Begins the span, which the header names.
   */
  public String traceHeader() {
    if (span == null) {
      return null;
    }
    try (TelemetryWork work = TelemetryWork.begin()) {
      String header = span.traceHeader();
      if (header != null) {
        endWhenForgotten();
      }
      return header;
    }
  }

  /** Lets the span end even if the SDK says no more of the call. */
  void endWhenForgotten() {
    if (!watched) {
      watched = true;
      Forgotten.watch(this, span);
    }
  }

  /** Says that an attempt leaves. The first one starts the span. */
  public void sending(String host, int port) {
    if (span != null) {
      try (TelemetryWork work = TelemetryWork.begin()) {
        span.sending(host, port);
      }
    }
  }

  /** Says that the attempt was answered, or refused, with this HTTP status. */
  public void answered(int status) {
    if (span != null) {
      span.answered(status);
    }
  }

  /** Links the call to the writers of what it read. */
  public void found(List<Stamp> stamps) {
    if (span != null) {
      try (TelemetryWork work = TelemetryWork.begin()) {
        span.found(stamps);
      }
    }
  }

  /** Ends the call. Only the first time counts. */
  public void end(StorageAnswer answer) {
    if (span != null) {
      try (TelemetryWork work = TelemetryWork.begin()) {
        span.end(answer);
      }
    }
  }
}
