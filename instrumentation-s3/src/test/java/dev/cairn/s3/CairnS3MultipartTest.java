// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import dev.cairn.Cairn;
import dev.cairn.contract.AsyncObjectClient;
import dev.cairn.contract.ObjectServer;
import dev.cairn.contract.S3PartsContract;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** AWS SDK 2.x, asynchronous on Netty, large objects in parts. */
class CairnS3MultipartTest extends S3PartsContract {
  @Override
  protected AsyncObjectClient newClient(Cairn cairn) {
    if (cairn == null) {
      return new AsyncClient(LocalClients.multipart().build(), null);
    }
    CairnS3 decorator = CairnS3.create(cairn);
    return new AsyncClient(decorator.build(LocalClients.multipart()), decorator);
  }

  @Override
  protected AsyncObjectClient newClientDecoratedTwice(Cairn cairn) {
    CairnS3 decorator = CairnS3.create(cairn);
    S3AsyncClient once = CairnS3.create(cairn).build(LocalClients.multipart());
    return new AsyncClient(decorator.wrap(once), decorator);
  }

  @Override
  protected ObjectServer server() {
    return LocalS3.INSTANCE;
  }
}
