// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import dev.cairn.Cairn;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** What the suites of faults at both ends of HTTP share. */
@Timeout(300)
public abstract class HttpFaultSuite {
  private static final Set<Hook> NOT_OF_HTTP = EnumSet.of(Hook.KEY_SCHEMA, Hook.SWEEP);
  static final String HOOKS = "/hooks";

  private EchoServer echo;

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

  final EchoServer echo() {
    return echo;
  }

  final void hold(FaultMatrix.Side side) throws Exception {
    FaultMatrix.hold(
        side,
        new FaultTable("HTTP", getClass().getSimpleName()),
        EnumSet.complementOf(EnumSet.copyOf(NOT_OF_HTTP)));
  }

  final void reenter(WebCall.Client client) {
    try {
      reenter(client, WebCall.get(echo.url(HOOKS)));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes the call as a hook would that runs on any thread of the client's. */
  protected void reenter(WebCall.Client client, WebCall call) throws Exception {
    client.send(call);
  }
}
