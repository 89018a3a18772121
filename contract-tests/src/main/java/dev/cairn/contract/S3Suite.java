// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.CairnAttributes;
import dev.cairn.Stamp;
import dev.cairn.StampMode;
import dev.cairn.UserMode;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the suites for clients of S3 have in common: a server, a bare and a decorated client. */
@Tag(RealAws.TAG)
public abstract class S3Suite {
  @RegisterExtension protected final Telemetry telemetry = new Telemetry();

  /** Over the smallest part that S3 takes, 5 MiB, so that it needs two. */
  protected static final byte[] LARGE =
      "0123456789".repeat(600_000).getBytes(StandardCharsets.UTF_8);

  protected String bucket;
  protected ObjectClient bare;
  protected ObjectClient decorated;

  /** Returns a client of the server decorated by {@code cairn}, or not where that is null. */
  protected abstract ObjectClient newClient(Cairn cairn);

  /** Returns a client decorated twice, as by builder and class path. */
  protected abstract ObjectClient newClientDecoratedTwice(Cairn cairn);

  /** Returns the server. */
  protected abstract ObjectServer server();

  @BeforeEach
  void open() {
    bucket = server().newBucket();
    bare = newClient(null);
    decorated = newClient(cairn().build());
  }

  @AfterEach
  void close() {
    server().heal();
    bare.close();
    decorated.close();
  }

  /** Returns settings by which stamps name everything. */
  protected Cairn.Builder cairn() {
    return Cairn.builder(telemetry.openTelemetry())
        .service("photo-api")
        .stamp("s3://*", StampMode.FULL)
        .stampUser(UserMode.PLAIN);
  }

  /** Runs the call inside a request of the user ada, and returns what it returns. */
  protected <T> T asAda(Supplier<T> call) {
    return Requests.asAda(telemetry.openTelemetry(), call);
  }

  /** Runs the call inside a request of another user. */
  protected <T> T asBob(Supplier<T> call) {
    return Requests.as("bob", telemetry.openTelemetry(), call);
  }

  /** Returns the stamp of an object, as an undecorated client sees it. */
  protected Stamp stored(String key) {
    return Stamp.parse(bare.head(bucket, key).metadata().get("cairn"));
  }

  /** Returns the span of the request. */
  protected SpanData entry() {
    return telemetry.span(Requests.NAME);
  }

  /** Returns an attribute of a span, or null. */
  protected static <T> T attribute(SpanData span, AttributeKey<T> key) {
    return span.getAttributes().get(key);
  }

  /** Checks that the only put went out unstamped for this reason, and that it was counted. */
  protected void assertSkipped(String reason) {
    assertThat(attribute(telemetry.span("S3.PutObject"), CairnAttributes.STAMP))
        .isEqualTo("skipped:" + reason);
    assertThat(telemetry.counted("cairn.stamp.skipped")).isEqualTo(1);
  }
}
