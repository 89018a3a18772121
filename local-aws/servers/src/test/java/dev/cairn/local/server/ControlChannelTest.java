// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ControlChannelTest {
  private final FaultRules rules = new FaultRules();

  @Test
  void fail_countsDown() throws Exception {
    assertThat(say("fail S3.PutObject 503 2 - -\n")).isEqualTo("cairn-local: ok\n");

    assertThat(rules.meet("S3.PutObject").code()).isEqualTo("SlowDown");
    assertThat(rules.meet("S3.GetObject")).isSameAs(Fault.NONE);
    assertThat(rules.meet("S3.PutObject").status()).isEqualTo(503);
    assertThat(rules.meet("S3.PutObject")).isSameAs(Fault.NONE);
  }

  @Test
  void fail_takesTheRestOfTheLineAsMessage() throws Exception {
    say("fail DynamoDB.PutItem 400 1 AccessDeniedException is not authorized\n");

    assertThat(rules.meet("DynamoDB.PutItem"))
        .isEqualTo(new Fault(400, "AccessDeniedException", "is not authorized"));
  }

  @Test
  void delay_holdsUp_untilReset() throws Exception {
    say("delay S3.GetObject 200000000\n");
    long start = System.nanoTime();
    rules.meet("S3.GetObject");
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(200));

    say("reset\n");
    start = System.nanoTime();
    rules.meet("S3.GetObject");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(200));
  }

  @Test
  void requests_areCounted_untilReset() throws Exception {
    rules.meet("S3.GetObject");
    rules.meet("S3.GetObject");

    assertThat(say("requests S3.GetObject\nrequests S3.PutObject\nreset\nrequests S3.GetObject\n"))
        .isEqualTo("cairn-local: ok 2\ncairn-local: ok 0\ncairn-local: ok\ncairn-local: ok 0\n");
  }

  @Test
  void nonsense_isRefused_andTheChannelGoesOn() throws IOException {
    String replies =
        say(
            "dance\n"
                + "fail S3.PutObject 200 1 - -\n"
                + "delay S3.Nothing 1\n"
                + "delay S3.PutObject x\n"
                + "reset\n");

    assertThat(replies.lines().toList())
        .hasSize(5)
        .first()
        .isEqualTo("cairn-local: refused unknown order dance");
    assertThat(replies.lines().limit(4)).allMatch(line -> line.contains("refused"));
    assertThat(replies).endsWith("cairn-local: ok\n");
  }

  private String say(String commands) throws IOException {
    ByteArrayOutputStream replies = new ByteArrayOutputStream();
    new ControlChannel(
            new ByteArrayInputStream(commands.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(replies, true, StandardCharsets.UTF_8),
            new FaultOrders(rules))
        .serve();
    return replies.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }
}
