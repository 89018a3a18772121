// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import dev.cairn.StoredAddress;
import dev.cairn.instrument.StorageRequest;
import java.util.List;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.awscore.AwsExecutionAttribute;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;

/** A request of the AWS SDK 2.x to S3. Its fields are read by the names of S3's API. */
final class S3Request implements StorageRequest {
  private final String operation;
  private final String region;
  private String bucket;
  private String key;
  private String versionId;
  private String uploadId;
  private Long partNumber;
  private String copySource;
  private String sourceBucket;
  private String sourceKey;
  private StoredAddress address;
  private List<StoredAddress> addresses = List.of();

  /**
   * A request that is being executed.
   *
   * @param buckets of the names that requests give them
   */
  S3Request(SdkRequest request, ExecutionAttributes attributes, UnaryOperator<String> buckets) {
    this(
        request,
        attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME),
        attributes.getAttribute(AwsExecutionAttribute.AWS_REGION),
        buckets);
  }

  /** A request that is not made now, but allowed to somebody else. */
  S3Request(SdkRequest request, String operation, UnaryOperator<String> buckets) {
    this(request, operation, null, buckets);
  }

  private S3Request(
      SdkRequest request, String operation, Region home, UnaryOperator<String> buckets) {
    this.operation = operation;
    this.region = home == null ? null : home.id();
    for (SdkField<?> field : request.sdkFields()) {
      read(request, field);
    }
    bucket = buckets.apply(bucket);
    if (request instanceof DeleteObjectsRequest delete && delete.delete() != null) {
      addresses =
          delete.delete().objects().stream()
              .map(object -> StoredAddress.s3(bucket, object.key(), object.versionId()))
              .toList();
    } else if (isNamed(bucket) && isNamed(key)) {
      address = StoredAddress.s3(bucket, key, versionId);
    }
  }

  private void read(SdkRequest request, SdkField<?> field) {
    switch (field.memberName()) {
      case "Bucket", "DestinationBucket" -> bucket = text(request, field);
      case "Key", "DestinationKey" -> key = text(request, field);
      case "VersionId" -> versionId = text(request, field);
      case "UploadId" -> uploadId = text(request, field);
      case "PartNumber" ->
          partNumber = field.getValueOrDefault(request) instanceof Integer n ? n.longValue() : null;
      case "CopySource", "RenameSource" -> copySource = text(request, field);
      case "SourceBucket" -> sourceBucket = text(request, field);
      case "SourceKey" -> sourceKey = text(request, field);
      default -> {}
    }
  }

  private static String text(SdkRequest request, SdkField<?> field) {
    return field.getValueOrDefault(request) instanceof String text ? text : null;
  }

  private static boolean isNamed(String text) {
    return text != null && !text.isEmpty();
  }

  @Override
  public String operation() {
    return operation;
  }

  @Override
  public String container() {
    return bucket;
  }

  @Override
  public StoredAddress address() {
    return address;
  }

  @Override
  public List<StoredAddress> addresses() {
    return addresses;
  }

  @Override
  public String uploadId() {
    return uploadId;
  }

  @Override
  public Long partNumber() {
    return partNumber;
  }

  /** The SDK joins the source's parts before any other interceptor sees the request. */
  @Override
  public StoredAddress copySource() {
    if (copySource != null) {
      return CopySource.parse(copySource);
    }
    return isNamed(sourceBucket) && isNamed(sourceKey)
        ? StoredAddress.s3(sourceBucket, sourceKey)
        : null;
  }

  @Override
  public String region() {
    return region;
  }
}
