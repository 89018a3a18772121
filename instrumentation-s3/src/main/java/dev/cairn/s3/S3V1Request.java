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
import java.util.function.UnaryOperator;

/** A request of the AWS SDK 1.x to S3, whose classes share no type that names bucket and key. */
final class S3V1Request extends ObjectCall {
  /** A request that is being executed. */
  S3V1Request(Request<?> request, UnaryOperator<String> buckets) {
    super(
        request.getHandlerContext(HandlerContextKey.OPERATION_NAME),
        request.getHandlerContext(HandlerContextKey.SIGNING_REGION),
        buckets);
    AmazonWebServiceRequest original = request.getOriginalRequest();
    if (!readWhole(original) && !readUpload(original)) {
      readOther(original);
    }
  }

  /** A request that is not made now, but allowed to somebody else. */
  S3V1Request(
      GeneratePresignedUrlRequest request, String operation, UnaryOperator<String> buckets) {
    super(operation, null, buckets);
    at(request.getBucketName(), request.getKey(), request.getVersionId());
  }

  private boolean readWhole(AmazonWebServiceRequest request) {
    if (request instanceof AbstractPutObjectRequest put) {
      return found(put.getBucketName(), put.getKey(), null);
    } else if (request instanceof GetObjectRequest get) {
      return found(get.getBucketName(), get.getKey(), get.getVersionId());
    } else if (request instanceof GetObjectMetadataRequest head) {
      return found(head.getBucketName(), head.getKey(), head.getVersionId());
    } else if (request instanceof CopyObjectRequest copy) {
      from(object(copy.getSourceBucketName(), copy.getSourceKey()));
      return found(copy.getDestinationBucketName(), copy.getDestinationKey(), null);
    } else if (request instanceof DeleteObjectRequest delete) {
      return found(delete.getBucketName(), delete.getKey(), null);
    } else if (request instanceof DeleteVersionRequest delete) {
      return found(delete.getBucketName(), delete.getKey(), delete.getVersionId());
    } else if (request instanceof DeleteObjectsRequest delete) {
      at(delete.getBucketName(), null, null);
      atAll(
          delete.getKeys().stream()
              .map(o -> StoredAddress.s3(container(), o.getKey(), o.getVersion()))
              .toList());
      return true;
    }
    return false;
  }

  private boolean readUpload(AmazonWebServiceRequest request) {
    if (request instanceof InitiateMultipartUploadRequest initiate) {
      return found(initiate.getBucketName(), initiate.getKey(), null);
    } else if (request instanceof UploadPartRequest part) {
      ofUpload(part.getUploadId(), part.getPartNumber());
      return found(part.getBucketName(), part.getKey(), null);
    } else if (request instanceof CopyPartRequest part) {
      ofUpload(part.getUploadId(), part.getPartNumber());
      from(object(part.getSourceBucketName(), part.getSourceKey()));
      return found(part.getDestinationBucketName(), part.getDestinationKey(), null);
    } else if (request instanceof CompleteMultipartUploadRequest complete) {
      ofUpload(complete.getUploadId(), null);
      return found(complete.getBucketName(), complete.getKey(), null);
    } else if (request instanceof AbortMultipartUploadRequest abort) {
      ofUpload(abort.getUploadId(), null);
      return found(abort.getBucketName(), abort.getKey(), null);
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

  private boolean found(String bucketName, String objectKey, String version) {
    at(bucketName, objectKey, version);
    return true;
  }
}
