// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.Cairn;
import dev.cairn.contract.HttpServerFaultContract;
import dev.cairn.contract.Listener;
import dev.cairn.contract.WebApp;
import dev.cairn.contract.WebCall;

class ServletFaultsTest extends HttpServerFaultContract {
  @Override
  protected WebApp.Server serve(Listener listener, WebApp application) {
    return CairnServletTest.start(listener, application);
  }

  @Override
  protected WebCall.Client client(Cairn cairn) {
    return new CairnHttpClientTest().client(cairn, false);
  }
}
