// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cairn.Cairn;
import dev.cairn.CairnAttributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What every decorated client of S3 must do whose calls are futures. */
public abstract class S3AsyncContract extends S3Contract {
  @Override
  protected abstract AsyncObjectClient newClient(Cairn cairn);

  private AsyncObjectClient async() {
    return (AsyncObjectClient) decorated;
  }

  @Test
  void cancelledWrite_endsAtOnce_asUnknown() {
    server().stall("PutObject");
    CompletableFuture<?> put = asAda(() -> async().startPut(bucket, "cat", "meow"));
    telemetry.awaitThat(() -> server().received("PutObject") > 0);
    put.cancel(true);

    telemetry.await("S3.PutObject");
    assertThat(catchThrowable(put::join)).isInstanceOf(CancellationException.class);
    SpanData span = telemetry.span("S3.PutObject");
    assertThat(attribute(span, CairnAttributes.OUTCOME)).isEqualTo("unknown");
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.getTraceId()).isEqualTo(entry().getTraceId());
  }

  @Test
  void clientClosedInACall_leavesNoSpanOpen() {
    server().stall("PutObject");
    CompletableFuture<?> put = asAda(() -> async().startPut(bucket, "cat", "meow"));
    telemetry.awaitThat(() -> server().received("PutObject") > 0);
    decorated.close();
    put.cancel(true); // a no-op where closing has ended the future

    telemetry.await("S3.PutObject");
    assertThat(attribute(telemetry.span("S3.PutObject"), CairnAttributes.OUTCOME))
        .isEqualTo("unknown");
  }

  @Test
  void continuation_runsInTheContextOfAnUndecoratedOne() {
    AtomicReference<Span> seen = new AtomicReference<>();
    CompletableFuture<?> put = asAda(() -> async().startPut(bucket, "cat", "meow"));
    put.thenRunAsync(() -> seen.set(Span.current())).join();

    assertThat(seen.get()).isSameAs(Span.getInvalid());
  }
}
