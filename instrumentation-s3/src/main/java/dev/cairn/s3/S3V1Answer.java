// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import com.amazonaws.AmazonServiceException;
import com.amazonaws.AmazonWebServiceRequest;
import com.amazonaws.Request;
import com.amazonaws.Response;
import com.amazonaws.http.HttpResponse;
import com.amazonaws.services.s3.internal.DeleteObjectsResponse;
import com.amazonaws.services.s3.model.AmazonS3Exception;
import com.amazonaws.services.s3.model.CompleteMultipartUploadResult;
import com.amazonaws.services.s3.model.DeleteObjectsRequest;
import com.amazonaws.services.s3.model.DeleteObjectsRequest.KeyVersion;
import com.amazonaws.services.s3.model.InitiateMultipartUploadResult;
import com.amazonaws.services.s3.model.ObjectMetadata;
import com.amazonaws.services.s3.model.S3Object;
import com.amazonaws.services.s3.model.transform.XmlResponsesSaxParser.CompleteMultipartUploadHandler;
import com.amazonaws.services.s3.model.transform.XmlResponsesSaxParser.CopyObjectResultHandler;
import dev.cairn.instrument.BodyLength;
import dev.cairn.instrument.StorageAnswer;
import java.util.List;
import java.util.Map;

/** How a call of the AWS SDK 1.x to S3 ended. */
final class S3V1Answer implements StorageAnswer {
  private final HttpResponse http;
  private final Map<String, String> sent;
  private final AmazonWebServiceRequest request;
  private final Object result;
  private final Exception error;
  private DeleteErrors deleteErrors;

  S3V1Answer(Request<?> request, Response<?> response, Exception error) {
    this.http = response == null ? null : response.getHttpResponse();
    this.sent = request.getHeaders();
    this.request = request.getOriginalRequest();
    this.result = response == null ? null : response.getAwsResponse();
    this.error = error == null ? errorIn(result) : error;
  }

  /** Two operations answer 200 before they know how they will end. */
  private static Exception errorIn(Object result) {
    if (result instanceof CompleteMultipartUploadHandler complete) {
      return complete.getAmazonS3Exception();
    }
    if (result instanceof CopyObjectResultHandler copy && copy.getErrorCode() != null) {
      AmazonS3Exception failed = new AmazonS3Exception(copy.getErrorMessage());
      failed.setErrorCode(copy.getErrorCode());
      return failed;
    }
    return null;
  }

  /** Returns the HTTP status of an attempt, or 0 where it was not answered. */
  static int status(Response<?> response, Throwable error) {
    if (error instanceof AmazonServiceException service) {
      return service.getStatusCode();
    }
    HttpResponse http = response == null ? null : response.getHttpResponse();
    return http == null ? 0 : http.getStatusCode();
  }

  @Override
  public Throwable error() {
    return error;
  }

  @Override
  public int status() {
    return http != null
        ? http.getStatusCode()
        : error instanceof AmazonServiceException service ? service.getStatusCode() : 0;
  }

  @Override
  public String errorCode() {
    return error instanceof AmazonServiceException service ? service.getErrorCode() : null;
  }

  @Override
  public String requestId() {
    return error instanceof AmazonServiceException service
        ? service.getRequestId()
        : header("x-amz-request-id");
  }

  @Override
  public String extendedRequestId() {
    return header("x-amz-id-2");
  }

  @Override
  public String eTag() {
    if (result instanceof CompleteMultipartUploadHandler complete) {
      CompleteMultipartUploadResult completed = complete.getCompleteMultipartUploadResult();
      return completed == null ? null : completed.getETag();
    } else if (result instanceof CopyObjectResultHandler copy) {
      return copy.getETag();
    } else if (result instanceof S3Object object) {
      return object.getObjectMetadata().getETag();
    }
    return result instanceof ObjectMetadata metadata ? metadata.getETag() : null;
  }

  @Override
  public String versionId() {
    return header("x-amz-version-id");
  }

  @Override
  public String uploadId() {
    return result instanceof InitiateMultipartUploadResult begun ? begun.getUploadId() : null;
  }

  @Override
  public long bytesSent() {
    return BodyLength.sent(sent::get);
  }

  @Override
  public long bytesReceived() {
    return BodyLength.of(this::header);
  }

  @Override
  public String errorCode(int item) {
    if (!(request instanceof DeleteObjectsRequest delete)) {
      return null;
    }
    if (deleteErrors == null) {
      deleteErrors = new DeleteErrors();
      ((DeleteObjectsResponse) result)
          .getErrors()
          .forEach(e -> deleteErrors.add(e.getKey(), e.getVersionId(), e.getCode()));
    }
    KeyVersion object = delete.getKeys().get(item);
    return deleteErrors.codeOf(object.getKey(), object.getVersion());
  }

  private String header(String name) {
    List<String> values = http == null ? null : http.getHeaderValues(name);
    return values == null || values.isEmpty() ? null : values.get(0);
  }
}
