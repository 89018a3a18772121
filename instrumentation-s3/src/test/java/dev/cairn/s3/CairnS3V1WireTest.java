// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.s3.AmazonS3ClientBuilder;
import dev.cairn.Cairn;
import dev.cairn.contract.ObjectClient;
import dev.cairn.contract.S3WireContract;
import java.net.URI;

/** AWS SDK 1.x. */
class CairnS3V1WireTest extends S3WireContract {
  @Override
  protected ObjectClient newClient(Cairn cairn, URI endpoint) {
    AmazonS3ClientBuilder builder =
        LocalClients.s3V1()
            .withEndpointConfiguration(new EndpointConfiguration(endpoint.toString(), "us-east-1"));
    if (cairn == null) {
      return new V1Client(builder.build(), null);
    }
    CairnS3V1 decorator = CairnS3V1.create(cairn);
    return new V1Client(decorator.build(builder), decorator);
  }
}
