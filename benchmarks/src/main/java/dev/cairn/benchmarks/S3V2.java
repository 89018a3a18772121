// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.benchmarks;

import dev.cairn.benchmarks.Row.Goal;
import dev.cairn.s3.CairnS3;
import io.opentelemetry.instrumentation.awssdk.v2_2.AwsSdkTelemetry;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** S3, AWS SDK 2.x. */
final class S3V2 {
  private static final Goal PLAIN = new Goal(35, 20);
  private static final Goal UNSAMPLED = new Goal(30, 15);

  private S3V2() {}

  static List<Row> rows() {
    return List.of(
        row("PutObject", S3V2::put)
            .with(Variant.CAIRN, 35, 35)
            .with(Variant.CAIRN_UNSAMPLED)
            .with(Variant.CAIRN_PLAIN, PLAIN),
        row("GetObject", S3V2::get)
            .with(Variant.CAIRN, 45, 25)
            .with(Variant.CAIRN_PLAIN, PLAIN)
            .with(Variant.CAIRN_PLAIN_UNSAMPLED, UNSAMPLED),
        row("GetObject no such key", S3V2::getNothing).with(Variant.CAIRN_PLAIN));
  }

  private static Row row(String operation, Row.Calls calls) {
    return new Row("v2", operation, calls);
  }

  private static Call put(Variant variant, Telemetry telemetry) {
    S3Client client = client(variant, telemetry, S3Answers.put());
    PutObjectRequest request =
        PutObjectRequest.builder()
            .bucket(Photo.BUCKET)
            .key(Photo.KEY)
            .contentType("image/png")
            .metadata(variant == Variant.BYTES ? Map.of("cairn", Telemetry.stamp(0)) : Map.of())
            .build();
    RequestBody body = RequestBody.fromBytes(S3Answers.CONTENT);
    return () -> client.putObject(request, body);
  }

  private static Call get(Variant variant, Telemetry telemetry) {
    S3Client client = client(variant, telemetry, S3Answers.get(variant.carriesStamps()));
    return get(client);
  }

  private static Call getNothing(Variant variant, Telemetry telemetry) {
    Call get = get(client(variant, telemetry, S3Answers.noSuchKey()));
    return () -> DynamoDbV2.failed(get);
  }

  private static Call get(S3Client client) {
    GetObjectRequest request =
        GetObjectRequest.builder().bucket(Photo.BUCKET).key(Photo.KEY).build();
    ResponseTransformer<GetObjectResponse, ResponseBytes<GetObjectResponse>> toBytes =
        ResponseTransformer.toBytes();
    return () -> client.getObject(request, toBytes);
  }

  private static S3Client client(Variant variant, Telemetry telemetry, Answer answer) {
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClient(new CannedHttpClient(answer, telemetry.wire()))
            .region(Region.EU_WEST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")));
    if (variant.isCairn()) {
      return CairnS3.create(telemetry.cairn(variant)).build(builder);
    }
    if (variant.isOpenTelemetry()) {
      builder.overrideConfiguration(
          c ->
              c.addExecutionInterceptor(
                  AwsSdkTelemetry.create(telemetry.openTelemetry()).createExecutionInterceptor()));
    }
    return builder.build();
  }
}
