// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import com.amazonaws.AmazonServiceException;
import com.amazonaws.Response;
import com.amazonaws.http.HttpResponse;
import dev.cairn.instrument.StorageAnswer;
import java.util.List;

/** How a call of the AWS SDK 1.x to DynamoDB ended, or an attempt of it. */
final class DynamoDbV1Answer implements StorageAnswer {
  private final HttpResponse http;
  private final Exception error;

  DynamoDbV1Answer(Response<?> response, Exception error) {
    this.http = response == null ? null : response.getHttpResponse();
    this.error = error;
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
    if (error instanceof AmazonServiceException service) {
      return service.getRequestId();
    }
    List<String> ids = http == null ? null : http.getHeaderValues("x-amzn-RequestId");
    return ids == null || ids.isEmpty() ? null : ids.get(0);
  }
}
