// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples.photo;

import dev.cairn.Stamp;
import dev.cairn.examples.photo.Photos.Photo;
import dev.cairn.s3.CairnS3;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Makes a thumbnail of each photo, and a record of it. Nobody calls it and nobody tells it who
 * uploaded a photo: it polls what is stored, and reads that from the stamp of the file.
 */
final class ThumbnailWorker implements AutoCloseable {
  private static final Logger LOGGER = Logger.getLogger(ThumbnailWorker.class.getName());

  private final Settings settings;
  private final S3Client s3;
  private final CairnS3 cairnS3;
  private final DynamoDbClient dynamoDb;
  private final Tracer tracer;
  private final Photos photos;
  private final Set<String> done = new HashSet<>();
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

  ThumbnailWorker(Settings settings, Telemetry telemetry, Duration pause) {
    this.settings = settings;
    s3 = telemetry.s3();
    cairnS3 = telemetry.cairnS3();
    dynamoDb = telemetry.dynamoDb();
    tracer = telemetry.openTelemetry().getTracer("thumbnail-worker");
    photos = new Photos(s3, dynamoDb, settings);
    thread.scheduleWithFixedDelay(this::poll, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void poll() {
    try {
      for (Photo photo : photos.all()) {
        if (!done.contains(photo.id())) {
          if (!isDone(photo)) {
            work(photo);
          }
          done.add(photo.id());
        }
      }
    } catch (NoSuchKeyException deleted) {
      LOGGER.log(Level.FINE, "deleted while it was at it", deleted);
    } catch (RuntimeException failure) {
      LOGGER.log(Level.WARNING, "will try again", failure);
    }
  }

  private boolean isDone(Photo photo) {
    return dynamoDb.getItem(b -> b.tableName(settings.thumbnailTable()).key(key(photo))).hasItem();
  }

  private void work(Photo photo) {
    ResponseBytes<GetObjectResponse> file =
        s3.getObjectAsBytes(b -> b.bucket(settings.bucket()).key(photo.file()));
    Stamp stamp = cairnS3.stampOf(file.response());
    try (Scope origin = stamp.resume().makeCurrent()) {
      Span span = tracer.spanBuilder("make thumbnail").startSpan();
      try (Scope current = span.makeCurrent()) {
        make(photo, file.asByteArrayUnsafe());
      } catch (RuntimeException failure) {
        span.setStatus(StatusCode.ERROR).recordException(failure);
        throw failure;
      } finally {
        span.end();
      }
    }
  }

  private void make(Photo photo, byte[] content) {
    String file = "thumbnails/" + photo.file();
    byte[] thumbnail = Thumbnails.of(content);
    s3.putObject(
        b -> b.bucket(settings.bucket()).key(file).contentType("image/png"),
        RequestBody.fromBytes(thumbnail));
    dynamoDb.putItem(
        b ->
            b.tableName(settings.thumbnailTable())
                .item(
                    Map.of(
                        "photo", AttributeValue.fromS(photo.id()),
                        "file", AttributeValue.fromS(file))));
  }

  private static Map<String, AttributeValue> key(Photo photo) {
    return Map.of("photo", AttributeValue.fromS(photo.id()));
  }

  /** Finishes what is under way. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException shutdown) {
      Thread.currentThread().interrupt();
    }
  }
}
