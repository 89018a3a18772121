// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import com.sun.net.httpserver.Filter;
import dev.cairn.contract.HttpServerContract;
import dev.cairn.contract.Listener;
import dev.cairn.contract.WebApp;
import java.io.IOException;
import java.util.List;

class CairnHttpServerTest extends HttpServerContract {
  @Override
  protected WebApp.Server serve(Listener listener, WebApp application) throws IOException {
    return start(listener, application);
  }

  static WebApp.Server start(Listener listener, WebApp application) throws IOException {
    Filter outer = JdkWebApp.around(listener.outer());
    return new JdkWebApp(
        "/",
        JdkWebApp.handler(application),
        listener.cairn() == null ? List.of(outer) : List.of(outer, decorator(listener).filter()));
  }

  static CairnHttpServer decorator(Listener listener) {
    CairnHttpServer.Builder builder =
        CairnHttpServer.builder(listener.cairn())
            .routes(listener.routes().toArray(String[]::new))
            .resolver((request, origin) -> listener.who().resolve(request::header, origin));
    switch (listener.trust()) {
      case EDGE -> {}
      case RESTARTING_EDGE -> builder.restartTraces();
      case INTERNAL -> builder.internal();
    }
    return builder.build();
  }
}
