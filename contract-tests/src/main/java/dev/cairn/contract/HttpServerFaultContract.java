// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import dev.cairn.Cairn;
import dev.cairn.Origin;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** No fault of telemetry or of Cairn's own settings reaches a request: {@code FAULTS.md}. */
public abstract class HttpServerFaultContract extends HttpFaultSuite {
  /** Serves the application, decorated as the listener says. */
  protected abstract WebApp.Server serve(Listener listener, WebApp application) throws Exception;

  @Test
  protected void request_isAnsweredAsBare_whateverFails() throws Exception {
    hold(new ServerSide());
  }

  /** A decorated server, and a plain client of it. */
  private final class ServerSide implements FaultMatrix.Side {
    private final Queue<String> served = new ConcurrentLinkedQueue<>();
    private final Queue<Boolean> origins = new ConcurrentLinkedQueue<>();
    private final WebCall.Client plain = client(null);

    private void answer(WebApp.Exchange exchange) throws IOException {
      byte[] body = exchange.body().readAllBytes();
      boolean head = exchange.method().equals("HEAD");
      served.add(exchange.method() + ' ' + exchange.path());
      origins.add(Origin.current().isPresent());
      exchange.header("x-twice", "1");
      exchange.header("x-twice", "2");
      int status = exchange.path().endsWith("/5") ? 500 : 200;
      try (OutputStream out = exchange.respond(status, head ? -1 : body.length + 1)) {
        if (!head) {
          out.write(body);
          out.write('!');
        }
      }
    }

    /** What runs around the decorator sees no scope that it leaves open. */
    private Scope outer() {
      checkRoot();
      return this::checkRoot;
    }

    private void checkRoot() {
      if (Context.current() != Context.root()) {
        served.add("a scope is left open");
      }
    }

    @Override
    public FaultMatrix.Subject open(Cairn cairn, Hook hook, Trap trap) throws Exception {
      Listener listener =
          Listener.edge(cairn)
              .outer(this::outer)
              .who(
                  (header, origin) -> {
                    if (hook != Hook.RESOLVER || !trap.spring()) {
                      return origin.withUser("ada", "acme");
                    }
                    return trap.fault() == Fault.NULL ? null : origin.withUser(trap.huge(), "acme");
                  });
      WebApp.Server server = serve(listener, this::answer);
      WebCall.Client decorated = client(cairn);
      return new FaultMatrix.Subject() {
        @Override
        public Object session() throws Exception {
          String url = "http://127.0.0.1:" + server.port();
          List<String> headers = List.of("baggage", "colour=blue", "x-thing", "1");
          List<Object> seen = new ArrayList<>();
          for (WebCall call :
              List.of(
                  new WebCall("GET", url + "/photos/1?a=b", headers, null),
                  new WebCall("POST", url + "/photos/2", headers, "body"),
                  new WebCall("HEAD", url + "/photos/3", headers, null),
                  new WebCall("FROBNICATE", url + "/else%2Fwhere", headers, "x"),
                  new WebCall("DELETE", url + "/photos/5", headers, null))) {
            seen.add(plain.send(call));
          }
          return seen;
        }

        @Override
        public void reenter() {
          HttpServerFaultContract.this.reenter(decorated);
        }

        @Override
        public void close() {
          server.close();
        }
      };
    }

    @Override
    public FaultMatrix.Left takeLeft() {
      List<String> left = List.copyOf(served);
      boolean originated = !origins.contains(false);
      served.clear();
      origins.clear();
      return new FaultMatrix.Left(left, originated);
    }
  }
}
