// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cairn.Cairn;
import dev.cairn.Origin;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No fault of telemetry or of Cairn's own settings reaches a request: {@code FAULTS.md}. */
@Timeout(300)
public abstract class HttpFaultContract {
  private static final Set<Hook> NOT_OF_HTTP = EnumSet.of(Hook.KEY_SCHEMA, Hook.SWEEP);
  private static final String HOOKS = "/hooks";

  private EchoServer echo;

  /** Serves the application, decorated as the listener says. */
  protected abstract WebApp.Server serve(Listener listener, WebApp application) throws IOException;

  /** Returns a client, not decorated where Cairn is null. */
  protected abstract WebCall.Client client(Cairn cairn);

  @BeforeEach
  final void start() throws IOException {
    echo = new EchoServer();
  }

  @AfterEach
  final void stop() {
    echo.close();
  }

  private void hold(String column, FaultMatrix.Side side) throws Exception {
    new FaultTable("HTTP", getClass().getSimpleName() + '.' + column)
        .hold(new FaultMatrix(side).run(EnumSet.complementOf(EnumSet.copyOf(NOT_OF_HTTP))));
  }

  private void reenter(WebCall.Client client) {
    try {
      client.send(WebCall.get(echo.url(HOOKS)));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  protected void request_isAnsweredAsBare_whateverFails() throws Exception {
    hold("server", new ServerSide());
  }

  @Test
  protected void call_isTheBareOne_whateverFails() throws Exception {
    hold("client", new ClientSide(echo.url(""), closedUrl()));
  }

  private static String closedUrl() throws IOException {
    try (ServerSocket closed = new ServerSocket(0)) {
      return "http://127.0.0.1:" + closed.getLocalPort() + "/";
    }
  }

  /** A decorated client of a plain server. */
  private final class ClientSide implements FaultMatrix.Side {
    private final String url;
    private final String closed;

    ClientSide(String url, String closed) {
      this.url = url;
      this.closed = closed;
    }

    @Override
    public FaultMatrix.Subject open(Cairn cairn, Hook hook, Trap trap) {
      WebCall.Client client = client(cairn);
      return new FaultMatrix.Subject() {
        @Override
        public Object session() throws Exception {
          List<String> own = List.of("X-Thing", "1", "x-thing", "2", "baggage", "colour=blue");
          List<Object> seen = new ArrayList<>();
          for (WebCall call :
              List.of(
                  new WebCall("GET", url + "/a?b=c%20d", own, null),
                  new WebCall("POST", url + "/b", own, "body"),
                  new WebCall("HEAD", url + "/lost", List.of(), null))) {
            seen.add(client.send(call));
            seen.add(client.sendAsync(call).get(60, TimeUnit.SECONDS));
          }
          seen.add(catchThrowable(() -> client.send(WebCall.get(closed))).toString());
          return seen;
        }

        @Override
        public void reenter() {
          HttpFaultContract.this.reenter(client);
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public FaultMatrix.Left takeLeft() {
      List<Object> left = new ArrayList<>();
      boolean told = true;
      for (EchoServer.Received request : echo.take()) {
        if (!request.target().equals(HOOKS)) {
          Map<String, List<String>> headers = new TreeMap<>(request.headers());
          headers.keySet().removeIf("traceparent"::equalsIgnoreCase);
          List<String> baggage = new ArrayList<>();
          for (String line : request.headers().getOrDefault("baggage", List.of())) {
            for (String member : line.split(",")) {
              baggage.add(member);
            }
          }
          told &= baggage.removeIf(member -> member.startsWith("cairn."));
          baggage.removeIf(member -> member.startsWith("user.") || member.startsWith("tenant."));
          headers.keySet().removeIf("baggage"::equalsIgnoreCase);
          left.add(List.of(request.method(), request.target(), headers, baggage, request.body()));
        }
      }
      return new FaultMatrix.Left(left, told);
    }
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
    public FaultMatrix.Subject open(Cairn cairn, Hook hook, Trap trap) throws IOException {
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
          HttpFaultContract.this.reenter(decorated);
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
