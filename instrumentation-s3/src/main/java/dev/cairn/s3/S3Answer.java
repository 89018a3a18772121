// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import dev.cairn.instrument.StorageAnswer;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
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
  private final SdkHttpResponse http;
  private final Throwable error;

  private DeleteErrors deleteErrors;

  private S3Answer(
      SdkRequest request, SdkResponse response, SdkHttpResponse http, Throwable error) {
    this.request = request;
    this.response = response;
    this.http = http;
    this.error = error;
  }

  /** The SDK attaches the HTTP response to its own only after the last hook. */
  static S3Answer of(SdkRequest request, SdkResponse response, SdkHttpResponse http) {
    return new S3Answer(request, response, http, null);
  }

  /**
   * An answer that is an error.
   *
   * @param http null where none came
   */
  static S3Answer of(Throwable error, SdkHttpResponse http) {
    return new S3Answer(null, null, http, error);
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
