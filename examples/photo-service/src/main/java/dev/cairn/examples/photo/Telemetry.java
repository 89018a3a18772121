// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples.photo;

import com.sun.net.httpserver.Filter;
import dev.cairn.Cairn;
import dev.cairn.StampMode;
import dev.cairn.UserMode;
import dev.cairn.dynamodb.CairnDynamoDb;
import dev.cairn.http.CairnHttpClient;
import dev.cairn.http.CairnHttpServer;
import dev.cairn.s3.CairnS3;
import dev.cairn.sdk.CairnAutoConfigure;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * OpenTelemetry, Cairn and the decorated clients of one service. Each service has its own: nothing
 * of one is known to another but what goes over the wire or is stored.
 */
final class Telemetry implements AutoCloseable {
  private final Settings settings;
  private final OpenTelemetrySdk openTelemetry;
  private final Cairn cairn;

  Telemetry(String service, Settings settings) {
    this.settings = settings;
    StampMode stamps = settings.decoration() == Decoration.STAMPS ? StampMode.FULL : StampMode.OFF;
    openTelemetry =
        CairnAutoConfigure.customize(AutoConfiguredOpenTelemetrySdk.builder())
            .addPropertiesSupplier(() -> Map.of("otel.service.name", service))
            .disableShutdownHook()
            .build()
            .getOpenTelemetrySdk();
    cairn =
        Cairn.builder(openTelemetry)
            .service(service)
            // Whoever may read this bucket or table may read in its stamps who uploaded what.
            .stampUser(UserMode.PLAIN)
            .stamp("s3://*", stamps)
            .stamp("dynamodb://*", stamps)
            .tell("127.0.0.1")
            .build();
  }

  Cairn cairn() {
    return cairn;
  }

  OpenTelemetrySdk openTelemetry() {
    return openTelemetry;
  }

  /** Returns what a listener decorated like this has. */
  List<Filter> filters(CairnHttpServer server) {
    return isDecorated() ? List.of(server.filter()) : List.of();
  }

  HttpClient http() {
    HttpClient http = HttpClient.newHttpClient();
    return isDecorated() ? CairnHttpClient.create(cairn).wrap(http) : http;
  }

  CairnS3 cairnS3() {
    return CairnS3.create(cairn);
  }

  S3Client s3() {
    S3ClientBuilder builder = S3Client.builder();
    if (settings.endpoints() != null) {
      builder.endpointOverride(settings.endpoints().s3()).forcePathStyle(true);
    }
    return isDecorated() ? cairnS3().build(builder) : builder.build();
  }

  DynamoDbClient dynamoDb() {
    DynamoDbClientBuilder builder = DynamoDbClient.builder();
    if (settings.endpoints() != null) {
      builder.endpointOverride(settings.endpoints().dynamoDb());
    }
    if (!isDecorated()) {
      return builder.build();
    }
    return CairnDynamoDb.builder(cairn)
        .key(settings.photoTable(), "id")
        .key(settings.thumbnailTable(), "photo")
        .build()
        .build(builder);
  }

  private boolean isDecorated() {
    return settings.decoration() != Decoration.NONE;
  }

  /** Waits, at most ten seconds, until everything recorded so far is exported. */
  void flush() {
    CompletableResultCode.ofAll(
            List.of(
                openTelemetry.getSdkTracerProvider().forceFlush(),
                openTelemetry.getSdkLoggerProvider().forceFlush()))
        .join(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    openTelemetry.close();
  }
}
