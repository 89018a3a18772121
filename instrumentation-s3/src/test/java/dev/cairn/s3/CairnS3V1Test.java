// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import com.amazonaws.services.s3.AmazonS3ClientBuilder;
import dev.cairn.Cairn;
import dev.cairn.contract.ObjectClient;
import dev.cairn.contract.ObjectServer;
import dev.cairn.contract.S3Contract;

/** AWS SDK 1.x, synchronous. */
class CairnS3V1Test extends S3Contract {
  @Override
  protected ObjectClient newClient(Cairn cairn) {
    if (cairn == null) {
      return new V1Client(LocalClients.s3V1().build(), null);
    }
    CairnS3V1 decorator = CairnS3V1.create(cairn);
    return new V1Client(decorator.build(LocalClients.s3V1()), decorator);
  }

  @Override
  protected ObjectClient newClientDecoratedTwice(Cairn cairn) {
    CairnS3V1 decorator = CairnS3V1.create(cairn);
    AmazonS3ClientBuilder builder = LocalClients.s3V1();
    builder.setRequestHandlers(
        CairnS3V1.create(cairn).requestHandler(), decorator.requestHandler());
    return new V1Client(decorator.build(builder), decorator);
  }

  @Override
  protected ObjectServer server() {
    return LocalS3.INSTANCE;
  }
}
