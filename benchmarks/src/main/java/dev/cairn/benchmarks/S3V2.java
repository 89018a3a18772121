// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.benchmarks;

import dev.cairn.benchmarks.Row.Goal;
import dev.cairn.s3.CairnS3;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;
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
            .with(Variant.CAIRN_PLAIN, PLAIN)
            .with(Variant.CAIRN_NO_ORIGIN, PLAIN),
        row("GetObject", S3V2::get)
            .with(Variant.CAIRN, 45, 25)
            .with(Variant.CAIRN_PLAIN, PLAIN)
            .with(Variant.CAIRN_PLAIN_UNSAMPLED, UNSAMPLED),
        row("GetObject no such key", S3V2::getNothing).with(Variant.CAIRN_PLAIN));
  }

  static List<Row> asyncRows() {
    return List.of(
        new Row("async", "PutObject", S3V2::putAsync).with(Variant.CAIRN).with(Variant.CAIRN_PLAIN),
        new Row("async", "GetObject", S3V2::getAsync)
            .with(Variant.CAIRN)
            .with(Variant.CAIRN_PLAIN));
  }

  private static Row row(String operation, Row.Calls calls) {
    return new Row("v2", operation, calls);
  }

  private static Call put(Variant variant, Telemetry telemetry) {
    S3Client client = client(variant, telemetry, S3Answers.put());
    PutObjectRequest request = putRequest(variant);
    RequestBody body = RequestBody.fromBytes(S3Answers.CONTENT);
    return () -> client.putObject(request, body);
  }

  /** With a body for each call: one for all of them would remember every call it was of. */
  private static Call putAsync(Variant variant, Telemetry telemetry) throws Exception {
    CannedAsyncHttpClient http = telemetry.async(S3Answers.put());
    S3AsyncClient client = client(variant, telemetry, http);
    PutObjectRequest request = putRequest(variant);
    return new AsyncCall(
        http, () -> client.putObject(request, AsyncRequestBody.fromBytes(S3Answers.CONTENT)));
  }

  private static PutObjectRequest putRequest(Variant variant) {
    return PutObjectRequest.builder()
        .bucket(Photo.BUCKET)
        .key(Photo.KEY)
        .contentType("image/png")
        .metadata(variant == Variant.BYTES ? Map.of("cairn", Telemetry.stamp(0)) : Map.of())
        .build();
  }

  private static Call get(Variant variant, Telemetry telemetry) {
    return get(client(variant, telemetry, S3Answers.get(variant.carriesStamps())));
  }

  private static Call getNothing(Variant variant, Telemetry telemetry) {
    Call get = get(client(variant, telemetry, S3Answers.noSuchKey()));
    return () -> DynamoDbV2.failed(get);
  }

  private static Call get(S3Client client) {
    GetObjectRequest request = getRequest();
    ResponseTransformer<GetObjectResponse, ResponseBytes<GetObjectResponse>> toBytes =
        ResponseTransformer.toBytes();
    return () -> client.getObject(request, toBytes);
  }

  private static Call getAsync(Variant variant, Telemetry telemetry) throws Exception {
    CannedAsyncHttpClient http = telemetry.async(S3Answers.get(variant.carriesStamps()));
    S3AsyncClient client = client(variant, telemetry, http);
    GetObjectRequest request = getRequest();
    return new AsyncCall(http, () -> client.getObject(request, AsyncResponseTransformer.toBytes()));
  }

  private static GetObjectRequest getRequest() {
    return GetObjectRequest.builder().bucket(Photo.BUCKET).key(Photo.KEY).build();
  }

  private static S3Client client(Variant variant, Telemetry telemetry, Answer answer) {
    S3ClientBuilder builder =
        ClientsV2.set(S3Client.builder(), variant, telemetry)
            .httpClient(new CannedHttpClient(answer, telemetry.wire()));
    return variant.isCairn()
        ? CairnS3.create(telemetry.cairn(variant)).build(builder)
        : builder.build();
  }

  private static S3AsyncClient client(
      Variant variant, Telemetry telemetry, CannedAsyncHttpClient http) {
    S3AsyncClientBuilder builder =
        ClientsV2.set(S3AsyncClient.builder(), variant, telemetry)
            .httpClient(http)
            .asyncConfiguration(ClientsV2.completingInPlace());
    return variant.isCairn()
        ? CairnS3.create(telemetry.cairn(variant)).build(builder)
        : builder.build();
  }
}
