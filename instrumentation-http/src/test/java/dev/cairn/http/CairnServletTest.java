// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.contract.HttpServerContract;
import dev.cairn.contract.Listener;
import dev.cairn.contract.WebApp;

class CairnServletTest extends HttpServerContract {
  @Override
  protected WebApp.Server serve(Listener listener, WebApp application) {
    return start(listener, application);
  }

  static WebApp.Server start(Listener listener, WebApp application) {
    TomcatWebApp server =
        new TomcatWebApp("")
            .servlet("/", TomcatWebApp.servlet(application))
            .filter(TomcatWebApp.around(listener.outer()));
    if (listener.cairn() != null) {
      server.filter(decorator(listener).filter());
    }
    return server.start();
  }

  private static CairnServlet decorator(Listener listener) {
    CairnServlet.Builder builder =
        CairnServlet.builder(listener.cairn())
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
