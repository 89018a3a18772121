// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.Origin;

/**
 * Says who the authenticated user of a request is:
 *
 * <pre>{@code
 * (request, origin) -> origin.withUser(sessions.userOf(request.header("cookie")), null)
 * }</pre>
 *
 * <p>Called at most once a request, on the thread that serves it and before the application's
 * handler: it should not block for long. What it throws is counted and logged, and the request goes
 * on without a user. Must be thread-safe.
 *
 * <p>What it says is believed. It must take the user from what has been verified (a principal, a
 * session, a checked token), never from a header that any client can send.
 */
@FunctionalInterface
public interface OriginResolver {
  /** Knows no user: whoever authenticates names the user by {@link dev.cairn.Cairn#identify}. */
  OriginResolver NONE = (request, origin) -> origin;

  /**
   * Returns the origin on behalf of the request's user.
   *
   * @param origin of this request, without a user
   * @return the origin with user, tenant and session as far as they are known; null for a user
   *     unknown. Of any other origin only these three are taken.
   */
  Origin resolve(IncomingRequest request, Origin origin);
}
