// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.Cairn;
import dev.cairn.contract.HttpClientFaultContract;
import dev.cairn.contract.WebCall;
import org.junit.jupiter.api.AfterEach;

class ApacheAsyncFaultsTest extends HttpClientFaultContract {
  private final CairnApacheHttpAsyncClientTest clients = new CairnApacheHttpAsyncClientTest();

  @Override
  protected WebCall.Client client(Cairn cairn) {
    return clients.client(cairn, false);
  }

  /** To wait for the answer would keep the thread that is to read it. */
  @Override
  protected void reenter(WebCall.Client client, WebCall call) {
    client.sendAsync(call);
  }

  @AfterEach
  void closeClients() {
    clients.closeClients();
  }
}
