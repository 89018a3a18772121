// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.benchmarks;

import io.opentelemetry.instrumentation.awssdk.v2_2.AwsSdkTelemetry;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.config.ClientAsyncConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;

/** Clients of AWS SDK 2.x. */
final class ClientsV2 {
  private ClientsV2() {}

  /** Sets a builder of a client up, decorated by the peer whose variant it is, if any. */
  static <B extends AwsClientBuilder<B, ?>> B set(B builder, Variant variant, Telemetry telemetry) {
    if (variant.isOpenTelemetry()) {
      intercept(
          builder, AwsSdkTelemetry.create(telemetry.openTelemetry()).createExecutionInterceptor());
    } else if (variant.isXRay()) {
      intercept(builder, telemetry.xRay().interceptor());
    }
    return builder
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")));
  }

  private static void intercept(AwsClientBuilder<?, ?> builder, ExecutionInterceptor interceptor) {
    builder.overrideConfiguration(c -> c.addExecutionInterceptor(interceptor));
  }

  /** Has asynchronous clients complete their futures where they hear the answer. */
  static ClientAsyncConfiguration completingInPlace() {
    return ClientAsyncConfiguration.builder()
        .advancedOption(SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run)
        .build();
  }
}
