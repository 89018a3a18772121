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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What the users of the demo do. They are plain HTTP clients that know nothing of Cairn. */
final class DemoTraffic {
  private static final List<User> WHO =
      List.of(
          new User("ada", "acme"),
          new User("bob", "acme"),
          new User("cy", "globex"),
          new User("dee", "globex"));

  /** The users as {@code PHOTO_USERS} takes them. */
  static final String USERS =
      WHO.stream()
          .map(user -> token(user.id()) + ':' + user.id() + ':' + user.tenant())
          .collect(Collectors.joining(","));

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI api;
  private final Consumer<Duration> slowness;
  private final List<Deed> deeds = new ArrayList<>();
  private boolean slow;

  /**
   * What a user did and saw.
   *
   * @param user null for somebody unknown
   * @param photo whom it was about: the id, null for none
   * @param request method and route
   * @param slow whether storage was slow then
   */
  record Deed(User user, String request, String photo, int status, boolean slow) {}

  /**
   * @param slowness makes updates of records take so much longer from now on
   */
  DemoTraffic(URI api, Consumer<Duration> slowness) {
    this.api = api;
    this.slowness = slowness;
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

  /**
   * Plays it all.
   *
   * @param slow how much longer a record's update takes while storage is slow
   */
  void play(Duration slow) throws IOException, InterruptedException {
    String cat = upload("ada", "My cat", Color.ORANGE);
    String sea = upload("cy", "The sea", Color.CYAN);
    call("bob", "GET", null, "");
    call("bob", "POST", cat, "/likes");
    call("dee", "POST", sea, "/likes");
    upload("dee", "Buy spam now", Color.PINK);
    upload("ada", "A car crash", Color.RED);
    String dog = upload("ada", "My dog", Color.GRAY);
    call("bob", "DELETE", dog, "");
    call("ada", "DELETE", dog, "");
    call("dee", "POST", "nowhere", "/likes");
    call("eve", "GET", null, "");
    String hills = upload("bob", "Hills", Color.GREEN);
    call("cy", "POST", hills, "/reports");
    slowDown(slow);
    call("ada", "POST", hills, "/likes");
    slowDown(Duration.ZERO);
    call("bob", "POST", cat, "/likes");
  }

  /** Returns what users did so far, in order. */
  List<Deed> deeds() {
    return List.copyOf(deeds);
  }

  private String upload(String user, String title, Color colour)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(user, "/photos")
            .header("Title", title)
            .POST(BodyPublishers.ofByteArray(picture(colour)));
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    String photo = response.statusCode() == 201 ? response.body() : null;
    deeds.add(new Deed(user(user), "POST /photos", photo, response.statusCode(), slow));
    return photo;
  }

  private void call(String user, String method, String photo, String what)
      throws IOException, InterruptedException {
    String path = photo == null ? "/photos" : "/photos/" + photo + what;
    String route = photo == null ? "/photos" : "/photos/{id}" + what;
    HttpRequest request = request(user, path).method(method, BodyPublishers.noBody()).build();
    int status = http.send(request, BodyHandlers.discarding()).statusCode();
    deeds.add(new Deed(user(user), method + ' ' + route, photo, status, slow));
  }

  private void slowDown(Duration delay) {
    slowness.accept(delay);
    slow = !delay.isZero();
  }

  private HttpRequest.Builder request(String user, String path) {
    return HttpRequest.newBuilder(api.resolve(path))
        .header("Authorization", "Bearer " + token(user));
  }

  private static User user(String id) {
    return WHO.stream().filter(user -> user.id().equals(id)).findFirst().orElse(null);
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
    long failed = deeds.stream().filter(deed -> deed.status() >= 400).count();
    return WHO.size()
        + " users of "
        + tenants
        + " tenants sent "
        + deeds.size()
        + " requests, of which "
        + failed
        + " failed";
  }
}
