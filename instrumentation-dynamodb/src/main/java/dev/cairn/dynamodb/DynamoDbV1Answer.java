// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import com.amazonaws.AmazonServiceException;
import com.amazonaws.Request;
import com.amazonaws.Response;
import com.amazonaws.http.HttpResponse;
import com.amazonaws.services.dynamodbv2.model.CancellationReason;
import com.amazonaws.services.dynamodbv2.model.TransactionCanceledException;
import dev.cairn.instrument.BodyLength;
import dev.cairn.instrument.StorageAnswer;
import dev.cairn.instrument.Volume;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a call of the AWS SDK 1.x to DynamoDB ended, or an attempt of it. */
final class DynamoDbV1Answer implements StorageAnswer {
  private static final String NO_REASON = "None";
  private static final String CONDITION = "ConditionalCheckFailed";

  private final Request<?> request;
  private final Response<?> response;
  private final HttpResponse http;
  private final Exception error;
  private final IntFunction<String> codes;

  private DynamoDbV1Answer(
      Request<?> request, Response<?> response, Exception error, IntFunction<String> codes) {
    this.request = request;
    this.response = response;
    this.http = response == null ? null : response.getHttpResponse();
    this.error = error;
    this.codes = codes;
  }

  /**
   * A success.
   *
   * @param codes the error code of an item by its index, null where it succeeded
   */
  static DynamoDbV1Answer of(Request<?> request, Response<?> response, IntFunction<String> codes) {
    return new DynamoDbV1Answer(request, response, null, codes);
  }

  /**
   * A failure.
   *
   * @param response null where there was none
   * @param error null where an attempt did not fail
   */
  static DynamoDbV1Answer of(Response<?> response, Exception error) {
    List<CancellationReason> reasons = reasons(error);
    return new DynamoDbV1Answer(
        null, response, error, item -> item < reasons.size() ? code(reasons.get(item)) : null);
  }

  private static List<CancellationReason> reasons(Exception error) {
    return error instanceof TransactionCanceledException canceled
            && canceled.getCancellationReasons() != null
        ? canceled.getCancellationReasons()
        : List.of();
  }

  private static String code(CancellationReason reason) {
    return NO_REASON.equals(reason.getCode()) ? null : reason.getCode();
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
  public String errorMessage() {
    String message =
        error instanceof AmazonServiceException service ? service.getErrorMessage() : null;
    return Stream.concat(
            Stream.ofNullable(message),
            reasons(error).stream().map(CancellationReason::getMessage).filter(m -> m != null))
        .collect(Collectors.joining("\n"));
  }

  @Override
  public boolean isConditionFailed() {
    List<String> codes =
        reasons(error).stream().map(DynamoDbV1Answer::code).filter(code -> code != null).toList();
    return !codes.isEmpty() && codes.stream().allMatch(CONDITION::equals);
  }

  @Override
  public String errorCode(int item) {
    return codes.apply(item);
  }

  @Override
  public double consumedUnits() {
    return request == null ? Double.NaN : DynamoDbUsageV1.units(response.getAwsResponse());
  }

  @Override
  public Volume volume() {
    return request == null
        ? StorageAnswer.super.volume()
        : DynamoDbUsageV1.volume(
            request.getOriginalRequest(),
            response.getAwsResponse(),
            () -> BodyLength.of(request.getHeaders()::get),
            () -> BodyLength.of(this::header));
  }

  private String header(String name) {
    List<String> values = http == null ? null : http.getHeaderValues(name);
    return values == null || values.isEmpty() ? null : values.get(0);
  }

  @Override
  public String requestId() {
    if (error instanceof AmazonServiceException service) {
      return service.getRequestId();
    }
    return header("x-amzn-RequestId");
  }
}
