// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cairn.explorer.cli.Cli.Run;
import dev.cairn.explorer.store.StoreSettings;
import io.opentelemetry.api.trace.Span;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** {@code cairn blame} on real servers. */
final class BlameCommandTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String TRACE_STAMP = "00-" + TRACE + "-00f067aa0ba902b7-01";
  private static final String STAMP =
      TRACE_STAMP + ";u=ada;t=acme;r=POST%20/photos/{id};s=photo-api";

  private static Aws aws;
  private static ExplorerServer explorer;

  @BeforeAll
  static void start() {
    aws = new Aws();
    explorer = ExplorerServer.start(0, 0, StoreSettings.inMemory());
  }

  @AfterAll
  static void stop() {
    explorer.close();
  }

  private static String s3(String key) {
    return "s3://" + aws.name + "/" + key;
  }

  private static Run blame(String... arguments) {
    return Cli.run(aws.blame(arguments));
  }

  private static JsonNode json(String... arguments) throws IOException {
    String[] withJson = new String[arguments.length + 1];
    System.arraycopy(arguments, 0, withJson, 1, arguments.length);
    withJson[0] = "--json";
    return new JsonMapper().readTree(blame(withJson).out());
  }

  @Test
  void object_isBlamedByItsStampAlone_whereNoExplorerIs() throws IOException {
    aws.put("stamped", STAMP);

    Run run = blame(s3("stamped"));

    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains(s3("stamped"), "POST /photos/{id}  photo-api", "ada  tenant acme", TRACE)
        .contains("stamp (unsigned)")
        .contains("unknown: no explorer answered");
    JsonNode json = json(s3("stamped"));
    assertThat(json.path("source").asText()).isEqualTo("stamp");
    assertThat(json.path("storedAt").isTextual()).isTrue();
    assertThat(json.path("request").path("method").asText()).isEqualTo("POST");
  }

  @Test
  void severalAddresses_areOneTableAsCsv() {
    aws.put("one", STAMP);
    aws.put("two", null);

    Run run = blame("--csv", s3("one"), s3("two"));

    assertThat(run.code()).isEqualTo(ExitCodes.NO_ORIGIN);
    assertThat(run.out().lines())
        .satisfiesExactly(
            titles -> assertThat(titles).startsWith("address,stamp,binding,current,source,"),
            one -> assertThat(one).contains("one,unsigned,", ",POST,/photos/{id},", ",ada,acme,"),
            two -> assertThat(two).contains("two,none,"));
  }

  @Test
  void object_isBlamedByStampAndSpan() throws IOException {
    String address = s3("both");
    try (Sent sent = new Sent(explorer)) {
      Span request = sent.request("ada", "POST /photos");
      String etag = aws.put("both", Sent.stamp(request, ""));
      sent.write(request, "S3.PutObject", address, etag);
      request.end();
    }

    Run run = blame("--explorer", explorer.httpUrl(), address);

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("POST /photos  201  photo-api  20")
        .contains("ada  tenant acme")
        .contains("(current)")
        .contains("stamp (unsigned) and span");
    JsonNode json = json("--explorer", explorer.httpUrl(), address);
    assertThat(json.path("source").asText()).isEqualTo("both");
    assertThat(json.path("current").asBoolean()).isTrue();
    assertThat(json.path("user").asText()).isEqualTo("ada");
    assertThat(json.size()).isEqualTo(13);
  }

  @Test
  void item_isBlamed_withItsEarlierWritesNewestFirst() {
    String table = aws.table("S");
    String address = "dynamodb://" + table + "/cat";
    String[] traces = new String[2];
    try (Sent sent = new Sent(explorer)) {
      for (int i = 0; i < traces.length; i++) {
        Span request = sent.request("ada", "POST /photos");
        traces[i] = request.getSpanContext().getTraceId();
        sent.write(request, "DynamoDB.PutItem", address, null);
        request.end();
        aws.putItem(
            table,
            Map.of(
                "pk", AttributeValue.fromS("cat"),
                "cairn", AttributeValue.fromS(Sent.stamp(request, ";u=ada;t=acme"))));
      }
    }

    Run run = blame("--explorer", explorer.httpUrl(), address);

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("trace     " + traces[1]).contains("writes");
    assertThat(run.out().lastIndexOf(traces[1])).isLessThan(run.out().lastIndexOf(traces[0]));
  }

  @Test
  void keyValues_areOfTheTablesTypes() throws IOException {
    String table = aws.table("NB");
    aws.putItem(
        table,
        Map.of(
            "pk", AttributeValue.fromN("42"),
            "sk", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {1, 2})),
            "cairn", AttributeValue.fromS(STAMP)));

    JsonNode json = json("dynamodb://" + table + "/42.0/b:AQI");

    assertThat(json.path("address").asText()).isEqualTo("dynamodb://" + table + "/n:42/b:AQI");
    assertThat(json.path("user").asText()).isEqualTo("ada");
    assertThat(json.path("storedAt").isNull()).isTrue();
    assertThat(blame("dynamodb://" + table + "/42").code()).isEqualTo(ExitCodes.USAGE);
    assertThat(blame("dynamodb://" + table + "/42").err()).contains("names no sort key");
    assertThat(blame("dynamodb://" + table + "/42/text").err())
        .contains("'sk' is of type B")
        .contains("b:<base64url>");
  }

  @Test
  void otherStampKey_isAskedFor() {
    aws.s3.putObject(
        b -> b.bucket(aws.name).key("other-key").metadata(Map.of("origin", STAMP)),
        RequestBody.fromString("x"));

    assertThat(blame(s3("other-key")).code()).isEqualTo(ExitCodes.NO_ORIGIN);
    assertThat(blame("--stamp-key", "origin", s3("other-key")).out()).contains("ada");
  }

  @Test
  void stampWithoutAUser_namesTheSetting() {
    aws.put("trace-only", TRACE_STAMP);

    assertThat(blame(s3("trace-only")).out())
        .contains(".stampUser(UserMode.PLAIN)")
        .contains("StampMode.FULL");
    assertThat(blame(s3("trace-only")).code()).isZero();
  }

  @Test
  void hostileStamp_isShownEscaped() {
    aws.put(
        "hostile",
        TRACE_STAMP + ";u=ada%1B[2J%0Aevil;r=POST%20/%E2%80%AEphotos".replace("[", "%5B"));

    Run run = blame(s3("hostile"));

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("ada\\u001b[2J\\u000aevil").contains("\\u202ephotos");
    assertThat(run.out()).doesNotContain("\u001b", "\u202e", "\nevil");
    assertThat(blame("--json", s3("hostile")).out()).doesNotContain("\u001b");
  }

  @Test
  void valueOfTheApplication_isNoStamp() throws IOException {
    aws.put("app", "the application's own");

    assertThat(blame(s3("app")).code()).isEqualTo(ExitCodes.NO_ORIGIN);
    assertThat(blame(s3("app")).out()).contains("stamp (invalid)");
    assertThat(json(s3("app")).path("stamp").asText()).isEqualTo("invalid");
  }

  @Test
  void exitCodes_tellNothingStoredFromNoOrigin() {
    aws.put("plain", null);
    String table = aws.table("N");

    assertThat(blame(s3("plain")).code()).isEqualTo(ExitCodes.NO_ORIGIN);
    assertThat(blame(s3("missing")).code()).isEqualTo(ExitCodes.NOTHING_STORED);
    assertThat(blame("--json", s3("missing")).out()).contains("\"stamp\":\"none\"");
    assertThat(blame("dynamodb://" + table + "/7").code()).isEqualTo(ExitCodes.NOTHING_STORED);
  }

  @Test
  void missingContainers_areErrorsThatNameThem() {
    Run bucket = blame("s3://no-such-bucket-here/key");
    Run table = blame("dynamodb://no-such-table/key");

    assertThat(bucket.code()).isEqualTo(ExitCodes.ERROR);
    assertThat(bucket.err()).contains("there is no bucket 'no-such-bucket-here'");
    assertThat(table.code()).isEqualTo(ExitCodes.ERROR);
    assertThat(table.err()).contains("there is no table 'no-such-table'");
  }

  @Test
  void severalAddresses_areAllAnswered_andTheWorstIsReturned() {
    aws.put("one", STAMP);
    aws.put("two", null);

    Run run = blame("--json", s3("one"), s3("missing"), s3("two"));

    assertThat(run.code()).isEqualTo(ExitCodes.NOTHING_STORED);
    assertThat(run.out().lines()).hasSize(3);
  }

  @Test
  void versions_areAddressed() throws IOException {
    aws.s3.putBucketVersioning(
        b -> b.bucket(aws.name).versioningConfiguration(v -> v.status("Enabled")));
    String first =
        aws.s3
            .putObject(
                b -> b.bucket(aws.name).key("versions").metadata(Map.of("cairn", STAMP)),
                RequestBody.fromString("1"))
            .versionId();
    aws.put("versions", null);

    assertThat(blame(s3("versions")).code()).isEqualTo(ExitCodes.NO_ORIGIN);
    JsonNode json = json(s3("versions") + "?versionId=" + first);
    assertThat(json.path("user").asText()).isEqualTo("ada");
  }

  @Test
  void explicitExplorerThatIsNotThere_isAnError() {
    aws.put("alone", STAMP);

    Run run = blame("--explorer", "http://127.0.0.1:1", s3("alone"));

    assertThat(run.code()).isEqualTo(ExitCodes.ERROR);
    assertThat(run.err()).contains("http://127.0.0.1:1", "cairn serve").doesNotContain("\tat ");
  }
}
