// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.CairnAttributes;
import dev.cairn.Origin;
import dev.cairn.Stamp;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.junit.jupiter.api.Test;

class OriginSpanProcessorTest {
  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final Tracer tracer =
      SdkTracerProvider.builder()
          .addSpanProcessor(OriginSpanProcessor.create())
          .addSpanProcessor(SimpleSpanProcessor.create(exporter))
          .build()
          .get("test");

  @Test
  void everySpan_namesTheOriginItStartsUnder() {
    Span entry = tracer.spanBuilder("POST /photos").startSpan();
    Origin origin =
        Origin.begin("POST /photos", "photo-api", entry).withUser("ada", "acme").withSession("s-1");
    try (Scope ignored = origin.makeCurrent()) {
      tracer.spanBuilder("inner").startSpan().end();
    }
    tracer.spanBuilder("outer").startSpan().end();

    SpanData inner = exporter.getFinishedSpanItems().get(0);
    assertThat(inner.getAttributes().get(CairnAttributes.USER_ID)).isEqualTo("ada");
    assertThat(inner.getAttributes().get(CairnAttributes.TENANT_ID)).isEqualTo("acme");
    assertThat(inner.getAttributes().get(CairnAttributes.SESSION_ID)).isEqualTo("s-1");
    assertThat(inner.getAttributes().get(CairnAttributes.ORIGIN_REQUEST)).isEqualTo("POST /photos");
    assertThat(inner.getAttributes().get(CairnAttributes.ORIGIN_SERVICE)).isEqualTo("photo-api");
    assertThat(inner.getAttributes().get(CairnAttributes.ORIGIN_TRACE_ID))
        .isEqualTo(entry.getSpanContext().getTraceId());
    assertThat(exporter.getFinishedSpanItems().get(1).getAttributes().isEmpty()).isTrue();
  }

  @Test
  void workOnBehalfOfAStamp_isLinkedAtItsTop() {
    Stamp stamp = Stamp.parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01;u=ada");
    try (Scope ignored = stamp.resume().makeCurrent()) {
      Span top = tracer.spanBuilder("top").startSpan();
      try (Scope inTop = top.makeCurrent()) {
        tracer.spanBuilder("inner").startSpan().end();
      }
      top.end();
    }

    SpanData inner = exporter.getFinishedSpanItems().get(0);
    SpanData top = exporter.getFinishedSpanItems().get(1);
    assertThat(inner.getLinks()).isEmpty();
    assertThat(inner.getAttributes().get(CairnAttributes.USER_ID)).isEqualTo("ada");
    assertThat(top.getTraceId())
        .as("a link, never a parent")
        .isNotEqualTo(stamp.spanContext().getTraceId());
    assertThat(top.getLinks()).hasSize(1);
    assertThat(top.getLinks().get(0).getSpanContext().getSpanId()).isEqualTo("00f067aa0ba902b7");
    assertThat(top.getLinks().get(0).getAttributes().get(CairnAttributes.LINK_TYPE))
        .isEqualTo("written_by");
  }

  @Test
  void workOnEachRecordOfABatch_isLinkedToItsOwnWriter() {
    Span batch = tracer.spanBuilder("batch").startSpan();
    try (Scope inBatch = batch.makeCurrent()) {
      for (String span : new String[] {"00f067aa0ba902b7", "00f067aa0ba902b8"}) {
        Stamp stamp = Stamp.parse("00-4bf92f3577b34da6a3ce929d0e0e4736-" + span + "-01;u=ada");
        try (Scope ignored = stamp.resume().makeCurrent()) {
          tracer.spanBuilder(span).startSpan().end();
        }
      }
      tracer.spanBuilder("none").startSpan().end();
    }
    batch.end();

    for (SpanData span : exporter.getFinishedSpanItems().subList(0, 2)) {
      assertThat(span.getParentSpanId()).isEqualTo(batch.getSpanContext().getSpanId());
      assertThat(span.getLinks())
          .singleElement()
          .satisfies(
              link -> assertThat(link.getSpanContext().getSpanId()).isEqualTo(span.getName()));
    }
    assertThat(exporter.getFinishedSpanItems().get(2).getLinks()).isEmpty();
  }
}
