// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.web;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.SimpleDecoratingHttpService;
import java.util.regex.Pattern;

/**
 * Keeps web pages out of a server on loopback. A page of {@code evil.example} whose name was made
 * to resolve to 127.0.0.1 (DNS rebinding) sends that name as its Host; any other page sends its
 * Origin.
 */
final class LoopbackGuard extends SimpleDecoratingHttpService {
  private static final String HOST = "(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?";
  private static final Pattern LOOPBACK_HOST = Pattern.compile(HOST, Pattern.CASE_INSENSITIVE);
  private static final Pattern LOOPBACK_ORIGIN =
      Pattern.compile("https?://" + HOST, Pattern.CASE_INSENSITIVE);

  LoopbackGuard(HttpService guarded) {
    super(guarded);
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) throws Exception {
    String host = request.authority();
    String origin = request.headers().get(HttpHeaderNames.ORIGIN);
    if (host != null
        && LOOPBACK_HOST.matcher(host).matches()
        && (origin == null || LOOPBACK_ORIGIN.matcher(origin).matches())) {
      return unwrap().serve(context, request);
    }
    request.abort();
    return WebApi.error(
        HttpStatus.FORBIDDEN, "this explorer answers only to localhost, 127.0.0.1 and [::1]");
  }
}
