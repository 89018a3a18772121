// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ImplicitContextKeyed;
import java.util.Objects;
import java.util.function.BiConsumer;

/**
 * The request and the user on whose behalf code runs. Immutable and thread-safe.
 *
 * <p>It begins at a server request or a named job, or is {@linkplain Stamp#resume() resumed} from
 * something stored, and travels in the OpenTelemetry {@link Context}: across threads wherever the
 * context is carried, and across services where Cairn's HTTP clients and servers carry it. It never
 * enters {@code Baggage.current()}, from which every propagator would send it to everyone.
 */
public final class Origin implements ImplicitContextKeyed {
  private static final ContextKey<Origin> KEY = ContextKey.named("cairn-origin");

  /** The span under which an origin was resumed. */
  private static final ContextKey<SpanContext> RESUMED_UNDER =
      ContextKey.named("cairn-resumed-under");

  private static final int STAMP_MODES = StampMode.values().length;
  private static final int USER_MODES = UserMode.values().length;

  private static final Origin NONE =
      new Origin(null, null, SpanContext.getInvalid(), Span.getInvalid(), Stamp.INVALID, new Who());

  /** Whom a request serves. Null where unknown. */
  record Who(String user, String tenant, String session) {
    Who() {
      this(null, null, null);
    }
  }

  private final String request;
  private final String service;
  private final SpanContext spanContext;
  private final Span entrySpan;
  private final Stamp resumedFrom;
  private final Who who;

  // Derived from the fields above and computed at most a few times: a race only repeats the work.
  private String baggage;
  private final String[] stamps = new String[STAMP_MODES * USER_MODES];

  private Origin(
      String request,
      String service,
      SpanContext spanContext,
      Span entrySpan,
      Stamp resumedFrom,
      Who who) {
    this.request = request;
    this.service = service;
    this.spanContext = spanContext;
    this.entrySpan = entrySpan;
    this.resumedFrom = resumedFrom;
    this.who = who;
  }

  /**
   * Begins an origin at a service's entry. For authors of an instrumentation of servers.
   *
   * @param request what was asked, of low cardinality: {@code POST /photos/{id}}, never a raw path
   * @param service the entry service's name, or null where unknown
   * @param entrySpan the span of that request
   */
  public static Origin begin(String request, String service, Span entrySpan) {
    return new Origin(
        Objects.requireNonNull(request, "request"),
        service,
        entrySpan.getSpanContext(),
        entrySpan,
        Stamp.INVALID,
        new Who());
  }

  /** Continues what another service sent, see {@link OriginBaggage}. */
  static Origin received(String request, String service, SpanContext entry, Who who) {
    return new Origin(request, service, entry, Span.getInvalid(), Stamp.INVALID, who);
  }

  /** Continues what a stamp says. */
  static Origin resumed(Stamp stamp) {
    Who who = new Who(stamp.user(), stamp.tenant(), null);
    return new Origin(
        stamp.request(), stamp.service(), stamp.spanContext(), Span.getInvalid(), stamp, who);
  }

  /** Returns the origin of nothing: {@link #isPresent()} is false and every field is null. */
  public static Origin none() {
    return NONE;
  }

  /** Returns the current context's origin, or {@link #none()}. */
  public static Origin current() {
    return from(Context.current());
  }

  /** Returns the origin in the context, or {@link #none()}. */
  public static Origin from(Context context) {
    Origin origin = context.get(KEY);
    return origin == null ? NONE : origin;
  }

  @Override
  public Context storeInContext(Context context) {
    Context with = LocalRoot.enter(context.with(KEY, this));
    return isResumed()
        ? with.with(RESUMED_UNDER, Span.fromContext(context).getSpanContext())
        : with;
  }

  /**
   * Returns whether a span that starts in this context, below this parent, is the first one of work
   * that was resumed there: the one to link to the request that is worked on behalf of.
   */
  public static boolean isTopOfResumed(Context context, SpanContext parent) {
    SpanContext under = context.get(RESUMED_UNDER);
    return under != null
        && from(context).isResumed()
        && under.getSpanId().equals(parent.getSpanId());
  }

