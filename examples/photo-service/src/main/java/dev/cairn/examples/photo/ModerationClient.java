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

  /** Returns the service's status: 200 for a welcome title, 422 for another; 0 where none came. */
  int check(String title) {
    HttpRequest request =
        HttpRequest.newBuilder(checks)
            .timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.ofString(title))
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException unreachable) {
      return 0;
    } catch (InterruptedException shutdown) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }
}
