// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.contract.HttpErrorContract;
import dev.cairn.contract.Listener;
import dev.cairn.contract.WebApp;
import java.io.IOException;

class JdkServerErrorsTest extends HttpErrorContract {
  @Override
  protected WebApp.Server serve(Listener listener, WebApp application) throws IOException {
    return CairnHttpServerTest.start(listener, application);
  }
}
