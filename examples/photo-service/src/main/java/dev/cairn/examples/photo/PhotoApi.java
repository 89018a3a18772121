// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples.photo;

import com.sun.net.httpserver.HttpExchange;
import dev.cairn.Cairn;
import dev.cairn.examples.photo.Listener.Reply;
import dev.cairn.examples.photo.Photos.Photo;
import dev.cairn.examples.photo.Users.User;
import dev.cairn.http.CairnHttpServer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The API: upload, list, like, report and delete photos.
 *
 * <pre>
 *   POST   /photos                 the body is a PNG, the header Title its title; answers 201 and the id
 *   GET    /photos                 the ids of the tenant's photos, a line each
 *   POST   /photos/{id}/likes      somebody thanks for it
 *   POST   /photos/{id}/reports    somebody curses it
 *   DELETE /photos/{id}            the owner only
 * </pre>
 */
final class PhotoApi implements AutoCloseable {
  private static final Reply NO_SUCH_PHOTO = new Reply(404, "There is no such photo.\n");
  private static final Reply NO_SUCH_PATH = new Reply(404, "There is nothing here.\n");

  private static final AttributeKey<String> PHOTO = AttributeKey.stringKey("photo.id");

  private final Cairn cairn;
  private final Users users;
  private final Photos photos;
  private final ModerationClient moderation;
  private final Listener listener;

  PhotoApi(Settings settings, Telemetry telemetry, Users users, URI moderation) {
    this.cairn = telemetry.cairn();
    this.users = users;
    this.photos = new Photos(telemetry.s3(), telemetry.dynamoDb(), settings);
    this.moderation = new ModerationClient(telemetry.http(), moderation);
    CairnHttpServer server =
        CairnHttpServer.builder(cairn)
            .routes("/photos", "/photos/{id}", "/photos/{id}/likes", "/photos/{id}/reports")
            .resolver(users::resolve)
            .build();
    this.listener = new Listener(settings.apiPort(), telemetry.filters(server), this::handle);
  }

  URI address() {
    return listener.address();
  }

  private Reply handle(HttpExchange exchange) throws IOException {
    User user = users.authenticate(exchange.getRequestHeaders().getFirst("Authorization"));
    if (user == null) {
      return new Reply(401, "Log in with: Authorization: Bearer <token>\n");
    }
    String[] path = exchange.getRequestURI().getPath().split("/");
    if (path.length < 2 || !path[1].equals("photos")) {
      return NO_SUCH_PATH;
    }
    String call = exchange.getRequestMethod() + ' ' + path.length;
    return switch (call) {
      case "POST 2" -> upload(user, exchange);
      case "GET 2" -> list(user);
      case "POST 4" -> opinion(path[2], path[3]);
      case "DELETE 3" -> delete(user, path[2]);
      default -> NO_SUCH_PATH;
    };
  }

  private Reply upload(User user, HttpExchange exchange) throws IOException {
    String title = exchange.getRequestHeaders().getFirst("Title");
    byte[] content = exchange.getRequestBody().readAllBytes();
    Photo photo =
        new Photo(
            UUID.randomUUID().toString().substring(0, 8),
            user.id(),
            user.tenant(),
            title == null ? "untitled" : title);
    try {
      if (!moderation.isWelcome(photo.title())) {
        return new Reply(422, "This is not welcome here.\n");
      }
    } catch (IOException unmoderated) {
      cairn.error(unmoderated);
      return new Reply(502, "Moderation does not answer; try again later.\n");
    }
    photos.upload(photo, content);
    return new Reply(201, photo.id());
  }

  private Reply list(User user) {
    return new Reply(
        200,
        photos.ofTenant(user.tenant()).stream()
            .map(photo -> photo.id() + '\n')
            .collect(Collectors.joining()));
  }

  private Reply opinion(String id, String kind) {
    return switch (kind) {
      case "likes" -> photos.like(id) ? thanked(id) : NO_SUCH_PHOTO;
      case "reports" -> photos.find(id) == null ? NO_SUCH_PHOTO : cursed(id);
      default -> NO_SUCH_PATH;
    };
  }

  private Reply thanked(String id) {
    cairn.event("thanked", Attributes.of(PHOTO, id));
    return new Reply(204, "");
  }

  private Reply cursed(String id) {
    cairn.event("cursed", Attributes.of(PHOTO, id));
    return new Reply(204, "");
  }

  private Reply delete(User user, String id) {
    Photo photo = photos.find(id);
    if (photo == null) {
      return NO_SUCH_PHOTO;
    }
    if (!photo.owner().equals(user.id())) {
      return new Reply(403, "This photo is somebody else's.\n");
    }
    photos.delete(photo);
    return new Reply(204, "");
  }

  @Override
  public void close() {
    listener.close();
  }
}
