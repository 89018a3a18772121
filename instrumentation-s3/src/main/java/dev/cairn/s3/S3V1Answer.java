// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import com.amazonaws.AmazonServiceException;
import com.amazonaws.Response;
import com.amazonaws.http.HttpResponse;
import com.amazonaws.services.s3.model.ObjectMetadata;
import com.amazonaws.services.s3.model.S3Object;
import dev.cairn.instrument.StorageAnswer;
import java.util.List;

/** How a call of the AWS SDK 1.x to S3 ended. */
final class S3V1Answer implements StorageAnswer {
  private final HttpResponse http;
  private final Object result;
  private final Exception error;

  S3V1Answer(Response<?> response, Exception error) {
    this.http = response == null ? null : response.getHttpResponse();
    this.result = response == null ? null : response.getAwsResponse();
    this.error = error;
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
    if (error instanceof AmazonServiceException service) {
      return service.getStatusCode();
    }
    return http == null ? 0 : http.getStatusCode();
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
    ObjectMetadata metadata = metadata();
    return metadata == null ? null : metadata.getETag();
  }

  @Override
  public String versionId() {
    ObjectMetadata metadata = metadata();
    return metadata == null ? null : metadata.getVersionId();
  }

  private ObjectMetadata metadata() {
    if (result instanceof S3Object object) {
      return object.getObjectMetadata();
    }
    return result instanceof ObjectMetadata metadata ? metadata : null;
  }

  private String header(String name) {
    List<String> values = http == null ? null : http.getHeaderValues(name);
    return values == null || values.isEmpty() ? null : values.get(0);
  }
}
