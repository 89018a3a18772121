// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples.photo;

import dev.cairn.examples.photo.Users.User;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the users of the demo do. They are plain HTTP clients that know nothing of Cairn. */
final class DemoTraffic {
  private static final List<User> WHO =
      List.of(
          new User("ada", "acme"),
          new User("bob", "acme"),
          new User("cy", "globex"),
          new User("dee", "globex"));

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI api;
  private int requests;
  private int failed;

  DemoTraffic(URI api) {
    this.api = api;
  }

  /** Returns the users, whose tokens are their names. */
  static Users users() {
    Map<String, User> byToken = new HashMap<>();
    WHO.forEach(user -> byToken.put(token(user.id()), user));
    return new Users(byToken);
  }

  private static String token(String user) {
    return "token-of-" + user;
  }

  /** Plays it all. */
  void play() throws IOException, InterruptedException {
    String cat = upload("ada", "My cat", Color.ORANGE);
    String sea = upload("cy", "The sea", Color.CYAN);
    call("bob", "GET", "/photos");
    call("bob", "POST", "/photos/" + cat + "/likes");
    call("dee", "POST", "/photos/" + sea + "/likes");
    upload("dee", "Buy spam now", Color.PINK);
    upload("ada", "A car crash", Color.RED);
    String dog = upload("ada", "My dog", Color.GRAY);
    call("bob", "DELETE", "/photos/" + dog);
    call("ada", "DELETE", "/photos/" + dog);
    call("dee", "POST", "/photos/nowhere/likes");
    call("eve", "GET", "/photos");
    upload("bob", "Hills", Color.GREEN);
  }

  private String upload(String user, String title, Color colour)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(user, "/photos")
            .header("Title", title)
            .POST(BodyPublishers.ofByteArray(picture(colour)));
    return send(request);
  }

  private void call(String user, String method, String path)
      throws IOException, InterruptedException {
    send(request(user, path).method(method, BodyPublishers.noBody()));
  }

  private HttpRequest.Builder request(String user, String path) {
    return HttpRequest.newBuilder(api.resolve(path))
        .header("Authorization", "Bearer " + token(user));
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    requests++;
    if (response.statusCode() >= 400) {
      failed++;
    }
    return response.body();
  }

  private static byte[] picture(Color colour) throws IOException {
    BufferedImage image = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setPaint(new GradientPaint(0, 0, colour, 320, 240, Color.WHITE));
    graphics.fillRect(0, 0, 320, 240);
    graphics.dispose();
    return Thumbnails.png(image);
  }

  @Override
  public String toString() {
    long tenants = WHO.stream().map(User::tenant).distinct().count();
    return WHO.size()
        + " users of "
        + tenants
        + " tenants sent "
        + requests
        + " requests, of which "
        + failed
        + " failed";
  }
}
