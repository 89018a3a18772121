// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import dev.cairn.Cairn;
import dev.cairn.contract.ObjectClient;
import dev.cairn.contract.ObjectServer;
import dev.cairn.contract.S3Contract;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** AWS SDK 2.x, synchronous. */
class CairnS3Test extends S3Contract {
  @Override
  protected ObjectClient newClient(Cairn cairn) {
    if (cairn == null) {
      return new SyncClient(LocalClients.s3().build(), null);
    }
    CairnS3 decorator = CairnS3.create(cairn);
    return new SyncClient(decorator.build(LocalClients.s3()), decorator);
  }

  @Override
  protected ObjectClient newClientDecoratedTwice(Cairn cairn) {
    CairnS3 decorator = CairnS3.create(cairn);
    S3ClientBuilder builder = LocalClients.s3();
    builder.overrideConfiguration(
        c ->
            c.addExecutionInterceptor(CairnS3.create(cairn).interceptor())
                .addExecutionInterceptor(decorator.interceptor()));
    return new SyncClient(decorator.build(builder), decorator);
  }

  @Override
  protected ObjectServer server() {
    return LocalS3.INSTANCE;
  }
}
