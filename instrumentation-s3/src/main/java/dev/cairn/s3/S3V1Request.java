// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import com.amazonaws.AmazonWebServiceRequest;
import com.amazonaws.Request;
import com.amazonaws.handlers.HandlerContextKey;
import com.amazonaws.services.s3.model.AbortMultipartUploadRequest;
import com.amazonaws.services.s3.model.AbstractPutObjectRequest;
import com.amazonaws.services.s3.model.CompleteMultipartUploadRequest;
import com.amazonaws.services.s3.model.CopyObjectRequest;
import com.amazonaws.services.s3.model.CopyPartRequest;
import com.amazonaws.services.s3.model.DeleteObjectRequest;
import com.amazonaws.services.s3.model.DeleteObjectTaggingRequest;
import com.amazonaws.services.s3.model.DeleteObjectsRequest;
import com.amazonaws.services.s3.model.DeleteVersionRequest;
import com.amazonaws.services.s3.model.GeneratePresignedUrlRequest;
import com.amazonaws.services.s3.model.GetObjectMetadataRequest;
import com.amazonaws.services.s3.model.GetObjectRequest;
import com.amazonaws.services.s3.model.GetObjectTaggingRequest;
import com.amazonaws.services.s3.model.InitiateMultipartUploadRequest;
import com.amazonaws.services.s3.model.ListObjectsRequest;
import com.amazonaws.services.s3.model.ListObjectsV2Request;
import com.amazonaws.services.s3.model.RestoreObjectRequest;
import com.amazonaws.services.s3.model.SetObjectTaggingRequest;
import com.amazonaws.services.s3.model.UploadPartRequest;
import dev.cairn.StoredAddress;
import dev.cairn.instrument.StorageRequest;
import java.util.List;
import java.util.function.UnaryOperator;

/** A request of the AWS SDK 1.x to S3, whose classes share no type that names bucket and key. */
final class S3V1Request implements StorageRequest {
  private final UnaryOperator<String> buckets;
  private final String operation;
  private final String region;
  private String bucket;
  private String key;
  private String versionId;
  private String uploadId;
  private Long partNumber;
  private StoredAddress copySource;
  private List<StoredAddress> addresses = List.of();

  /**
   * A request that is being executed.
   *
   * @param buckets of the names that requests give them
   */
  S3V1Request(Request<?> request, UnaryOperator<String> buckets) {
    this.buckets = buckets;
    operation = request.getHandlerContext(HandlerContextKey.OPERATION_NAME);
    region = request.getHandlerContext(HandlerContextKey.SIGNING_REGION);
    AmazonWebServiceRequest original = request.getOriginalRequest();
    if (!readWhole(original) && !readUpload(original)) {
      readOther(original);
    }
  }

  /** A request that is not made now, but allowed to somebody else. */
  S3V1Request(
      GeneratePresignedUrlRequest request, String operation, UnaryOperator<String> buckets) {
    this.buckets = buckets;
    this.operation = operation;
    this.region = null;
    at(request.getBucketName(), request.getKey(), request.getVersionId());
  }

  private boolean readWhole(AmazonWebServiceRequest request) {
    if (request instanceof AbstractPutObjectRequest put) {
      return at(put.getBucketName(), put.getKey(), null);
    } else if (request instanceof GetObjectRequest get) {
      return at(get.getBucketName(), get.getKey(), get.getVersionId());
    } else if (request instanceof GetObjectMetadataRequest head) {
      return at(head.getBucketName(), head.getKey(), head.getVersionId());
    } else if (request instanceof CopyObjectRequest copy) {
      copySource = source(copy.getSourceBucketName(), copy.getSourceKey());
      return at(copy.getDestinationBucketName(), copy.getDestinationKey(), null);
    } else if (request instanceof DeleteObjectRequest delete) {
      return at(delete.getBucketName(), delete.getKey(), null);
    } else if (request instanceof DeleteVersionRequest delete) {
      return at(delete.getBucketName(), delete.getKey(), delete.getVersionId());
    } else if (request instanceof DeleteObjectsRequest delete) {
      at(delete.getBucketName(), null, null);
      addresses =
          delete.getKeys().stream()
              .map(object -> StoredAddress.s3(bucket, object.getKey(), object.getVersion()))
              .toList();
      return true;
    }
    return false;
  }

  private boolean readUpload(AmazonWebServiceRequest request) {
    if (request instanceof InitiateMultipartUploadRequest initiate) {
      return at(initiate.getBucketName(), initiate.getKey(), null);
    } else if (request instanceof UploadPartRequest part) {
      uploadId = part.getUploadId();
      partNumber = (long) part.getPartNumber();
      return at(part.getBucketName(), part.getKey(), null);
    } else if (request instanceof CopyPartRequest part) {
      uploadId = part.getUploadId();
      partNumber = (long) part.getPartNumber();
      copySource = source(part.getSourceBucketName(), part.getSourceKey());
      return at(part.getDestinationBucketName(), part.getDestinationKey(), null);
    } else if (request instanceof CompleteMultipartUploadRequest complete) {
      uploadId = complete.getUploadId();
      return at(complete.getBucketName(), complete.getKey(), null);
    } else if (request instanceof AbortMultipartUploadRequest abort) {
      uploadId = abort.getUploadId();
      return at(abort.getBucketName(), abort.getKey(), null);
    }
    return false;
  }

  private void readOther(AmazonWebServiceRequest request) {
    if (request instanceof SetObjectTaggingRequest tag) {
      at(tag.getBucketName(), tag.getKey(), tag.getVersionId());
    } else if (request instanceof GetObjectTaggingRequest tag) {
      at(tag.getBucketName(), tag.getKey(), tag.getVersionId());
    } else if (request instanceof DeleteObjectTaggingRequest tag) {
      at(tag.getBucketName(), tag.getKey(), tag.getVersionId());
    } else if (request instanceof RestoreObjectRequest restore) {
      at(restore.getBucketName(), restore.getKey(), restore.getVersionId());
    } else if (request instanceof ListObjectsV2Request list) {
      at(list.getBucketName(), null, null);
    } else if (request instanceof ListObjectsRequest list) {
      at(list.getBucketName(), null, null);
    }
  }

  private boolean at(String bucketName, String objectKey, String version) {
    bucket = buckets.apply(bucketName);
    key = objectKey;
    versionId = version;
    return true;
  }

  private static StoredAddress source(String bucketName, String objectKey) {
    return bucketName == null || objectKey == null || objectKey.isEmpty()
        ? null
        : StoredAddress.s3(bucketName, objectKey);
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
    return bucket == null || key == null || key.isEmpty()
        ? null
        : StoredAddress.s3(bucket, key, versionId);
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

  @Override
  public StoredAddress copySource() {
    return copySource;
  }

  @Override
  public String region() {
    return region;
  }
}
