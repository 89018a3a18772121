// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An exporter that two processors use: it is closed with the second of them, so that neither closes
 * it under the other, which may have spans left. Thread-safe as far as the exporter is.
 */
final class SharedExporter implements SpanExporter {
  private final SpanExporter exporter;
  private final AtomicInteger users;
  private final AtomicBoolean closed = new AtomicBoolean();

  private SharedExporter(SpanExporter exporter, AtomicInteger users) {
    this.exporter = exporter;
    this.users = users;
  }

  /** Returns the first user's exporter; it has one more. */
  static SharedExporter of(SpanExporter exporter) {
    return new SharedExporter(exporter, new AtomicInteger(1));
  }

  /** Returns the exporter for one more user. */
  SharedExporter share() {
    users.incrementAndGet();
    return new SharedExporter(exporter, users);
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    return exporter.export(spans);
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    boolean last = closed.compareAndSet(false, true) && users.decrementAndGet() == 0;
    return last ? exporter.shutdown() : CompletableResultCode.ofSuccess();
  }

  @Override
  public String toString() {
    return exporter.toString();
  }
}
