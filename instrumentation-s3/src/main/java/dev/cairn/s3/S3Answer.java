// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import dev.cairn.instrument.BodyLength;
import dev.cairn.instrument.StorageAnswer;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context.AfterExecution;
import software.amazon.awssdk.core.interceptor.Context.FailedExecution;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/** How a call of the AWS SDK 2.x to S3 ended. */
final class S3Answer implements StorageAnswer {
  private final SdkRequest request;
  private final SdkResponse response;
  private final SdkHttpRequest sent;
  private final SdkHttpResponse http;
  private final Throwable error;

  private DeleteErrors deleteErrors;

  /** A success. The SDK attaches the HTTP response to its own only after the last hook. */
  S3Answer(AfterExecution success) {
    request = success.request();
    response = success.response();
    sent = success.httpRequest();
    http = success.httpResponse();
    error = null;
  }

  S3Answer(FailedExecution failure) {
    request = null;
    response = null;
    sent = failure.httpRequest().orElse(null);
    http = failure.httpResponse().orElse(null);
    error = failure.exception();
  }

  @Override
  public Throwable error() {
    return error;
  }

  @Override
  public int status() {
    if (http != null) {
      return http.statusCode();
    }
    return error instanceof AwsServiceException service ? service.statusCode() : 0;
  }

  @Override
  public String errorCode() {
    return error instanceof AwsServiceException service && service.awsErrorDetails() != null
        ? service.awsErrorDetails().errorCode()
        : null;
  }

  // Some HTTP clients capitalise headers, and then the SDK's own metadata says UNKNOWN.

  @Override
  public String requestId() {
    return header("x-amz-request-id");
  }

  @Override
  public String extendedRequestId() {
    return header("x-amz-id-2");
  }

  private String header(String name) {
    return http == null ? null : http.firstMatchingHeader(name).orElse(null);
  }

  @Override
  public String eTag() {
    if (response instanceof CopyObjectResponse copy) {
      return copy.copyObjectResult() == null ? null : copy.copyObjectResult().eTag();
    }
    return field("ETag");
  }

  @Override
  public String versionId() {
    return field("VersionId");
  }

  @Override
  public String uploadId() {
    return response instanceof CreateMultipartUploadResponse created ? created.uploadId() : null;
  }

  @Override
  public long bytesSent() {
    return sent == null ? 0 : BodyLength.sent(name -> sent.firstMatchingHeader(name).orElse(null));
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
      ((DeleteObjectsResponse) response)
          .errors()
          .forEach(error -> deleteErrors.add(error.key(), error.versionId(), error.code()));
    }
    ObjectIdentifier object = delete.delete().objects().get(item);
    return deleteErrors.codeOf(object.key(), object.versionId());
  }

  private String field(String name) {
    return response == null
        ? null
        : response.getValueForField(name, Object.class).map(Object::toString).orElse(null);
  }
}
