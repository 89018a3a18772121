// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.benchmarks;

import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.AmazonS3ClientBuilder;
import com.amazonaws.services.s3.model.AmazonS3Exception;
import com.amazonaws.services.s3.model.GetObjectRequest;
import com.amazonaws.services.s3.model.ObjectMetadata;
import com.amazonaws.services.s3.model.S3Object;
import dev.cairn.benchmarks.Row.Goal;
import dev.cairn.s3.CairnS3V1;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.util.List;

/** S3, AWS SDK 1.x. */
final class S3V1 {
  private static final Goal PLAIN = new Goal(80, 35);

  private S3V1() {}

  static List<Row> rows() {
    return List.of(
        row("PutObject", S3V1::put)
            .with(Variant.CAIRN, 75, 55)
            .with(Variant.CAIRN_UNSAMPLED)
            .with(Variant.CAIRN_PLAIN, PLAIN)
            .with(Variant.CAIRN_NO_ORIGIN, PLAIN),
        row("GetObject", S3V1::get)
            .with(Variant.CAIRN, 60, 45)
            .with(Variant.CAIRN_PLAIN, PLAIN)
            .with(Variant.CAIRN_PLAIN_UNSAMPLED),
        row("GetObject no such key", S3V1::getNothing).with(Variant.CAIRN_PLAIN));
  }

  private static Row row(String operation, Row.Calls calls) {
    return new Row("v1", operation, calls);
  }

  private static Call put(Variant variant, Telemetry telemetry) {
    AmazonS3 client = client(variant, telemetry, S3Answers.put());
    return () -> {
      ObjectMetadata metadata = new ObjectMetadata();
      metadata.setContentType("image/png");
      metadata.setContentLength(S3Answers.CONTENT.length);
      if (variant == Variant.BYTES) {
        metadata.addUserMetadata("cairn", Telemetry.stamp(0));
      }
      return client.putObject(
          Photo.BUCKET, Photo.KEY, new ByteArrayInputStream(S3Answers.CONTENT), metadata);
    };
  }

  private static Call get(Variant variant, Telemetry telemetry) {
    AmazonS3 client = client(variant, telemetry, S3Answers.get(variant.carriesStamps()));
    return () -> {
      try (S3Object object = client.getObject(new GetObjectRequest(Photo.BUCKET, Photo.KEY))) {
        object.getObjectContent().transferTo(OutputStream.nullOutputStream());
        return object.getObjectMetadata().getUserMetadata();
      }
    };
  }

  private static Call getNothing(Variant variant, Telemetry telemetry) {
    AmazonS3 client = client(variant, telemetry, S3Answers.noSuchKey());
    return () -> {
      try {
        throw new IllegalStateException(
            "did not fail: " + client.getObject(new GetObjectRequest(Photo.BUCKET, Photo.KEY)));
      } catch (AmazonS3Exception expected) {
        return expected;
      }
    };
  }

  private static AmazonS3 client(Variant variant, Telemetry telemetry, Answer answer) {
    AmazonS3ClientBuilder builder =
        ClientsV1.set(AmazonS3ClientBuilder.standard(), variant, telemetry, answer);
    return variant.isCairn()
        ? CairnS3V1.create(telemetry.cairn(variant)).build(builder)
        : builder.build();
  }
}
