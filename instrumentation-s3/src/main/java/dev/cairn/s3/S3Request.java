// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import dev.cairn.StoredAddress;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.awscore.AwsExecutionAttribute;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;

/** A request of the AWS SDK 2.x to S3. Its fields are read by the names of S3's API. */
final class S3Request extends ObjectCall {
  /** A request that is being executed. */
  S3Request(SdkRequest request, ExecutionAttributes attributes, UnaryOperator<String> buckets) {
    super(
        attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME), region(attributes), buckets);
    new Fields(request).readInto(this);
  }

  /** A request that is not made now, but allowed to somebody else. */
  S3Request(SdkRequest request, String operation, UnaryOperator<String> buckets) {
    super(operation, null, buckets);
    new Fields(request).readInto(this);
  }

  private static String region(ExecutionAttributes attributes) {
    Region region = attributes.getAttribute(AwsExecutionAttribute.AWS_REGION);
    return region == null ? null : region.id();
  }

  /** The fields of a request that matter, found in one walk over all. */
  private static final class Fields {
    private final SdkRequest request;
    private String bucket;
    private String key;
    private String versionId;
    private String uploadId;
    private Integer partNumber;
    private String copySource;
    private String sourceBucket;
    private String sourceKey;

    Fields(SdkRequest request) {
      this.request = request;
      for (SdkField<?> field : request.sdkFields()) {
        read(field);
      }
    }

    private void read(SdkField<?> field) {
      switch (field.memberName()) {
        case "Bucket", "DestinationBucket" -> bucket = text(field);
        case "Key", "DestinationKey" -> key = text(field);
        case "VersionId" -> versionId = text(field);
        case "UploadId" -> uploadId = text(field);
        case "PartNumber" ->
            partNumber = field.getValueOrDefault(request) instanceof Integer part ? part : null;
        case "CopySource", "RenameSource" -> copySource = text(field);
        case "SourceBucket" -> sourceBucket = text(field);
        case "SourceKey" -> sourceKey = text(field);
        default -> {}
      }
    }

    private String text(SdkField<?> field) {
      return field.getValueOrDefault(request) instanceof String text ? text : null;
    }

    void readInto(S3Request call) {
      call.at(bucket, key, versionId);
      call.ofUpload(uploadId, partNumber);
      // The SDK joins the source's parts before any other interceptor sees the request.
      call.from(
          copySource == null ? object(sourceBucket, sourceKey) : CopySource.parse(copySource));
      if (request instanceof DeleteObjectsRequest delete && delete.delete() != null) {
        call.atAll(
            delete.delete().objects().stream()
                .map(o -> StoredAddress.s3(call.container(), o.key(), o.versionId()))
                .toList());
      }
    }
  }
}
