// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.instrument.BodyLength;
import dev.cairn.instrument.StorageAnswer;
import dev.cairn.instrument.Volume;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context.AfterExecution;
import software.amazon.awssdk.http.SdkHttpHeaders;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** How a call of the AWS SDK 2.x to DynamoDB ended. */
final class DynamoDbAnswer implements StorageAnswer {
  private static final String NO_REASON = "None";
  private static final String CONDITION = "ConditionalCheckFailed";

  private final AfterExecution success;
  private final SdkHttpResponse http;
  private final Throwable error;
  private final IntFunction<String> codes;

  private DynamoDbAnswer(AfterExecution success, Throwable error, IntFunction<String> codes) {
    this.success = success;
    this.http = success == null ? null : success.httpResponse();
    this.error = error;
    this.codes = codes;
  }

  /**
   * A success.
   *
   * @param codes the error code of an item by its index, null where it succeeded
   */
  static DynamoDbAnswer of(AfterExecution success, IntFunction<String> codes) {
    return new DynamoDbAnswer(success, null, codes);
  }

  static DynamoDbAnswer of(Throwable error) {
    List<CancellationReason> reasons = reasons(error);
    return new DynamoDbAnswer(
        null, error, item -> item < reasons.size() ? code(reasons.get(item)) : null);
  }

  private static List<CancellationReason> reasons(Throwable error) {
    return error instanceof TransactionCanceledException canceled
        ? canceled.cancellationReasons()
        : List.of();
  }

  private static String code(CancellationReason reason) {
    return NO_REASON.equals(reason.code()) ? null : reason.code();
  }

  private AwsErrorDetails details() {
    return error instanceof AwsServiceException service ? service.awsErrorDetails() : null;
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
    return details() == null ? null : details().errorCode();
  }

  @Override
  public String errorMessage() {
    String message = details() == null ? null : details().errorMessage();
    return Stream.concat(
            Stream.ofNullable(message),
            reasons(error).stream().map(CancellationReason::message).filter(m -> m != null))
        .collect(Collectors.joining("\n"));
  }

  @Override
  public boolean isConditionFailed() {
    List<String> codes =
        reasons(error).stream().map(DynamoDbAnswer::code).filter(code -> code != null).toList();
    return !codes.isEmpty() && codes.stream().allMatch(CONDITION::equals);
  }

  @Override
  public String errorCode(int item) {
    return codes.apply(item);
  }

  @Override
  public double consumedUnits() {
    return success == null ? Double.NaN : DynamoDbUsage.units(success.response());
  }

  @Override
  public Volume volume() {
    return success == null
        ? StorageAnswer.super.volume()
        : DynamoDbUsage.volume(
            success.request(),
            success.response(),
            () -> length(success.httpRequest()),
            () -> length(http));
  }

  private static long length(SdkHttpHeaders message) {
    return BodyLength.of(name -> message.firstMatchingHeader(name).orElse(null));
  }

  @Override
  public String requestId() {
    if (http != null) {
      return http.firstMatchingHeader("x-amzn-RequestId").orElse(null);
    }
    return error instanceof AwsServiceException service ? service.requestId() : null;
  }
}
