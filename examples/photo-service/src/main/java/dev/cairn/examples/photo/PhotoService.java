// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples.photo;

import dev.cairn.examples.photo.Users.User;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The three services in one process, each with an SDK of its own and nothing in common but the
 * wire.
 */
final class PhotoService implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(250);

  private final Telemetry apiTelemetry;
  private final Telemetry moderationTelemetry;
  private final Telemetry workerTelemetry;
  private final ModerationService moderation;
  private final PhotoApi api;
  private ThumbnailWorker worker;
  private final Settings settings;

  PhotoService(Settings settings, Users users) {
    this.settings = settings;
    apiTelemetry = new Telemetry("photo-api", settings);
    moderationTelemetry = new Telemetry("moderation", settings);
    workerTelemetry = new Telemetry("thumbnail-worker", settings);
    moderation = new ModerationService(moderationTelemetry);
    api = new PhotoApi(settings, apiTelemetry, users, moderation.address());
  }

  /** Starts the worker, which needs the tables to be there. */
  void startWorker() {
    worker = new ThumbnailWorker(settings, workerTelemetry, POLL);
  }

  /** Returns where the API listens. */
  URI address() {
    return api.address();
  }

  /** Waits until what was recorded is exported. */
  void flush() {
    List.of(apiTelemetry, moderationTelemetry, workerTelemetry).parallelStream()
        .forEach(Telemetry::flush);
  }

  @Override
  public void close() {
    api.close();
    moderation.close();
    if (worker != null) {
      worker.close();
    }
    List.of(apiTelemetry, moderationTelemetry, workerTelemetry).forEach(Telemetry::close);
  }

  /**
   * Runs on AWS: {@code PHOTO_USERS=token:user:tenant,… PHOTO_BUCKET=… java …}. Bucket and tables
   * must be there.
   */
  public static void main(String[] arguments) {
    try {
      Users users = users(System.getenv("PHOTO_USERS"));
      PhotoService service = new PhotoService(Settings.from(System.getenv()), users);
      service.startWorker();
      Runtime.getRuntime().addShutdownHook(new Thread(service::close));
      System.out.println("The photo service listens on " + service.address());
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.exit(2);
    }
  }

  private static Users users(String text) {
    Map<String, User> byToken = new HashMap<>();
    for (String user : text == null ? new String[0] : text.split(",")) {
      String[] parts = user.split(":");
      if (parts.length != 3) {
        throw new IllegalArgumentException(
            "PHOTO_USERS: '" + user + "' is not token:user:tenant; separate users by commas");
      }
      byToken.put(parts[0], new User(parts[1], parts[2]));
    }
    if (byToken.isEmpty()) {
      throw new IllegalArgumentException("PHOTO_USERS: nobody may log in; set token:user:tenant");
    }
    return new Users(byToken);
  }
}
