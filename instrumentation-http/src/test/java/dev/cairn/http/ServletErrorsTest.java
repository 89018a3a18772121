// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.contract.HttpErrorContract;
import dev.cairn.contract.Listener;
import dev.cairn.contract.WebApp;

class ServletErrorsTest extends HttpErrorContract {
  @Override
  protected WebApp.Server serve(Listener listener, WebApp application) {
    return CairnServletTest.start(listener, application);
  }
}
