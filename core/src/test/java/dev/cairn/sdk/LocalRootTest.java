// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.CairnAttributes;
import dev.cairn.Stamp;
import dev.cairn.instrument.StorageCall;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where costs are summed, with a sampler that drops all. */
class LocalRootTest {
  private static final AttributeKey<Long> READS = CairnAttributes.COST_S3_READ_REQUESTS;
  private static final AttributeKey<Long> WRITES = CairnAttributes.COST_S3_WRITE_REQUESTS;

  private final InMemorySpanExporter kept = InMemorySpanExporter.create();
  private final Service service =
      new Service(CairnTracing.exportTo(kept).sampler(Sampler.alwaysOff()));

  @AfterEach
  void close() {
    service.close();
  }

  private void read() {
    service.call("GetObject", "cat", 200);
  }

  private List<SpanData> spans(String name) {
    service.flush();
    return kept.getFinishedSpanItems().stream().filter(s -> s.getName().equals(name)).toList();
  }

  private SpanData span(String name) {
    assertThat(spans(name)).hasSize(1);
    return spans(name).get(0);
  }

  @Test
  void unsampledReads_areCounted_onTheRequest() {
    service.cairn.job(
        "page",
        () -> {
          read();
          read();
          service.call("GetObject", "cat", 403);
          service.call("ListObjectsV2", "any", 200);
          service.call("DeleteObject", "free", 204);
        });

    assertThat(span("job page").getAttributes().get(READS)).isEqualTo(3);
    assertThat(span("job page").getAttributes().get(WRITES)).isEqualTo(1);
    assertThat(span("job page").getAttributes().get(CairnAttributes.COST_DYNAMODB_REQUESTS))
        .isNull();
  }

  @Test
  void attemptsThatArrived_areCountedEach() {
    service.cairn.job(
        "page",
        () -> {
          StorageCall call = service.begin("PutObject", "cat");
          call.answered(503);
          call.sending("127.0.0.1", 1);
          call.answered(200);
          call.end(Service.applied());
        });

    assertThat(span("job page").getAttributes().get(WRITES)).isEqualTo(2);
  }

  @Test
  void jobInsideARequest_hasItsOwnCosts() {
    service.cairn.job(
        "outer",
        () -> {
          read();
          service.cairn.job("inner", this::read);
          read();
        });

    assertThat(span("job outer").getAttributes().get(READS)).isEqualTo(2);
    assertThat(span("job inner").getAttributes().get(READS)).isEqualTo(1);
  }

  @Test
  void costs_areThoseOfTheRequest_howeverDeepTheCall() {
    service.cairn.job(
        "page",
        () -> {
          Span dropped = service.others.spanBuilder("layer").startSpan();
          try (Scope inLayer = dropped.makeCurrent();
              Scope ignored = service.cairn.identify("ada", "acme")) {
            read();
          }
          dropped.end();
        });

    assertThat(span("job page").getAttributes().get(READS)).isEqualTo(1);
  }

  @Test
  void workOnBehalfOfAStamp_countsOnTheSpanItWasResumedIn() {
    Stamp stamp = Stamp.parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    Span consumer = service.others.spanBuilder("consume").setNoParent().startSpan();
    try (Scope inSpan = consumer.makeCurrent();
        Scope ignored = stamp.resume().makeCurrent()) {
      read();
      service.put("thumbnail");
    }
    consumer.end();

    assertThat(span("consume").getAttributes().get(READS)).isEqualTo(1);
    assertThat(span("consume").getAttributes().get(WRITES)).isEqualTo(1);
  }

  @Test
  void spanThatBeginsInResumedWork_hasItsCosts() {
    Stamp stamp = Stamp.parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    try (Scope resumed = stamp.resume().makeCurrent()) {
      for (String name : List.of("first", "second")) {
        Span work = service.others.spanBuilder(name).startSpan();
        try (Scope inWork = work.makeCurrent()) {
          read();
          read();
        }
        work.end();
      }
      service.put("by itself");
    }

    assertThat(span("first").getAttributes().get(READS)).isEqualTo(2);
    assertThat(span("second").getAttributes().get(READS)).isEqualTo(2);
    assertThat(span("S3.PutObject").getAttributes().get(WRITES)).isEqualTo(1);
  }

  @Test
  void spansThatRunAtOnceInResumedWork_doNotMix() {
    Stamp stamp = Stamp.parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    try (Scope resumed = stamp.resume().makeCurrent()) {
      Span one = service.others.spanBuilder("one").startSpan();
      Span other = service.others.spanBuilder("other").startSpan();
      try (Scope inOther = other.makeCurrent()) {
        service.put("other's");
      }
      try (Scope inOne = one.makeCurrent()) {
        read();
      }
      other.end();
      one.end();
    }

    assertThat(span("one").getAttributes().get(READS)).isEqualTo(1);
    assertThat(span("one").getAttributes().get(WRITES)).isNull();
    assertThat(span("other").getAttributes().get(WRITES)).isNull();
    assertThat(span("S3.PutObject").getAttributes().get(WRITES)).isEqualTo(1);
  }

  @Test
  void callWithoutARequest_orAfterItsEnd_countsByItself() {
    service.put("nobody's");
    assertThat(span("S3.PutObject").getAttributes().get(WRITES)).isEqualTo(1);

    kept.reset();
    StorageCall[] late = new StorageCall[1];
    service.cairn.job("async", () -> late[0] = service.begin("PutObject", "cat"));
    late[0].answered(200);
    late[0].end(Service.applied());
    assertThat(span("job async").getAttributes().get(WRITES)).isNull();
    assertThat(span("S3.PutObject").getAttributes().get(WRITES)).isEqualTo(1);
  }
}
