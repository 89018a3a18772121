// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn;

import io.opentelemetry.api.trace.SpanContext;

/**
 * The durable form of an {@link Origin} on a stored object or record: one short printable ASCII
 * value under one key, S3 user metadata or a top-level DynamoDB string attribute. Immutable.
 *
 * <pre>
 *   stamp  = traceparent *( ";" member )        at most 256 characters
 *   member = lower-case-letter "=" value        each letter at most once
 *   value  = *( unreserved / "/" / ":" / "@" / "{" / "}" / "%" HEX HEX )
 * </pre>
 *
 * The traceparent is the entry request's, after <a
 * href="https://www.w3.org/TR/trace-context/#traceparent-header">W3C Trace Context</a>. The members
 * are {@code u} user, {@code t} tenant, {@code r} entry request and {@code s} entry service; other
 * letters are left to later versions, ignored here and carried on by {@link #resume()}.
 *
 * <p>A stamp depends on origin and settings alone, never on a clock or the writing span: the same
 * request writes the same bytes, so that a retry or an idempotent rewrite stays a no-op.
 *
 * <p>A stamp is evidence, never authorisation: whoever may write the object may write the stamp.
 */
public final class Stamp {
  /** The longest stamp; anything longer is somebody else's value. */
  static final int MAX_LENGTH = 256;

  /** What does not parse as a stamp. Every field is null and its span context is invalid. */
  public static final Stamp INVALID = new Stamp("", SpanContext.getInvalid());

  private final String text;
  private final SpanContext spanContext;

  private Stamp(String text, SpanContext spanContext) {
    this.text = text;
    this.spanContext = spanContext;
  }

  /**
   * Reads a stored value. It is taken as hostile: never throws, and whatever is not exactly a stamp
   * is {@link #INVALID}.
   *
   * @param text the value, may be null
   */
  public static Stamp parse(String text) {
    if (text == null || text.length() < Traceparent.LENGTH || text.length() > MAX_LENGTH) {
      return INVALID;
    }
    SpanContext context = Traceparent.parseStart(text);
    return context.isValid() && hasMembers(text) ? new Stamp(text, context) : INVALID;
  }

  private static boolean hasMembers(String text) {
    int seen = 0;
    int at = Traceparent.LENGTH;
    while (at < text.length()) {
      if (text.charAt(at) != ';' || at + 2 >= text.length() || text.charAt(at + 2) != '=') {
        return false;
      }
      int letter = text.charAt(at + 1) - 'a';
      if (letter < 0 || letter > 25 || (seen >> letter & 1) != 0) {
        return false;
      }
      seen |= 1 << letter;
      at = Percent.end(text, at + 3, Percent.VALUE);
      if (at < 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Writes an origin's stamp. Over {@link #MAX_LENGTH} whole members are left out in the order
   * service, request, tenant; null where even that is not enough.
   */
  static String encode(Origin origin, StampMode mode, UserMode userMode) {
    String traceparent = Traceparent.encode(origin.spanContext());
    if (mode == StampMode.TRACE) {
      return traceparent;
    }
    if (origin.isResumed()) {
      return origin.resumedFrom().text;
    }
    String withUser = traceparent + (userMode == UserMode.PLAIN ? member('u', origin.user()) : "");
    String withTenant = withUser + member('t', origin.tenant());
    String withRequest = withTenant + member('r', origin.request());
    String withService = withRequest + member('s', origin.service());
    for (String text : new String[] {withService, withRequest, withTenant, withUser}) {
      if (text.length() <= MAX_LENGTH) {
        return text;
      }
    }
    return null;
  }

  private static String member(char letter, String value) {
    if (value == null || value.isEmpty()) {
      return "";
    }
    // What is longer has no room in whatever encoding: no need to encode megabytes to see it.
    String enough = value.length() > MAX_LENGTH ? value.substring(0, MAX_LENGTH) : value;
    return ";" + letter + '=' + Percent.encode(enough, Percent.VALUE);
  }

  /** Returns whether this is a stamp; false only for {@link #INVALID}. */
  public boolean isValid() {
    return spanContext.isValid();
  }

  /** Returns the span context of the entry request; its trace flags are those of that request. */
  public SpanContext spanContext() {
    return spanContext;
  }

  /** Returns the user's id, or null where the stamp holds none. */
  public String user() {
    return value('u');
  }

  /** Returns the user's tenant, or null. */
  public String tenant() {
    return value('t');
  }

  /** Returns the entry request, such as {@code POST /photos/{id}}, or null. */
  public String request() {
    return value('r');
  }

  /** Returns the entry service, or null. */
  public String service() {
    return value('s');
  }

  private String value(char letter) {
    int at = text.indexOf(";" + letter + '=');
    return at < 0
        ? null
        : Percent.decode(text.substring(at + 3, Percent.end(text, at + 3, Percent.VALUE)));
  }

  /**
   * Returns the origin this stamp names, to work on its behalf: make it current, and what is stored
   * meanwhile carries this very stamp on. Spans begun at the top of such work are linked to the
   * entry request by {@link dev.cairn.sdk.OriginSpanProcessor}.
   *
   * <p>{@link Origin#none()} for {@link #INVALID}. The origin is as trustworthy as the stamp.
   */
  public Origin resume() {
    return isValid() ? Origin.resumed(this) : Origin.none();
  }

  /** Returns the text as stored; empty for {@link #INVALID}. */
  @Override
  public String toString() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Stamp that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
