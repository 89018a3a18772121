// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.OwnSpans;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeepSamplerTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final Cairn CAIRN = Cairn.create(OpenTelemetry.noop());
  private static final Sampler RATIO_OF_PARENT =
      Sampler.parentBased(Sampler.traceIdRatioBased(0.01));

  private static Context under(boolean remote, TraceFlags flags) {
    SpanContext parent =
        remote
            ? SpanContext.createFromRemoteParent(
                TRACE, "00f067aa0ba902b7", flags, TraceState.getDefault())
            : SpanContext.create(TRACE, "00f067aa0ba902b7", flags, TraceState.getDefault());
    return Context.root().with(Span.wrap(parent));
  }

  private static SamplingResult result(Sampler delegate, Context parent) {
    return new KeepSampler(delegate, new Faults())
        .shouldSample(parent, TRACE, "name", SpanKind.SERVER, Attributes.empty(), List.of());
  }

  private static SamplingDecision decision(Sampler delegate, Context parent) {
    return result(delegate, parent).getDecision();
  }

  @Test
  void localRoot_isRecorded_whereTheSamplerDropsIt() {
    Context none = Context.root();
    Context remote = under(true, TraceFlags.getDefault());

    assertThat(decision(Sampler.alwaysOff(), none)).isEqualTo(SamplingDecision.RECORD_ONLY);
    assertThat(decision(Sampler.alwaysOff(), remote)).isEqualTo(SamplingDecision.RECORD_ONLY);
    assertThat(decision(RATIO_OF_PARENT, remote)).isEqualTo(SamplingDecision.RECORD_ONLY);
    assertThat(decision(Sampler.traceIdRatioBased(0), none))
        .isEqualTo(SamplingDecision.RECORD_ONLY);
  }

  @Test
  void ownSpan_isRecorded_anyOtherBelowARootDropped() {
    Context local = under(false, TraceFlags.getDefault());

    assertThat(decision(RATIO_OF_PARENT, OwnSpans.mark(local, CAIRN)))
        .isEqualTo(SamplingDecision.RECORD_ONLY);
    assertThat(decision(RATIO_OF_PARENT, local)).isEqualTo(SamplingDecision.DROP);
  }

  @Test
  void whatIsSampled_staysSo() {
    Context remote = under(true, TraceFlags.getSampled());

    assertThat(decision(Sampler.alwaysOn(), Context.root()))
        .isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
    assertThat(decision(RATIO_OF_PARENT, remote)).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
    assertThat(decision(RATIO_OF_PARENT, under(false, TraceFlags.getSampled())))
        .isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
  }

  @Test
  void whatTheSamplerSaysOfADroppedSpan_isKept() {
    TraceState state = TraceState.builder().put("th", "c").build();
    Sampler sampler =
        new Other() {
          @Override
          SamplingResult result() {
            return new SamplingResult() {
              @Override
              public SamplingDecision getDecision() {
                return SamplingDecision.DROP;
              }

              @Override
              public Attributes getAttributes() {
                return Attributes.builder().put("sampler", "theirs").build();
              }

              @Override
              public TraceState getUpdatedTraceState(TraceState parent) {
                return state;
              }
            };
          }
        };

    SamplingResult result = result(sampler, Context.root());
    assertThat(result.getDecision()).isEqualTo(SamplingDecision.RECORD_ONLY);
    assertThat(result.getUpdatedTraceState(TraceState.getDefault())).isSameAs(state);
    assertThat(result.getAttributes().size()).isEqualTo(1);
  }

  @Test
  void samplerThatThrows_drops() {
    Sampler broken =
        new Other() {
          @Override
          SamplingResult result() {
            throw new AssertionError("injected");
          }
        };

    assertThat(decision(broken, Context.root())).isEqualTo(SamplingDecision.RECORD_ONLY);
    assertThat(decision(broken, under(false, TraceFlags.getSampled())))
        .isEqualTo(SamplingDecision.DROP);
  }

  private abstract static class Other implements Sampler {
    abstract SamplingResult result();

    @Override
    public SamplingResult shouldSample(
        Context parentContext,
        String traceId,
        String name,
        SpanKind spanKind,
        Attributes attributes,
        List<LinkData> parentLinks) {
      return result();
    }

    @Override
    public String getDescription() {
      return "other";
    }
  }
}
