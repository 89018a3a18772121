// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cairn.explorer.cli.Cli.Run;
import dev.cairn.explorer.store.StoreSettings;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code cairn user}, from spans sent by OTLP to the tree on the terminal. */
final class UserCommandTest {
  private static final String OBJECT = "s3://photos/ada/cat.jpg";
  private static ExplorerServer explorer;

  @BeforeAll
  static void start() {
    explorer = ExplorerServer.start(0, 0, StoreSettings.inMemory());
    try (Sent sent = new Sent(explorer)) {
      Span post = sent.request("ada", "POST /photos");
      sent.write(post, "S3.PutObject", OBJECT, "abc");
      sent.write(post, "DynamoDB.PutItem", "dynamodb://photos/cat", null);
      post.end();
      Span get = sent.request("bob", "GET /photos/{id}");
      sent.read(get, OBJECT, post.getSpanContext());
      get.end();
      Span failed = sent.request("ada", "DELETE /photos/{id}");
      failed.setStatus(StatusCode.ERROR);
      failed.end();
    }
  }

  @AfterAll
  static void stop() {
    explorer.close();
  }

  @Test
  void chain_isATree() {
    Run run = Cli.run("user", "ada", "--explorer", explorer.httpUrl());

    assertThat(run.code()).isZero();
    String shape = run.out().replaceAll("\\+?-?\\d+\\.\\d ms", "#").replaceAll("20\\S+ \\S+Z", "T");
    assertThat(shape)
        .startsWith(
            """
            user ada  2 requests

            T  POST /photos  201  photo-api  #
            ├─ S3.PutObject  photo-api  s3://photos/ada/cat.jpg  #  #
            │  └─ → GET /photos/{id}  201  photo-api  user bob  #  #
            │     └─ S3.GetObject  photo-api  s3://photos/ada/cat.jpg  #  #
            └─ DynamoDB.PutItem  photo-api  dynamodb://photos/cat  #  #

            T  DELETE /photos/{id}  201  photo-api  #
            """);
    assertThat(run.out()).contains("complete: unknown, ");
  }

  @Test
  void errors_areRed_onATerminalOnly() {
    assertThat(Cli.runInColour("user", "ada", "--explorer", explorer.httpUrl()).out())
        .contains("\u001b[31mDELETE /photos/{id}");
    assertThat(Cli.run("user", "ada", "--explorer", explorer.httpUrl()).out())
        .doesNotContain("\u001b");
  }

  @Test
  void json_isTheAnswerOfTheApi() throws IOException {
    JsonNode json =
        new JsonMapper()
            .readTree(Cli.run("user", "ada", "--json", "--explorer", explorer.httpUrl()).out());

    assertThat(json.path("requests").size()).isEqualTo(2);
    assertThat(json.has("complete")).isTrue();
    assertThat(json.path("completeReason").isTextual()).isTrue();
  }

  @Test
  void options_choose() {
    String url = explorer.httpUrl() + "/";

    assertThat(Cli.run("user", "ada", "--tenant", "none", "--explorer", url).out())
        .contains("tenant none  0 requests");
    assertThat(Cli.run("user", "ada", "--since", "1h", "--explorer", url).out())
        .contains("2 requests");
    assertThat(Cli.run("user", "ada", "--until", "1h", "--explorer", url).out())
        .contains("0 requests");
    assertThat(Cli.run("user", "ada", "--limit", "1", "--explorer", url).out())
        .contains("1 request\n")
        .contains("DELETE");
  }

  @Test
  void unreadableOption_isWrongUsage() {
    Run run = Cli.run("user", "ada", "--since", "yesterday", "--explorer", explorer.httpUrl());

    assertThat(run.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(run.err()).contains("since: 'yesterday'").contains("15m, 2h, 7d");
  }

  @Test
  void explorerThatIsNotThere_isAnErrorWithItsFix() {
    Run run = Cli.run("user", "ada", "--explorer", "http://127.0.0.1:1");

    assertThat(run.code()).isEqualTo(ExitCodes.ERROR);
    assertThat(run.err()).contains("http://127.0.0.1:1", "cairn serve", "--explorer");
  }

  @Test
  void explorerThatIsNoUrl_isWrongUsage() {
    for (String url : new String[] {"nonsense", "ftp://127.0.0.1", "http://a b", "file:///etc"}) {
      Run run = Cli.run("user", "ada", "--explorer", url);
      assertThat(run.code()).as(url).isEqualTo(ExitCodes.USAGE);
      assertThat(run.err()).contains("--explorer: '" + url + "' is no URL");
    }
  }

  @Test
  void serverThatIsNoExplorer_isAnError() {
    Run run = Cli.run("user", "ada", "--explorer", explorer.httpUrl() + "/elsewhere");

    assertThat(run.code()).isEqualTo(ExitCodes.ERROR);
    assertThat(run.err()).contains("answered 404");
  }
}
