// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.benchmarks;

import com.amazonaws.handlers.RequestHandler2;
import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceID;
import com.amazonaws.xray.handlers.TracingHandler;
import com.amazonaws.xray.interceptors.TracingInterceptor;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * The X-Ray SDK, with its defaults but for the network: what it emits is made ready to be sent, and
 * sent to nobody.
 */
final class XRay {
  private static final TraceID TRACE = TraceID.fromString("1-4bf92f35-77b34da6a3ce929d0e0e4736");
  private static final String PARENT = "00f067aa0ba902b7";
  private static final String SEGMENT = "photo-api";

  private final AWSXRayRecorder recorder;

  /**
   * An SDK.
   *
   * @param emitted is given what would be sent, as text; null for nobody
   */
  XRay(Consumer<String> emitted) {
    recorder = AWSXRayRecorderBuilder.standard().withEmitter(new ToNobody(emitted)).build();
  }

  /** Returns what decorates clients of AWS SDK 2.x. */
  ExecutionInterceptor interceptor() {
    return new TracingInterceptor(recorder, null, null);
  }

  /** Returns what decorates clients of AWS SDK 1.x. */
  RequestHandler2 handler() {
    return new TracingHandler(recorder);
  }

  /** Returns the call within a segment of its own: what is, to X-Ray, a request being served. */
  Call withinSegment(boolean sampled, Call call) {
    return () -> {
      if (sampled) {
        recorder.beginSegment(SEGMENT, TRACE, PARENT);
      } else {
        recorder.beginNoOpSegment(TRACE);
      }
      try {
        return call.run();
      } finally {
        recorder.endSegment();
      }
    };
  }

  /** Does the work of the emitter that sends datagrams to X-Ray's daemon, but for sending them. */
  private static final class ToNobody extends Emitter {
    private final Consumer<String> emitted;

    /** What was last made ready: that it is must show, or the JVM may leave it out. */
    private volatile byte[] datagram;

    ToNobody(Consumer<String> emitted) {
      this.emitted = emitted;
    }

    @Override
    public boolean sendSegment(Segment segment) {
      return send(segment.serialize());
    }

    @Override
    public boolean sendSubsegment(Subsegment subsegment) {
      return send(subsegment.streamSerialize());
    }

    private boolean send(String json) {
      datagram = (PROTOCOL_HEADER + PROTOCOL_DELIMITER + json).getBytes(StandardCharsets.UTF_8);
      if (emitted != null) {
        emitted.accept(json);
      }
      return true;
    }
  }
}