  /**
   * Returns this origin on behalf of the given user.
   *
   * @param user the authenticated user's id, or null
   * @param tenant the customer the user belongs to, or null
   */
  public Origin withUser(String user, String tenant) {
    return with(new Who(user, tenant, who.session));
  }

  /** Returns this origin in the given session of its user. */
  public Origin withSession(String session) {
    return with(new Who(who.user, who.tenant, session));
  }

  private Origin with(Who other) {
    return isPresent()
        ? new Origin(request, service, spanContext, entrySpan, Stamp.INVALID, other)
        : this;
  }

  /** Returns whether there is an origin: its entry request has a valid span context. */
  public boolean isPresent() {
    return spanContext.isValid();
  }

  /** Returns the user's id, or null. */
  public String user() {
    return who.user;
  }

  /** Returns the user's tenant, or null. */
  public String tenant() {
    return who.tenant;
  }

  /** Returns the user's session, or null. */
  public String session() {
    return who.session;
  }

  /** Returns the entry request, such as {@code POST /photos/{id}}, or null. */
  public String request() {
    return request;
  }

  /** Returns the entry service's name, or null. */
  public String service() {
    return service;
  }

  /** Returns the span context of the entry request; invalid where there is no origin. */
  public SpanContext spanContext() {
    return spanContext;
  }

  /** Returns the live span of the entry request where it runs in this process, else a no-op. */
  public Span entrySpan() {
    return entrySpan;
  }

  /** Returns whether this origin was resumed from a stamp, rather than begun or received. */
  public boolean isResumed() {
    return resumedFrom != Stamp.INVALID;
  }

  /** Returns the stamp resumed from, or {@link Stamp#INVALID}. */
  Stamp resumedFrom() {
    return resumedFrom;
  }

  /** Puts what is known of this origin on the span: {@code user.id} and the like. */
  public void describe(Span span) {
    if (!isPresent() || !span.isRecording()) {
      return;
    }
    members(span::setAttribute);
  }

  /** Puts the same on a log record. */
  void describe(LogRecordBuilder log) {
    if (isPresent()) {
      members(log::setAttribute);
    }
  }

  private void members(BiConsumer<AttributeKey<String>, String> put) {
    put(put, CairnAttributes.USER_ID, who.user);
    put(put, CairnAttributes.TENANT_ID, who.tenant);
    put(put, CairnAttributes.SESSION_ID, who.session);
    put(put, CairnAttributes.ORIGIN_REQUEST, request);
    put(put, CairnAttributes.ORIGIN_SERVICE, service);
    put(put, CairnAttributes.ORIGIN_TRACE_ID, spanContext.getTraceId());
  }

  private static void put(
      BiConsumer<AttributeKey<String>, String> put, AttributeKey<String> key, String value) {
    if (value != null) {
      put.accept(key, value);
    }
  }

  /**
   * Returns this origin as members of a W3C {@code baggage} header, for a transport that Cairn does
   * not decorate; empty where there is none. Send it only to whom the user's id may be told.
   *
   * <p>At most 1 KB where user and tenant allow: beyond that first the request, then the session is
   * left out.
   */
  public String toBaggage() {
    String encoded = baggage;
    if (encoded == null) {
      encoded = OriginBaggage.encode(this);
      baggage = encoded;
    }
    return encoded;
  }

  /**
   * Reads an origin from a W3C {@code baggage} header. Never throws: what does not parse is left
   * out, and where no entry request is named the result is {@link #none()}. Call it only for
   * senders that are trusted to name the user.
   *
   * @param header the header's value, all of its lines joined with commas; may be null
   */
  public static Origin fromBaggage(String header) {
    return OriginBaggage.decode(header);
  }

  /**
   * Returns the stamp's text, the same for every write of this origin, or null where the user is
   * too long for a stamp.
   */
  String stampText(StampMode mode, UserMode userMode) {
    int slot = mode.ordinal() * USER_MODES + userMode.ordinal();
    String text = stamps[slot];
    if (text == null) {
      text = Stamp.encode(this, mode, userMode);
      stamps[slot] = text;
    }
    return text;
  }

  @Override
  public String toString() {
    return isPresent() ? "Origin{" + request + ' ' + spanContext.getTraceId() + '}' : "Origin{}";
  }
}
