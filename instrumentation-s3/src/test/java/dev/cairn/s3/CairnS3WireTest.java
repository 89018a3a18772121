// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import dev.cairn.Cairn;
import dev.cairn.contract.ObjectClient;
import dev.cairn.contract.S3WireContract;
import java.net.URI;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** AWS SDK 2.x, synchronous. */
class CairnS3WireTest extends S3WireContract {
  @Override
  protected ObjectClient newClient(Cairn cairn, URI endpoint) {
    S3ClientBuilder builder = LocalClients.s3().endpointOverride(endpoint);
    if (cairn == null) {
      return new SyncClient(builder.build(), null);
    }
    CairnS3 decorator = CairnS3.create(cairn);
    return new SyncClient(decorator.build(builder), decorator);
  }
}
