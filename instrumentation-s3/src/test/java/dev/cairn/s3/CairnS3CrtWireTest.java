// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import dev.cairn.Cairn;
import dev.cairn.contract.ObjectClient;
import dev.cairn.contract.S3WireContract;
import java.net.URI;
import software.amazon.awssdk.services.s3.S3CrtAsyncClientBuilder;

/** AWS SDK 2.x on the AWS Common Runtime. */
class CairnS3CrtWireTest extends S3WireContract {
  @Override
  protected ObjectClient newClient(Cairn cairn, URI endpoint) {
    S3CrtAsyncClientBuilder builder = LocalClients.crt().endpointOverride(endpoint);
    if (cairn == null) {
      return new AsyncClient(builder.build(), null);
    }
    CairnS3 decorator = CairnS3.create(cairn);
    return new AsyncClient(decorator.build(builder), decorator);
  }
}
