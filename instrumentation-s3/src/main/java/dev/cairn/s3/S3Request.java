// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import dev.cairn.StoredAddress;
import dev.cairn.instrument.StorageRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.awscore.AwsExecutionAttribute;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.regions.Region;

/** A request of the AWS SDK 2.x to S3. Its fields are read by the names of S3's API. */
final class S3Request implements StorageRequest {
  private final SdkRequest request;
  private final String operation;
  private final String region;
  private final String bucket;
  private final StoredAddress address;

  S3Request(SdkRequest request, ExecutionAttributes attributes) {
    this.request = request;
    this.operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    Region region = attributes.getAttribute(AwsExecutionAttribute.AWS_REGION);
    this.region = region == null ? null : region.id();
    String destination = field("DestinationBucket");
    this.bucket = destination == null ? field("Bucket") : destination;
    String key = destination == null ? field("Key") : field("DestinationKey");
    this.address =
        bucket == null || bucket.isEmpty() || key == null || key.isEmpty()
            ? null
            : StoredAddress.s3(bucket, key, field("VersionId"));
  }

  private String field(String name) {
    return request.getValueForField(name, Object.class).map(Object::toString).orElse(null);
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

  /** The SDK joins the source's parts before any other interceptor sees the request. */
  @Override
  public StoredAddress copySource() {
    String source = field("CopySource");
    if (source == null) {
      String sourceBucket = field("SourceBucket");
      return sourceBucket == null ? null : StoredAddress.s3(sourceBucket, field("SourceKey"));
    }
    int version = source.indexOf('?');
    String path = version < 0 ? source : source.substring(0, version);
    path = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    int start = path.startsWith("/") ? 1 : 0;
    int slash = path.indexOf('/', start);
    return slash < 0
        ? null
        : StoredAddress.s3(path.substring(start, slash), path.substring(slash + 1));
  }

  @Override
  public String region() {
    return region;
  }
}
