// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples.photo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks the moderation service. */
final class ModerationClient {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient http;
  private final URI checks;

  ModerationClient(HttpClient http, URI moderation) {
    this.http = http;
    this.checks = moderation.resolve("/checks");
  }

  /** Returns whether the title is welcome. */
  boolean isWelcome(String title) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(checks)
            .timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.ofString(title))
            .build();
    try {
      int status = http.send(request, BodyHandlers.discarding()).statusCode();
      return switch (status) {
        case 200 -> true;
        case 422 -> false;
        default -> throw new IOException("moderation answered " + status);
      };
    } catch (InterruptedException shutdown) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", shutdown);
    }
  }
}
