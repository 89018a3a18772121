// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.instrument;

import dev.cairn.BoundedCache;
import dev.cairn.Cairn;
import dev.cairn.Origin;
import dev.cairn.Stamp;
import dev.cairn.StampMode;
import dev.cairn.StoredAddress;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;

/**
 * Decides about every storage call of one decorated client: whether it is stamped and with what,
 * what its span says, which stamps read become links. Thread-safe. Neither it nor its calls ever
 * throw into a translator, whatever of Cairn or OpenTelemetry fails.
 */
public final class StorageHandler {
  /**
   * Seconds.
   *
   * @see <a
   *     href="https://opentelemetry.io/docs/specs/semconv/database/database-metrics/#metric-dbclientoperationduration">
   *     db.client.operation.duration</a>
   */
  private static final List<Double> BUCKETS =
      List.of(0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0);

  private final Cairn cairn;
  private final boolean s3;
  private final Tracer tracer;
  private final DoubleHistogram duration;
  private final StampCosts costs;
  private final Uploads uploads = new Uploads();
  private final SpanPointer pointers = new SpanPointer();
  private final Tables tables = new Tables(System::nanoTime);
  private final BoundedCache<String, StampMode> modes =
      new BoundedCache<>(container -> cairn().stampMode(address(container)));
  private final BoundedCache<String, String> spanNames;
  private final BoundedCache<Dimensions, Attributes> dimensions;

  private StorageHandler(Cairn cairn, boolean s3, OpenTelemetry openTelemetry) {
    String scope = s3 ? "dev.cairn.s3" : "dev.cairn.dynamodb";
    this.cairn = cairn;
    this.s3 = s3;
    this.spanNames = new BoundedCache<>((s3 ? "S3." : "DynamoDB.")::concat);
    this.dimensions = new BoundedCache<>(s3 ? Dimensions::ofS3 : Dimensions::ofDynamoDb);
    this.tracer = openTelemetry.getTracer(scope);
    this.costs = new StampCosts(s3, cairn.isDryRun(), openTelemetry.getMeter(scope));
    this.duration =
        openTelemetry
            .getMeter(scope)
            .histogramBuilder(
                s3 ? "cairn.s3.client.operation.duration" : "db.client.operation.duration")
            .setUnit("s")
            .setDescription("Duration of storage calls, retries included")
            .setExplicitBucketBoundariesAdvice(BUCKETS)
            .build();
  }

  /** Returns the handler of a client of S3. */
  public static StorageHandler s3(Cairn cairn) {
    return create(cairn, true);
  }

  /** Returns the handler of a client of DynamoDB. */
  public static StorageHandler dynamoDb(Cairn cairn) {
    return create(cairn, false);
  }

  private static StorageHandler create(Cairn cairn, boolean s3) {
    try {
      return new StorageHandler(cairn, s3, cairn.openTelemetry());
    } catch (Throwable fault) {
      cairn.caught("handler.create", fault);
      return new StorageHandler(cairn, s3, OpenTelemetry.noop());
    }
  }

  /**
   * Takes up a call of a synchronous client. Nothing is started yet: a call that fails before it is
   * sent may never be heard of again.
   *
   * @param context the caller's
   * @return never null; a call that does nothing where Cairn is switched off
   */
  public StorageCall prepare(StorageRequest request, Context context) {
    Caller caller = Caller.in(context, this);
    return prepare(request, caller == null ? context : caller.context(), caller);
  }

  /**
   * Takes up a call of which the SDK may forget to say how it ended: a call of an asynchronous
   * client, one of several perhaps that the SDK makes of what was called, or one with a time limit.
   *
   * @return as of {@link #prepare(StorageRequest, Context)}
   */
  public StorageCall prepare(StorageRequest request, Caller caller) {
    caller.heard();
    return prepare(request, caller.context(), caller);
  }

  private StorageCall prepare(StorageRequest request, Context context, Caller caller) {
    try {
      if (!cairn.isEnabled() || passesBy(caller)) {
        return StorageCall.none();
      }
      CallSpan held = caller == null ? null : caller.resent();
      if (held != null) {
        held.resend();
        return new StorageCall(held);
      }
      CallSpan span = new CallSpan(this, request, context, caller);
      StorageCall call = new StorageCall(span);
      if (caller != null) {
        caller.opened(span);
        if (caller.mayForget()) {
          call.endWhenForgotten();
        }
      }
      return call;
    } catch (Throwable fault) {
      cairn.caught("prepare", fault);
      return StorageCall.none();
    }
  }

  private boolean passesBy(Caller caller) {
    return caller != null && caller.passesBy() || passesBy();
  }

  /** Returns whether a hook of telemetry makes a call now, and counts it. */
  boolean passesBy() {
    return cairn.passesBy(name());
  }

  private String name() {
    return s3 ? "s3" : "dynamodb";
  }

  /**
   * Returns who calls an asynchronous client of this handler now: the one whom a delegate made
   * current, else somebody in the current context.
   */
  public Caller caller() {
    try {
      Caller caller = Caller.in(Context.current(), this);
      return caller == null ? newCaller() : caller;
    } catch (Throwable fault) {
      caught("caller", fault);
      return Caller.bare(this, Context.root());
    }
  }

