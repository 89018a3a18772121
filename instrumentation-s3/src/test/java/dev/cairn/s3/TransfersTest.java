// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cairn.Cairn;
import dev.cairn.CairnAttributes;
import dev.cairn.Origin;
import dev.cairn.Stamp;
import dev.cairn.StampMode;
import dev.cairn.UserMode;
import dev.cairn.contract.Telemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.transfer.s3.S3TransferManager;
import software.amazon.awssdk.transfer.s3.model.CopyRequest;
import software.amazon.awssdk.transfer.s3.model.FileUpload;
import software.amazon.awssdk.transfer.s3.model.ResumableFileUpload;

/** What transfer managers of AWS SDK 2.x do beyond the contract: files, directories, pauses. */
class TransfersTest {
  private static final byte[] CONTENT = new byte[(20 << 20) + 1];

  /** Of 5 MiB each, as {@link LocalClients} has it. */
  private static final int PARTS = 5;

  @RegisterExtension final Telemetry telemetry = new Telemetry();

  @TempDir private Path directory;
  private String bucket;
  private Cairn cairn;

  /** The clients of which the transfer manager makes more than single requests. */
  enum Route {
    MULTIPART {
      @Override
      S3AsyncClient build(CairnS3 decorator) {
        return decorator.build(withoutChecksums());
      }
    },
    CRT {
      @Override
      S3AsyncClient build(CairnS3 decorator) {
        return decorator.build(LocalClients.crt());
      }
    },
    UNDECORATED {
      @Override
      S3AsyncClient build(CairnS3 decorator) {
        return withoutChecksums().build();
      }
    };

    abstract S3AsyncClient build(CairnS3 decorator);

    /** S3Mock wants the checksums of parts back, and does not list them to who resumes. */
    private static S3AsyncClientBuilder withoutChecksums() {
      return LocalClients.multipart()
          .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED);
    }
  }

  @BeforeEach
  void open() {
    bucket = LocalS3.INSTANCE.newBucket();
    cairn =
        Cairn.builder(telemetry.openTelemetry())
            .stamp("s3://*", StampMode.FULL)
            .stampUser(UserMode.PLAIN)
            .build();
  }

  @AfterEach
  void heal() {
    LocalS3.INSTANCE.heal();
  }

  private <T> T as(String user, Supplier<T> call) {
    Span entry = telemetry.openTelemetry().getTracer("test").spanBuilder(user).startSpan();
    Origin origin = Origin.begin("POST /files", "files", entry).withUser(user, "acme");
    try (Scope spanScope = entry.makeCurrent();
        Scope originScope = origin.makeCurrent()) {
      return call.get();
    } finally {
      entry.end();
    }
  }

  private Stamp stored(String key) {
    try (S3Client bare = LocalClients.s3().build()) {
      return Stamp.parse(bare.headObject(b -> b.bucket(bucket).key(key)).metadata().get("cairn"));
    }
  }

  private String traceOf(String user) {
    return telemetry.span(user).getTraceId();
  }

  @ParameterizedTest
  @EnumSource
  void upload_isPaused_andResumedByAnother(Route route) throws IOException {
    Path file = Files.write(directory.resolve("film"), CONTENT);
    LocalS3.INSTANCE.stall("UploadPart");
    try (S3AsyncClient s3 = route.build(CairnS3.create(cairn));
        S3TransferManager transfers =
            CairnS3TransferManager.create(cairn).build(S3TransferManager.builder(), s3)) {
      FileUpload upload =
          as(
              "ada",
              () ->
                  transfers.uploadFile(
                      b -> b.source(file).putObjectRequest(p -> p.bucket(bucket).key("film"))));
      // while parts still begin, a pause now and then loses the upload, decorated or bare
      telemetry.awaitThat(() -> LocalS3.INSTANCE.received("UploadPart") == PARTS);
      ResumableFileUpload paused =
          ResumableFileUpload.fromString(upload.pause().serializeToString());
      LocalS3.INSTANCE.heal();
      as("bob", () -> transfers.resumeUploadFile(paused).completionFuture().join());
    }

    assertThat(stored("film").user()).as("who began the upload").isEqualTo("ada");
    SpanData record =
        telemetry.spans(route == Route.CRT ? "S3.PutObject" : "S3.CompleteMultipartUpload").stream()
            .filter(span -> span.getTraceId().equals(traceOf("bob")))
            .findFirst()
            .orElseThrow();
    assertThat(record.getAttributes().get(CairnAttributes.OUTCOME)).isEqualTo("applied");
    assertThat(record.getAttributes().get(CairnAttributes.USER_ID)).isEqualTo("bob");
  }

  @ParameterizedTest
  @EnumSource
  void directory_isUploadedFileByFile_inTheCallersTrace(Route route) throws IOException {
    Files.writeString(directory.resolve("cat"), "meow");
    Files.writeString(directory.resolve("dog"), "woof");
    try (S3AsyncClient s3 = route.build(CairnS3.create(cairn));
        S3TransferManager transfers =
            CairnS3TransferManager.create(cairn).build(S3TransferManager.builder(), s3)) {
      as(
          "ada",
          () ->
              transfers
                  .uploadDirectory(b -> b.bucket(bucket).source(directory))
                  .completionFuture()
                  .join());
      as(
          "bob",
          () ->
              transfers
                  .downloadDirectory(b -> b.bucket(bucket).destination(directory.resolve("to")))
                  .completionFuture()
                  .join());
    }

    assertThat(stored("cat").user()).isEqualTo("ada");
    assertThat(stored("dog").user()).isEqualTo("ada");
    assertThat(telemetry.spans("S3.PutObject"))
        .hasSize(2)
        .allSatisfy(span -> assertThat(span.getTraceId()).isEqualTo(traceOf("ada")));
    assertThat(telemetry.spans("S3.GetObject"))
        .hasSize(2)
        .allSatisfy(span -> assertThat(span.getTraceId()).isEqualTo(traceOf("bob")))
        .allSatisfy(span -> assertThat(span.getLinks()).hasSize(1));
    assertThat(directory.resolve("to/dog")).hasContent("woof");
  }

  @Test
  void nonsense_isRefusedAsWithoutCairn() {
    CopyRequest none = null;
    try (S3AsyncClient s3 = LocalClients.multipart().build();
        S3TransferManager bare = S3TransferManager.builder().s3Client(s3).build();
        S3TransferManager transfers =
            CairnS3TransferManager.create(cairn).build(S3TransferManager.builder(), s3)) {
      Throwable expected = catchThrowable(() -> bare.copy(none));

      assertThat(catchThrowable(() -> transfers.copy(none)))
          .hasSameClassAs(expected)
          .hasMessage(expected.getMessage());
    }
  }

  @Test
  void transferManager_isAnObjectLikeAnyOther() {
    try (S3AsyncClient s3 = LocalClients.multipart().build();
        S3TransferManager transfers =
            CairnS3TransferManager.create(cairn).build(S3TransferManager.builder(), s3)) {
      assertThat(transfers).isEqualTo(transfers).hasToString(transfers.toString());
      assertThat(transfers.hashCode()).isEqualTo(transfers.hashCode());
    }
  }
}
