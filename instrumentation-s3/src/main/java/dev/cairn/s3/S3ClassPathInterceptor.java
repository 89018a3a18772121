// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context.AfterExecution;
import software.amazon.awssdk.core.interceptor.Context.AfterTransmission;
import software.amazon.awssdk.core.interceptor.Context.BeforeTransmission;
import software.amazon.awssdk.core.interceptor.Context.FailedExecution;
import software.amazon.awssdk.core.interceptor.Context.ModifyHttpRequest;
import software.amazon.awssdk.core.interceptor.Context.ModifyRequest;
import software.amazon.awssdk.core.interceptor.Context.ModifyResponse;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * The way into clients that take no interceptor, as those on the AWS Common Runtime. The SDK finds
 * it on the class path and calls it for every client of S3, presigners included: it acts only where
 * a request carries a decorator's word that it should. Not for use by applications.
 */
public final class S3ClassPathInterceptor implements ExecutionInterceptor {
  private static final ExecutionInterceptor NONE = new ExecutionInterceptor() {};

  /** Called by the SDK. */
  public S3ClassPathInterceptor() {}

  private static ExecutionInterceptor of(ExecutionAttributes attributes) {
    Carried carried = Carried.in(attributes);
    return carried == null || carried.viaClassPath() == null ? NONE : carried.viaClassPath();
  }

  @Override
  public SdkRequest modifyRequest(ModifyRequest context, ExecutionAttributes attributes) {
    return of(attributes).modifyRequest(context, attributes);
  }

  @Override
  public SdkHttpRequest modifyHttpRequest(
      ModifyHttpRequest context, ExecutionAttributes attributes) {
    return of(attributes).modifyHttpRequest(context, attributes);
  }

  @Override
  public void beforeTransmission(BeforeTransmission context, ExecutionAttributes attributes) {
    of(attributes).beforeTransmission(context, attributes);
  }

  @Override
  public void afterTransmission(AfterTransmission context, ExecutionAttributes attributes) {
    of(attributes).afterTransmission(context, attributes);
  }

  @Override
  public SdkResponse modifyResponse(ModifyResponse context, ExecutionAttributes attributes) {
    return of(attributes).modifyResponse(context, attributes);
  }

  @Override
  public void afterExecution(AfterExecution context, ExecutionAttributes attributes) {
    of(attributes).afterExecution(context, attributes);
  }

  @Override
  public void onExecutionFailure(FailedExecution context, ExecutionAttributes attributes) {
    of(attributes).onExecutionFailure(context, attributes);
  }
}
