// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import com.amazonaws.AmazonWebServiceRequest;
import com.amazonaws.Request;
import com.amazonaws.handlers.HandlerContextKey;
import com.amazonaws.services.s3.model.AbstractPutObjectRequest;
import com.amazonaws.services.s3.model.CompleteMultipartUploadRequest;
import com.amazonaws.services.s3.model.CopyObjectRequest;
import com.amazonaws.services.s3.model.DeleteObjectRequest;
import com.amazonaws.services.s3.model.GetObjectMetadataRequest;
import com.amazonaws.services.s3.model.GetObjectRequest;
import com.amazonaws.services.s3.model.InitiateMultipartUploadRequest;
import com.amazonaws.services.s3.model.UploadPartRequest;
import dev.cairn.StoredAddress;
import dev.cairn.instrument.StorageRequest;

/** A request of the AWS SDK 1.x to S3, whose classes share no type that names bucket and key. */
final class S3V1Request implements StorageRequest {
  private final String operation;
  private final String region;
  private String bucket;
  private String key;
  private String versionId;
  private StoredAddress copySource;

  S3V1Request(Request<?> request) {
    operation = request.getHandlerContext(HandlerContextKey.OPERATION_NAME);
    region = request.getHandlerContext(HandlerContextKey.SIGNING_REGION);
    read(request.getOriginalRequest());
  }

  private void read(AmazonWebServiceRequest request) {
    if (request instanceof AbstractPutObjectRequest put) {
      at(put.getBucketName(), put.getKey());
    } else if (request instanceof GetObjectRequest get) {
      at(get.getBucketName(), get.getKey());
      versionId = get.getVersionId();
    } else if (request instanceof GetObjectMetadataRequest head) {
      at(head.getBucketName(), head.getKey());
      versionId = head.getVersionId();
    } else if (request instanceof CopyObjectRequest copy) {
      at(copy.getDestinationBucketName(), copy.getDestinationKey());
      copySource = StoredAddress.s3(copy.getSourceBucketName(), copy.getSourceKey());
    } else if (request instanceof DeleteObjectRequest delete) {
      at(delete.getBucketName(), delete.getKey());
    } else if (request instanceof InitiateMultipartUploadRequest initiate) {
      at(initiate.getBucketName(), initiate.getKey());
    } else if (request instanceof UploadPartRequest part) {
      at(part.getBucketName(), part.getKey());
    } else if (request instanceof CompleteMultipartUploadRequest complete) {
      at(complete.getBucketName(), complete.getKey());
    }
  }

  private void at(String bucketName, String objectKey) {
    bucket = bucketName;
    key = objectKey;
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
  public StoredAddress copySource() {
    return copySource;
  }

  @Override
  public String region() {
    return region;
  }
}
