// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import dev.cairn.StoredAddress;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.awscore.AwsExecutionAttribute;
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
    read(request);
  }

  /** A request that is not made now, but allowed to somebody else. */
  S3Request(SdkRequest request, String operation, UnaryOperator<String> buckets) {
    super(operation, null, buckets);
    read(request);
  }

  private static String region(ExecutionAttributes attributes) {
    Region region = attributes.getAttribute(AwsExecutionAttribute.AWS_REGION);
    return region == null ? null : region.id();
  }

  private void read(SdkRequest request) {
    at(
        text(request, "Bucket", "DestinationBucket"),
        text(request, "Key", "DestinationKey"),
        text(request, "VersionId", null));
    ofUpload(text(request, "UploadId", null), field(request, "PartNumber", Integer.class));
    String source = text(request, "CopySource", "RenameSource");
    // The SDK joins the source's parts before any other interceptor sees the request.
    from(
        source == null
            ? object(text(request, "SourceBucket", null), text(request, "SourceKey", null))
            : CopySource.parse(source));
    if (request instanceof DeleteObjectsRequest delete && delete.delete() != null) {
      atAll(
          delete.delete().objects().stream()
              .map(o -> StoredAddress.s3(container(), o.key(), o.versionId()))
              .toList());
    }
  }

  /** Returns a field, or where the request has none of that name the other; null for neither. */
  private static String text(SdkRequest request, String name, String otherName) {
    String text = field(request, name, String.class);
    return text != null || otherName == null ? text : field(request, otherName, String.class);
  }

  private static <T> T field(SdkRequest request, String name, Class<T> type) {
    Object value = request.getValueForField(name, Object.class).orElse(null);
    return type.isInstance(value) ? type.cast(value) : null;
  }
}
