// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cairn.Cairn;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** No fault of telemetry or of Cairn's own settings reaches a call: {@code FAULTS.md}. */
public abstract class HttpClientFaultContract extends HttpFaultSuite {
  @Test
  protected void call_isTheBareOne_whateverFails() throws Exception {
    hold(new ClientSide(echo().url(""), closedUrl()));
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
          HttpClientFaultContract.this.reenter(client);
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public FaultMatrix.Left takeLeft() {
      List<Object> left = new ArrayList<>();
      boolean told = true;
      for (EchoServer.Received request : echo().take()) {
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
}
