// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.Cairn;
import dev.cairn.contract.HttpClientFaultContract;
import dev.cairn.contract.WebCall;

class ApacheFaultsTest extends HttpClientFaultContract {
  @Override
  protected WebCall.Client client(Cairn cairn) {
    return new CairnApacheHttpClientTest().client(cairn, false);
  }
}
