// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.instrument.StorageAnswer;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;

/** How a call of the AWS SDK 2.x to DynamoDB ended. */
final class DynamoDbAnswer implements StorageAnswer {
  private final SdkHttpResponse http;
  private final Throwable error;

  private DynamoDbAnswer(SdkHttpResponse http, Throwable error) {
    this.http = http;
    this.error = error;
  }

  static DynamoDbAnswer of(SdkHttpResponse http) {
    return new DynamoDbAnswer(http, null);
  }

  static DynamoDbAnswer of(Throwable error) {
    return new DynamoDbAnswer(null, error);
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

  @Override
  public String requestId() {
    if (http != null) {
      return http.firstMatchingHeader("x-amzn-RequestId").orElse(null);
    }
    return error instanceof AwsServiceException service ? service.requestId() : null;
  }
}
