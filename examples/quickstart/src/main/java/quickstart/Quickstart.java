// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package quickstart;

import dev.cairn.Cairn;
import dev.cairn.StampMode;
import dev.cairn.UserMode;
import dev.cairn.s3.CairnS3;
import dev.cairn.sdk.OriginSpanProcessor;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Stores an object on behalf of a job: {@code Quickstart <bucket> <key>}. */
public final class Quickstart {
  public static void main(String[] arguments) {
    // tag::wiring
    SdkTracerProvider tracing =
        SdkTracerProvider.builder().addSpanProcessor(OriginSpanProcessor.create()).build();
    Cairn cairn =
        Cairn.builder(OpenTelemetrySdk.builder().setTracerProvider(tracing).build())
            .stamp("s3://*", StampMode.FULL).stampUser(UserMode.PLAIN) // readers of the bucket read both
            .build();
    S3Client s3 = CairnS3.create(cairn).build(S3Client.builder().forcePathStyle(true));
    // end::wiring
    cairn.job(
        "nightly-report",
        () ->
            s3.putObject(
                b -> b.bucket(arguments[0]).key(arguments[1]), RequestBody.fromString("42\n")));
    s3.close();
  }
}
