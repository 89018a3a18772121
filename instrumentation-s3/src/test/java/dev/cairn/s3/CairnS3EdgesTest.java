// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cairn.Cairn;
import dev.cairn.CairnAttributes;
import dev.cairn.StampMode;
import dev.cairn.contract.Telemetry;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactivestreams.Subscriber;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.interceptor.Context.BeforeExecution;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.DelegatingS3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;

/** What AWS SDK 2.x alone can do, or be done to. */
class CairnS3EdgesTest {
  @RegisterExtension final Telemetry telemetry = new Telemetry();

  private Cairn cairn;
  private String bucket;

  @BeforeEach
  void open() {
    cairn = Cairn.builder(telemetry.openTelemetry()).stamp("s3://*", StampMode.FULL).build();
    bucket = LocalS3.INSTANCE.newBucket();
  }

  @AfterEach
  void heal() {
    LocalS3.INSTANCE.heal();
  }

  /** Runs calls in a job, by a client; what the server makes of them does not matter. */
  private SpanData spanOf(String name, Consumer<S3Client> call) {
    try (S3Client s3 = CairnS3.create(cairn).build(LocalClients.s3())) {
      catchThrowable(() -> cairn.job("edge", () -> call.accept(s3)));
    }
    return telemetry.span(name);
  }

  @Test
  void append_isRecorded_andNotStamped() {
    SpanData span =
        spanOf(
            "S3.PutObject",
            s3 ->
                s3.putObject(
                    b -> b.bucket(bucket).key("log").writeOffsetBytes(4L),
                    RequestBody.fromString("more")));

    assertThat(span.getAttributes().get(CairnAttributes.STAMP)).isEqualTo("skipped:not-carried");
    assertThat(span.getAttributes().get(CairnAttributes.ADDRESS))
        .isEqualTo("s3://" + bucket + "/log");
    assertThat(span.getAttributes().get(CairnAttributes.OUTCOME)).isNotNull();
  }

  /** That the server has no such buckets does not matter. */
  @Test
  void directoryBucket_isLikeAnyOther() {
    String directory = "photos--use1-az4--x-s3";
    try (S3Client s3 =
        CairnS3.create(cairn).build(LocalClients.s3().disableS3ExpressSessionAuth(true))) {
      catchThrowable(
          () ->
              cairn.job(
                  "edge",
                  () ->
                      s3.putObject(
                          b -> b.bucket(directory).key("cat"), RequestBody.fromString("meow"))));
    }

    SpanData span = telemetry.span("S3.PutObject");
    assertThat(span.getAttributes().get(CairnAttributes.ADDRESS))
        .isEqualTo("s3://" + directory + "/cat");
    assertThat(span.getAttributes().get(CairnAttributes.STAMP)).isEqualTo("written");
  }

  @Test
  void rename_isRecorded_withItsSource() {
    SpanData span =
        spanOf(
            "S3.RenameObject",
            s3 -> s3.renameObject(b -> b.bucket(bucket).key("new").renameSource(bucket + "/old")));

    assertThat(span.getAttributes().get(CairnAttributes.ADDRESS))
        .isEqualTo("s3://" + bucket + "/new");
    assertThat(span.getAttributes().get(CairnAttributes.AWS_S3_COPY_SOURCE))
        .isEqualTo(bucket + "/old");
    assertThat(span.getAttributes().get(CairnAttributes.STAMP)).isEqualTo("skipped:not-carried");
    assertThat(span.getAttributes().get(CairnAttributes.OUTCOME)).isNotNull();
  }

  @Test
  void streamThatCannotBeReadTwice_failsAsWithoutCairn() {
    try (S3Client bare = LocalClients.s3().build();
        S3Client decorated = CairnS3.create(cairn).build(LocalClients.s3())) {
      Throwable expected = failingPut(bare);
      Throwable seen = failingPut(decorated);

      assertThat(seen).isNotNull().hasSameClassAs(expected);
      assertThat(telemetry.span("S3.PutObject").getAttributes().get(CairnAttributes.OUTCOME))
          .isEqualTo("unknown");
    }
  }

