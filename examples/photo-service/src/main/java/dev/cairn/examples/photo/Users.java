// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples.photo;

import dev.cairn.Origin;
import dev.cairn.http.IncomingRequest;
import java.util.Map;

/** Who may log in, each with a token: {@code Authorization: Bearer <token>}. */
final class Users {
  private static final String BEARER = "Bearer ";

  private final Map<String, User> byToken;

  /** A user of a tenant. */
  record User(String id, String tenant) {}

  Users(Map<String, User> byToken) {
    this.byToken = Map.copyOf(byToken);
  }

  /** Returns the user an {@code Authorization} header authenticates, or null. */
  User authenticate(String authorization) {
    return authorization != null && authorization.startsWith(BEARER)
        ? byToken.get(authorization.substring(BEARER.length()))
        : null;
  }

  /** Tells Cairn: an {@link dev.cairn.http.OriginResolver}. */
  Origin resolve(IncomingRequest request, Origin origin) {
    User user = authenticate(request.header("authorization"));
    return user == null ? origin : origin.withUser(user.id(), user.tenant());
  }
}
