// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import org.junit.jupiter.api.Test;

final class BlameTextTest {
  private static final String ANSWER =
      """
      {"address": "s3://photos/ada/cat.jpg", "stamp": "unsigned", "binding": "none",
       "current": true, "source": "both", "outcome": "applied",
       "request": {"method": "POST", "route": "/photos", "service": "photo-api", "status": 201,
                   "time": "2026-11-23T10:15:02.123Z"},
       "storedAt": "2026-11-23T10:15:02Z", "user": "ada", "tenant": "acme",
       "traceId": "4bf92f3577b34da6a3ce929d0e0e4736", "spanId": "00f067aa0ba902b7",
       "complete": null, "completeReason": "nobody knows", "writes": [], "entry": null}
      """;

  private static ObjectNode answer() throws IOException {
    return (ObjectNode) new JsonMapper().readTree(ANSWER);
  }

  private static String render(JsonNode answer) {
    return render(answer, false);
  }

  private static String render(JsonNode answer, boolean colour) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    return new BlameText(
            new Terminal(InputStream.nullInputStream(), nowhere, nowhere, colour, colour), answer)
        .render();
  }

  @Test
  void answer_isAnAlignedBlock() throws IOException {
    assertThat(render(answer()))
        .isEqualTo(
            """
            s3://photos/ada/cat.jpg
              request   POST /photos  201  photo-api  2026-11-23 10:15:02.123Z
              user      ada  tenant acme
              trace     4bf92f3577b34da6a3ce929d0e0e4736  span 00f067aa0ba902b7
              stored    2026-11-23T10:15:02Z  (current)
              evidence  stamp (unsigned) and span
              complete  unknown: nobody knows\
            """);
  }

  @Test
  void whatIsUnknown_isSaidToBe() throws IOException {
    ObjectNode answer = answer().putNull("current").putNull("storedAt").putNull("spanId");
    answer.set(
        "request",
        new JsonMapper()
            .readTree(
                "{\"method\":null,\"route\":null,\"service\":null,\"status\":null,\"time\":null}"));

    assertThat(render(answer))
        .contains("request   unknown\n")
        .contains("stored    unknown\n")
        .contains("trace     4bf92f3577b34da6a3ce929d0e0e4736\n");
  }

  @Test
  void overwritten_isSaid() throws IOException {
    assertThat(render(answer().put("current", false))).contains("(overwritten since");
  }

  @Test
  void complete_isYesOrNoWithItsReason() throws IOException {
    assertThat(render(answer().put("complete", false))).endsWith("complete  no: nobody knows");
    assertThat(render(answer().put("complete", true).putNull("completeReason")))
        .endsWith("complete  yes");
  }

  @Test
  void evidence_ofASpanAlone_saysWhatTheStampWas() throws IOException {
    ObjectNode span = answer().put("source", "span");

    assertThat(render(span.put("stamp", "none"))).contains("evidence  span; no stamp");
    assertThat(render(span.put("stamp", "invalid"))).contains("evidence  span; stamp (invalid)");
  }

  @Test
  void userUnknown_namesTheSettingOfTheStore() throws IOException {
    ObjectNode object = answer().putNull("user");
    ObjectNode item = answer().putNull("user").put("address", "dynamodb://photos/42");

    assertThat(render(object))
        .contains("user      unknown  tenant acme\n")
        .contains(".stampUser(UserMode.PLAIN).stamp(\"s3://<bucket>\", StampMode.FULL)");
    assertThat(render(item))
        .contains(".stampUser(UserMode.PLAIN)")
        .doesNotContain("StampMode.FULL");
  }

  @Test
  void originUnknown_saysWhatWasLookedAt() throws IOException {
    ObjectNode plain = answer().putNull("source").put("stamp", "none");
    ObjectNode own = answer().putNull("source").put("stamp", "invalid");

    assertThat(render(plain)).contains("origin    unknown: no stamp and no span");
    assertThat(render(own)).contains("origin    unknown: stamp (invalid) and no span");
    assertThat(render(own)).doesNotContain("request", "user");
  }

  @Test
  void writes_areListed_theFirstTen() throws IOException {
    ObjectNode answer = answer();
    ArrayNode writes = answer.putArray("writes");
    for (int i = 0; i < 12; i++) {
      ObjectNode write =
          writes
              .addObject()
              .put("time", "2026-11-23T10:15:0" + i % 10 + "Z")
              .put("operation", "PutItem")
              .put("outcome", i == 1 ? "unknown" : i == 2 ? "rejected" : "applied")
              .put("user", "ada")
              .put("traceId", "trace" + i);
      write.putObject("request").put("method", "POST").put("route", "/r").put("service", "api");
    }

    String text = render(answer);

    assertThat(text)
        .contains("  writes    2026-11-23T10:15:00Z  PutItem  POST /r  api  user ada  trace0\n")
        .contains("            2026-11-23T10:15:01Z  PutItem  unknown  POST /r")
        .contains("            2026-11-23T10:15:02Z  PutItem  rejected  POST /r")
        .contains("trace9\n            … and 2 more\n")
        .doesNotContain("trace10");
  }

  @Test
  void everyField_isEscaped() throws IOException {
    String hostile = "x\u001b[31m\n\u202e";
    ObjectNode answer =
        answer()
            .put("address", "s3://" + hostile)
            .put("user", hostile)
            .put("tenant", hostile)
            .put("traceId", hostile)
            .put("spanId", hostile)
            .put("storedAt", hostile)
            .put("stamp", hostile)
            .put("completeReason", hostile);
    answer
        .putObject("request")
        .put("method", hostile)
        .put("route", hostile)
        .put("service", hostile)
        .put("status", hostile)
        .put("time", hostile);
    ObjectNode write = answer.putArray("writes").addObject();
    for (String name : new String[] {"time", "operation", "outcome", "user", "traceId"}) {
      write.put(name, hostile);
    }
    write.set("request", answer.path("request"));

    assertThat(render(answer)).doesNotContain("\u001b", "\u202e", "\n\\u202e");
    assertThat(render(answer).lines()).hasSize(8);
  }

  @Test
  void errorsOfTheServer_areRedOnATerminal() throws IOException {
    ObjectNode failed = answer();
    ((ObjectNode) failed.path("request")).put("status", 503);

    assertThat(render(failed, true)).contains("\u001b[31m503\u001b[0m");
    assertThat(render(failed, false)).doesNotContain("\u001b").contains("503");
  }
}