  /**
   * Returns somebody who calls, from the given context, a client that a delegate stands before: one
   * that makes the caller current meanwhile, resends, and says when the call is over.
   *
   * @param blocking whether the client is synchronous
   */
  public Caller delegated(Context context, boolean blocking) {
    return blocking ? Caller.blocking(this, context) : Caller.delegated(this, context);
  }

  /** Returns somebody who calls now a client that nobody stands before who would resend. */
  public Caller newCaller() {
    try {
      return Caller.bare(this, Context.current());
    } catch (Throwable fault) {
      caught("caller", fault);
      return Caller.bare(this, Context.root());
    }
  }

  /** Makes the caller current while the client is called, so that its hooks find them. */
  public Scope enter(Caller caller) {
    try {
      return caller.context().with(caller).makeCurrent();
    } catch (Throwable fault) {
      caught("makeCurrent", fault);
      return Scope.noop();
    }
  }

  /** Returns whether Cairn does anything at all. */
  public boolean isEnabled() {
    return cairn.isEnabled();
  }

  /** Returns the key that stamps are stored under. */
  public String stampKey() {
    return cairn.stampKey();
  }

  /** Returns the bucket that a request names by bucket, access point or ARN; null for null. */
  public String bucket(String name) {
    return cairn.bucket(name);
  }

  /**
   * Says on a span that it works on something stored of which it was told, as by a notification:
   * what the span of the write says of it, too, so that the two are found together.
   */
  public void describe(Span span, StoredAddress at, StorageAnswer answer) {
    try {
      StorageSpan.told(span, this, at, answer);
    } catch (Throwable fault) {
      caught("describe", fault);
    }
  }

  /** Returns whether the application is not to see the stamps of this bucket or table. */
  public boolean hides(String container) {
    return container == null || modes.get(container) != StampMode.OFF;
  }

  private StoredAddress address(String container) {
    return s3 ? StoredAddress.s3(container, "-") : StoredAddress.dynamoDbUnknownKey(container);
  }

  /** Says that a read found under the key, in this table, something that is no stamp. */
  public void foundOther(String container) {
    if (container != null) {
      tables.inUse(container);
    }
  }

  /** Reports a fault that a translator caught before it reached the application. */
  public void caught(String hook, Throwable fault) {
    cairn.caught(name() + '.' + hook, fault);
  }

  /**
   * What is to become of a stamp. One of the two is null.
   *
   * @param stamp the text to write
   * @param skipped why none is written
   */
  record Decision(String stamp, SkipReason skipped) {
    static Decision skip(SkipReason reason) {
      return new Decision(null, reason);
    }
  }

  /**
   * Decides about a stamp.
   *
   * @param at the address, of which at least the bucket or table counts
   */
  Decision decide(StoredAddress at, Origin origin, StampCarrier carrier) {
    if (!origin.isPresent()) {
      return Decision.skip(SkipReason.NO_ORIGIN);
    }
    StampMode mode = modes.get(at.container());
    if (mode == StampMode.OFF) {
      return Decision.skip(SkipReason.OFF);
    }
    String key = cairn.stampKey();
    String present = carrier.present(key);
    if (present != null && !Stamp.parse(present).isValid()) {
      tables.inUse(at.container());
      return Decision.skip(SkipReason.KEY_IN_USE);
    }
    if (carrier.isBlind() && tables.isInUse(at.container())) {
      return Decision.skip(SkipReason.KEY_IN_USE);
    }
    String stamp = cairn.stampText(origin, mode);
    if (stamp == null) {
      return Decision.skip(SkipReason.TOO_LONG);
    }
    SkipReason refusal = carrier.refuse(key, stamp);
    if (refusal == SkipReason.KEY_IN_USE) {
      tables.inUse(at.container());
    }
    if (refusal == null && !tables.mayStamp(at.container())) {
      refusal = SkipReason.REFUSED;
    }
    if (refusal != null) {
      return Decision.skip(refusal);
    }
    int length = key.length() + stamp.length();
    try {
      costs.add(at.container(), length, carrier.writeUnits(key, stamp));
    } catch (Throwable fault) {
      caught("costs", fault); // a stamp is not lost for a counter
    }
    return cairn.isDryRun() ? Decision.skip(SkipReason.DRY_RUN) : new Decision(stamp, null);
  }

  Cairn cairn() {
    return cairn;
  }

  boolean isS3() {
    return s3;
  }

  Tracer tracer() {
    return tracer;
  }

  /** Returns the name of the spans of an operation. */
  String spanName(String operation) {
    return spanNames.get(operation);
  }

  /**
   * Returns the attributes of a measurement.
   *
   * @param error null for none
   */
  Attributes dimensions(StorageRequest request, String error) {
    return dimensions.get(new Dimensions(request.operation(), request.container(), error));
  }

  DoubleHistogram duration() {
    return duration;
  }

  Tables tables() {
    return tables;
  }

  SpanPointer pointers() {
    return pointers;
  }

  Uploads uploads() {
    return uploads;
  }
}
