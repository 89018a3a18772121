// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.Cairn;
import dev.cairn.contract.HttpClientFaultContract;
import dev.cairn.contract.WebCall;

class JdkClientFaultsTest extends HttpClientFaultContract {
  @Override
  protected WebCall.Client client(Cairn cairn) {
    return new CairnHttpClientTest().client(cairn, false);
  }
}
