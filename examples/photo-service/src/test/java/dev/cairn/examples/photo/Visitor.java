// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples.photo;

import dev.cairn.examples.photo.Users.User;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * A user who visits again and again: uploads a photo, likes it, lists and deletes it, so that what
 * is stored stays small.
 */
final class Visitor {
  private static final int LIKES = 3;
  private static final byte[] PICTURE = new byte[4096];

  private final HttpClient http;
  private final URI api;
  private final String name;

  Visitor(HttpClient http, URI api, int number) {
    this.http = http;
    this.api = api;
    this.name = name(number);
  }

  /** Returns the users that so many visitors log in as. */
  static Users users(int visitors) {
    Map<String, User> byToken = new HashMap<>();
    for (int i = 0; i < visitors; i++) {
      byToken.put(name(i), new User(name(i), "tenant-of-" + name(i)));
    }
    return new Users(byToken);
  }

  private static String name(int number) {
    return "visitor-" + number;
  }

  /**
   * Makes one visit.
   *
   * @param took told the nanoseconds that each request took
   * @throws IllegalStateException where an answer is not that of a working service
   */
  void visit(LongConsumer took) throws IOException, InterruptedException {
    HttpRequest.Builder upload = request("/photos").POST(BodyPublishers.ofByteArray(PICTURE));
    String photo = "/photos/" + send(upload, 201, took);
    for (int i = 0; i < LIKES; i++) {
      send(request(photo + "/likes").POST(BodyPublishers.noBody()), 204, took);
    }
    send(request("/photos").GET(), 200, took);
    send(request(photo).DELETE(), 204, took);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(api.resolve(path)).header("Authorization", "Bearer " + name);
  }

  private String send(HttpRequest.Builder request, int expected, LongConsumer took)
      throws IOException, InterruptedException {
    HttpRequest built = request.build();
    long start = System.nanoTime();
    HttpResponse<String> response = http.send(built, BodyHandlers.ofString());
    took.accept(System.nanoTime() - start);
    if (response.statusCode() != expected) {
      throw new IllegalStateException(
          built + " answered " + response.statusCode() + ": " + response.body());
    }
    return response.body();
  }
}
