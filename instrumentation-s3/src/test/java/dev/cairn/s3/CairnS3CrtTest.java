// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.contract.AsyncObjectClient;
import dev.cairn.contract.ObjectServer;
import dev.cairn.contract.S3PartsContract;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** AWS SDK 2.x, asynchronous on the AWS Common Runtime. */
class CairnS3CrtTest extends S3PartsContract {
  @Override
  protected AsyncObjectClient newClient(Cairn cairn) {
    if (cairn == null) {
      return new AsyncClient(LocalClients.crt().build(), null);
    }
    CairnS3 decorator = CairnS3.create(cairn);
    return new AsyncClient(decorator.build(LocalClients.crt()), decorator);
  }

  @Override
  protected AsyncObjectClient newClientDecoratedTwice(Cairn cairn) {
    CairnS3 decorator = CairnS3.create(cairn);
    S3AsyncClient once = CairnS3.create(cairn).build(LocalClients.crt());
    return new AsyncClient(decorator.wrap(once), decorator);
  }

  @Override
  protected ObjectServer server() {
    return LocalS3.INSTANCE;
  }

  /** What the runtime sends is its own affair: one span, with the parts' final ETag. */
  @Override
  protected SpanData uploadRecord() {
    assertThat(telemetry.spans("S3.UploadPart")).isEmpty();
    return telemetry.span("S3.PutObject");
  }

  @Override
  @Test
  @Disabled("the AWS Common Runtime retries by itself and tells nobody")
  protected void write_isOneSpan_whenRetried() {}

  @Override
  @Test
  @Disabled("the AWS Common Runtime knows no time limit of a call")
  protected void write_isOneSpanOfUnknownOutcome_whenTimeIsUp() {}
}
