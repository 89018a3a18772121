// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.cairn.explorer.cli.Cli.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code cairn blame} on storage that refuses, which local servers do not. */
final class BlameFaultTest {
  private HttpServer storage;
  private volatile int status;
  private volatile int statusOfBuckets;
  private volatile String body = "";

  @BeforeEach
  void start() throws IOException {
    System.setProperty("aws.region", "us-east-1");
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    storage = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    storage.createContext(
        "/",
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          boolean head = exchange.getRequestMethod().equals("HEAD");
          exchange.getResponseHeaders().set("content-type", "application/x-amz-json-1.0");
          boolean bucket = exchange.getRequestURI().getPath().matches("/[^/]+/?");
          int code = bucket && statusOfBuckets != 0 ? statusOfBuckets : status;
          exchange.sendResponseHeaders(code, head || bytes.length == 0 ? -1 : bytes.length);
          if (!head) {
            exchange.getResponseBody().write(bytes);
          }
          exchange.close();
        });
    storage.start();
  }

  @AfterEach
  void stop() {
    storage.stop(0);
  }

  private Run blame(String address) {
    return Cli.run(
        "blame", "--endpoint-url", "http://127.0.0.1:" + storage.getAddress().getPort(), address);
  }

  @Test
  void objectThatMayNotBeRead_isNotPermitted() {
    status = 403;

    Run run = blame("s3://photos/cat");

    assertThat(run.code()).isEqualTo(ExitCodes.NOT_PERMITTED);
    assertThat(run.err()).contains("cannot read s3://photos/cat", "not permitted");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void itemThatMayNotBeRead_isNotPermitted() {
    status = 400;
    body = "{\"__type\":\"com.amazon.coral.service#AccessDeniedException\",\"Message\":\"no\"}";

    Run run = blame("dynamodb://photos/cat");

    assertThat(run.code()).isEqualTo(ExitCodes.NOT_PERMITTED);
    assertThat(run.err()).contains("AccessDeniedException").doesNotContain("\tat ");
  }

  @Test
  void bucketThatIsNotThere_isAnError() {
    status = 404;

    assertThat(blame("s3://photos/cat").code()).isEqualTo(ExitCodes.ERROR);
    assertThat(blame("s3://photos/cat").err()).contains("there is no bucket 'photos'");
  }

  @Test
  void deleteMarker_isNothingStored() {
    status = 405;

    assertThat(blame("s3://photos/cat?versionId=7").code()).isEqualTo(ExitCodes.NOTHING_STORED);
  }

  @Test
  void bucketThatMayNotBeLookedAt_isTakenToBeThere() {
    statusOfBuckets = 403;
    status = 404;

    assertThat(blame("s3://photos/cat").code()).isEqualTo(ExitCodes.NOTHING_STORED);
  }

  @Test
  void notPermitted_isWorseThanNothingStored() {
    statusOfBuckets = 200;
    status = 404;
    body = "{\"__type\":\"x#AccessDeniedException\"}";
    String url = "http://127.0.0.1:" + storage.getAddress().getPort();

    Run run = Cli.run("blame", "--endpoint-url", url, "s3://photos/cat", "dynamodb://photos/cat");

    assertThat(run.code()).isEqualTo(ExitCodes.NOT_PERMITTED);
    assertThat(run.out()).contains("s3://photos/cat");
  }

  @Test
  void otherRefusals_areErrorsInTheServicesWords() {
    status = 400;
    body = "{\"__type\":\"x#ValidationException\",\"message\":\"odd \\u001b[2J table\"}";

    Run run = blame("dynamodb://photos/cat");

    assertThat(run.code()).isEqualTo(ExitCodes.ERROR);
    assertThat(run.err()).contains("ValidationException: odd \\u001b[2J table");
  }

  @Test
  void storageThatIsNotThere_isAnErrorThatNamesTheSetting() {
    storage.stop(0);

    Run run = blame("s3://photos/cat");

    assertThat(run.code()).isEqualTo(ExitCodes.ERROR);
    assertThat(run.err()).contains("--endpoint-url", "AWS_ENDPOINT_URL").doesNotContain("\tat ");
  }
}