  private Throwable failingPut(S3Client s3) {
    LocalS3.INSTANCE.failNext("PutObject", 503, 1);
    InputStream once =
        new FilterInputStream(new ByteArrayInputStream(new byte[1 << 20])) {
          @Override
          public boolean markSupported() {
            return false;
          }
        };
    return catchThrowable(
        () ->
            s3.putObject(
                b -> b.bucket(bucket).key("film"), RequestBody.fromInputStream(once, 1 << 20)));
  }

  @Test
  void cancelledCall_ends_whenTheSdkForgetsIt_whereThereIsOnlyTheInterceptor() {
    ExecutionInterceptor interceptor = CairnS3.create(cairn).interceptor();
    try (S3AsyncClient s3 =
        LocalClients.async()
            .overrideConfiguration(c -> c.addExecutionInterceptor(interceptor))
            .build()) {
      LocalS3.INSTANCE.stall("PutObject");
      CompletableFuture<?> put =
          s3.putObject(b -> b.bucket(bucket).key("cat"), AsyncRequestBody.fromString("meow"));
      telemetry.awaitThat(() -> LocalS3.INSTANCE.received("PutObject") > 0);
      put.cancel(true);
      put = null;
      telemetry.awaitForgotten("S3.PutObject");
    }

    assertThat(telemetry.span("S3.PutObject").getAttributes().get(CairnAttributes.OUTCOME))
        .isEqualTo("unknown");
  }

  @Test
  void clientThatSendsWhatItIsGiven_isGivenTheApplicationsVeryRequest() {
    List<SdkRequest> sent = new ArrayList<>();
    ExecutionInterceptor looking =
        new ExecutionInterceptor() {
          @Override
          public void beforeExecution(BeforeExecution context, ExecutionAttributes attributes) {
            sent.add(context.request());
          }
        };
    HeadBucketRequest request = HeadBucketRequest.builder().bucket(bucket).build();
    try (S3AsyncClient s3 =
        CairnS3.create(cairn)
            .build(
                LocalClients.async()
                    .overrideConfiguration(c -> c.addExecutionInterceptor(looking)))) {
      s3.headBucket(request).join();
    }

    assertThat(sent).singleElement().isSameAs(request);
  }

  @Test
  void callThatIsMadeWithinAnother_endsThatOneAlone() {
    try (S3AsyncClient s3 = CairnS3.create(cairn).build(LocalClients.async())) {
      AsyncRequestBody body = AsyncRequestBody.fromString("meow");
      AsyncRequestBody asking =
          new AsyncRequestBody() {
            @Override
            public Optional<Long> contentLength() {
              s3.headBucket(b -> b.bucket(bucket)).join();
              return body.contentLength();
            }

            @Override
            public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
              body.subscribe(subscriber);
            }
          };
      s3.putObject(b -> b.bucket(bucket).key("cat"), asking).join();
    }

    assertThat(telemetry.span("S3.PutObject").getAttributes().get(CairnAttributes.OUTCOME))
        .isEqualTo("applied");
  }

  @Test
  void callThatGoesByUndecorated_isCounted() {
    try (S3AsyncClient client = CairnS3.create(cairn).wrap(new WithoutInterceptors())) {
      client.headBucket(b -> b.bucket(bucket)).join();
    }

    assertThat(telemetry.counted("cairn.faults")).isEqualTo(1);
  }

  /** As a client on an SDK that does not find our file. */
  private static final class WithoutInterceptors extends DelegatingS3AsyncClient {
    WithoutInterceptors() {
      super(LocalClients.async().build());
    }

    @Override
    public CompletableFuture<HeadBucketResponse> headBucket(HeadBucketRequest request) {
      return CompletableFuture.completedFuture(HeadBucketResponse.builder().build());
    }
  }
}
