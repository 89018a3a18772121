// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import dev.cairn.CairnAttributes;
import dev.cairn.LocalRoot;
import dev.cairn.Origin;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Names the {@link Origin} on every span that starts under one: {@code user.id}, {@code tenant.id},
 * {@code session.id} and {@code cairn.origin.*}. Spans at the top of work that {@linkplain
 * dev.cairn.Stamp#resume() resumed} a stamp are linked to the request that wrote it.
 *
 * <p>Add it when the SDK is built, before the exporting processor. Thread-safe; never throws and
 * never blocks.
 */
public final class OriginSpanProcessor implements SpanProcessor {
  private static final Logger LOGGER = Logger.getLogger("dev.cairn");
  private static final Attributes WRITTEN_BY =
      Attributes.of(CairnAttributes.LINK_TYPE, "written_by");

  private final AtomicBoolean faultLogged = new AtomicBoolean();

  private OriginSpanProcessor() {}

  /** Returns a processor. */
  public static OriginSpanProcessor create() {
    return new OriginSpanProcessor();
  }

  @Override
  public void onStart(Context parentContext, ReadWriteSpan span) {
    try {
      if (KeepSampler.isRemote(span.getParentSpanContext())) {
        LocalRoot.began(parentContext, span);
      }
      Origin origin = Origin.from(parentContext);
      origin.describe(span);
      if (Origin.isTopOfResumed(parentContext, span.getParentSpanContext())) {
        span.addLink(origin.spanContext(), WRITTEN_BY);
      }
    } catch (Throwable fault) {
      if (fault instanceof VirtualMachineError fatal) {
        throw fatal;
      }
      if (faultLogged.compareAndSet(false, true)) {
        LOGGER.log(Level.WARNING, "Cairn could not name the origin on spans (logged once)", fault);
      }
    }
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {}

  @Override
  public boolean isEndRequired() {
    return false;
  }
}
