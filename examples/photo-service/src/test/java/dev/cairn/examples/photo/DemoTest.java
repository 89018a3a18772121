// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples.photo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The demo's answers, read as a machine reads them, with stamps and without. */
class DemoTest {
  static final Path EXPLORER = Path.of("../../explorer/target");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Everything runs once for the tests of a class. */
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  abstract static class Played {
    private final Decoration decoration;
    Demo demo;
    List<String> addresses;

    Played(Decoration decoration) {
      this.decoration = decoration;
    }

    @BeforeAll
    void play() throws IOException, InterruptedException {
      demo = new Demo(EXPLORER, decoration);
      demo.play(Demo.SLOW);
      addresses = demo.addresses();
    }

    @AfterAll
    void end() {
      demo.close();
    }

    JsonNode blame(String address) throws JsonProcessingException {
      return JSON.readTree(demo.cairn("blame", "--json", address).text());
    }

    /** Returns every text in the chain of a user. */
    Set<String> chain(String user) throws JsonProcessingException {
      Explorer.Output output = demo.cairn("user", user, "--json");
      assertThat(output.exitCode()).as(output.text()).isZero();
      Set<String> texts = new TreeSet<>();
      List<JsonNode> nodes = new ArrayList<>(List.of(JSON.readTree(output.text())));
      while (!nodes.isEmpty()) {
        JsonNode node = nodes.remove(nodes.size() - 1);
        node.forEach(nodes::add);
        if (node.isTextual()) {
          texts.add(node.textValue());
        }
      }
      return texts;
    }
  }

  @Nested
  class WithStamps extends Played {
    WithStamps() {
      super(Decoration.STAMPS);
    }

    @Test
    void blame_namesTheUpload_ofAFileAndOfWhatTheWorkerMadeOfIt() throws IOException {
      String trace = null;
      for (String address : List.of(addresses.get(0), addresses.get(2), addresses.get(3))) {
        JsonNode answer = blame(address);

        assertThat(answer.get("address").textValue()).isEqualTo(address);
        assertThat(answer.get("stamp").textValue()).isEqualTo("unsigned");
        assertThat(answer.get("source").textValue()).isEqualTo("both");
        assertThat(answer.get("outcome").textValue()).isEqualTo("applied");
        assertThat(answer.get("user").textValue()).isEqualTo("ada");
        assertThat(answer.get("tenant").textValue()).isEqualTo("acme");
        assertThat(answer.get("request").get("method").textValue()).isEqualTo("POST");
        assertThat(answer.get("request").get("route").textValue()).isEqualTo("/photos");
        assertThat(answer.get("request").get("service").textValue()).isEqualTo("photo-api");
        assertThat(answer.get("request").get("status").intValue()).isEqualTo(201);
        trace = trace == null ? answer.get("traceId").textValue() : trace;
        assertThat(answer.get("traceId").textValue()).as("one request").isEqualTo(trace);
      }
    }

    @Test
    void blame_namesTheLike_thatWroteTheRecordLast() throws IOException {
      JsonNode answer = blame(addresses.get(1));

      assertThat(answer.get("user").textValue()).isEqualTo("bob");
      assertThat(answer.get("request").get("route").textValue()).isEqualTo("/photos/{id}/likes");
    }

    @Test
    void chain_goesAcrossServices_andThroughStorage() throws IOException {
      assertThat(chain("ada"))
          .contains("photo-api", "moderation", "thumbnail-worker", "make thumbnail")
          .contains(addresses.get(0), addresses.get(2), addresses.get(3));
    }

    @Test
    void blame_exits4_forWhatAnUndecoratedClientStored() {
      demo.putUndecorated("stranger.txt");

      assertThat(demo.cairn("blame", "s3://photos/stranger.txt").exitCode()).isEqualTo(4);
    }

    @Test
    void blame_exits3_whereNothingIsStored() {
      assertThat(demo.cairn("blame", "s3://photos/nothing.txt").exitCode()).isEqualTo(3);
      assertThat(demo.cairn("blame", "dynamodb://photos/nothing").exitCode()).isEqualTo(3);
    }
  }

  @Nested
  class WithoutStamps extends Played {
    WithoutStamps() {
      super(Decoration.RECORDS);
    }

    @Test
    void blame_knowsNothing_ofWhatTheWorkerMade() {
      assertThat(demo.cairn("blame", addresses.get(2)).exitCode()).isEqualTo(4);
      assertThat(demo.cairn("blame", addresses.get(3)).exitCode()).isEqualTo(4);
    }

    @Test
    void blame_hasTheWriteRecordAlone_ofWhatARequestStored() throws IOException {
      JsonNode answer = blame(addresses.get(0));

      assertThat(answer.get("stamp").textValue()).isEqualTo("none");
      assertThat(answer.get("source").textValue()).isEqualTo("span");
      assertThat(answer.get("user").textValue()).isEqualTo("ada");
    }

    @Test
    void chain_losesTheLinksThroughStorage_andNothingElse() throws IOException {
      assertThat(chain("ada"))
          .contains("photo-api", "moderation", addresses.get(0))
          .doesNotContain("thumbnail-worker", "make thumbnail");
    }
  }
}
