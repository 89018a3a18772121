// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.benchmarks;

import com.amazonaws.ClientConfiguration;
import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.client.builder.AwsClientBuilder;
import com.amazonaws.handlers.RequestHandler2;
import io.opentelemetry.instrumentation.awssdk.v1_11.AwsSdkTelemetry;
import java.net.InetAddress;

/** Clients of AWS SDK 1.x. */
final class ClientsV1 {
  private ClientsV1() {}

  /** Sets a builder of a client up, decorated by the peer whose variant it is, if any. */
  static <B extends AwsClientBuilder<B, ?>> B set(
      B builder, Variant variant, Telemetry telemetry, Answer answer) {
    ClientConfiguration configuration =
        new ClientConfiguration()
            .withUseExpectContinue(false)
            .withDnsResolver(host -> new InetAddress[] {InetAddress.getLoopbackAddress()});
    configuration
        .getApacheHttpClientConfig()
        .setSslSocketFactory(new CannedSockets(answer, telemetry.wire()));
    builder
        .withClientConfiguration(configuration)
        .withRegion("eu-west-1")
        .withCredentials(
            new AWSStaticCredentialsProvider(new BasicAWSCredentials("key", "secret")));
    if (variant.isOpenTelemetry()) {
      RequestHandler2 handler =
          AwsSdkTelemetry.create(telemetry.openTelemetry()).createRequestHandler();
      builder.withRequestHandlers(handler);
    } else if (variant.isXRay()) {
      builder.withRequestHandlers(telemetry.xRay().handler());
    }
    return builder;
  }
}
