// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;

/**
 * The span of a request or job in this process, and what the storage calls under it have cost so
 * far: written on it as they end, because nobody but its owner knows when it ends itself. It enters
 * the context with an {@link Origin}, whoever began the span. For authors of an instrumentation.
 * Thread-safe.
 */
public final class LocalRoot {
  private static final ContextKey<Place> KEY = ContextKey.named("cairn-local-root");
  private static final LocalRoot NONE = new LocalRoot(Span.getInvalid());

  private final Span span;
  private long s3Writes;
  private long s3Reads;
  private long s3In;
  private long s3Out;
  private long requests;
  private double reads;
  private double writes;

  private LocalRoot(Span span) {
    this.span = span;
  }

  /** Where a context has its local root. Work that resumes a stamp often begins its span later. */
  private static final class Place {
    private volatile LocalRoot root;

    Place(LocalRoot root) {
      this.root = root;
    }
  }

  /**
   * Returns the context with its current span as the local root, or with a place for a later one.
   */
  static Context enter(Context context) {
    Span current = Span.fromContext(context);
    if (!current.getSpanContext().isValid()) {
      return context.with(KEY, new Place(NONE));
    }
    Place known = context.get(KEY);
    boolean isKnown = known != null && known.root.isOfTraceOf(current);
    return isKnown || !current.isRecording()
        ? context
        : context.with(KEY, new Place(new LocalRoot(current)));
  }

  /**
   * Says that a span begins that is the first one of its trace in this process.
   *
   * @param parent the context it begins in
   */
  public static void began(Context parent, Span span) {
    Place place = parent.get(KEY);
    if (place != null && !place.root.isRecording()) {
      place.root = new LocalRoot(span);
    }
  }

  /**
   * Returns the local root of a call.
   *
   * @param parent the context the call was made in
   * @param own the call's span: it stands for a local root that is not known, or that has ended
   */
  public static LocalRoot of(Context parent, Span own) {
    Place place = parent.get(KEY);
    LocalRoot known = place == null ? NONE : place.root;
    if (known.isRecording() && known.isOfTraceOf(own)) {
      return known;
    }
    return own.isRecording() ? new LocalRoot(own) : NONE;
  }

  /** Returns the span of the context's local root, or a no-op where none is known. */
  static Span in(Context context) {
    Place place = context.get(KEY);
    return place == null ? NONE.span : place.root.span;
  }

  /** A job inside a request, or a span without a parent, is not the request's. */
  private boolean isOfTraceOf(Span other) {
    return span.getSpanContext().getTraceId().equals(other.getSpanContext().getTraceId());
  }

  /** Returns whether it makes a difference what is added. */
  public boolean isRecording() {
    return span.isRecording();
  }

  /**
   * Adds a call of S3.
   *
   * @param writes requests billed as PUT, COPY, POST or LIST
   * @param reads requests billed as GET, SELECT and all others
   * @param in bytes sent
   * @param out bytes received
   */
  public synchronized void addS3(long writes, long reads, long in, long out) {
    s3Writes = sum(CairnAttributes.COST_S3_WRITE_REQUESTS, s3Writes, writes);
    s3Reads = sum(CairnAttributes.COST_S3_READ_REQUESTS, s3Reads, reads);
    s3In = sum(CairnAttributes.COST_S3_BYTES_IN, s3In, in);
    s3Out = sum(CairnAttributes.COST_S3_BYTES_OUT, s3Out, out);
  }

  /**
   * Adds a call of DynamoDB.
   *
   * @param estimated whether units are not those that AWS returned
   */
  public synchronized void addDynamoDb(
      long calls, double readUnits, double writeUnits, boolean estimated) {
    requests = sum(CairnAttributes.COST_DYNAMODB_REQUESTS, requests, calls);
    reads = sum(CairnAttributes.COST_DYNAMODB_READ_UNITS, reads, readUnits);
    writes = sum(CairnAttributes.COST_DYNAMODB_WRITE_UNITS, writes, writeUnits);
    if (estimated) {
      span.setAttribute(CairnAttributes.COST_DYNAMODB_ESTIMATED, true);
    }
  }

  private long sum(AttributeKey<Long> key, long before, long more) {
    if (more > 0) {
      span.setAttribute(key, before + more);
    }
    return before + more;
  }

  private double sum(AttributeKey<Double> key, double before, double more) {
    if (more > 0) {
      span.setAttribute(key, before + more);
    }
    return before + more;
  }
}
