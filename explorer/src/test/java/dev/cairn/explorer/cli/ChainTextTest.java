// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChainTextTest {
  private static ObjectNode node(String name, double offset, double duration, ObjectNode... below) {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", name)
            .put("time", "2026-11-26T11:10:27.83Z")
            .put("startOffsetMs", offset)
            .put("durationMs", duration);
    node.putArray("children").addAll(List.of(below));
    return node;
  }

  private static ObjectNode scan(double offset, double duration) {
    return node("DynamoDB.Scan", offset, duration).put("via", "storage");
  }

  private static List<String> lines(ObjectNode... trees) {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    Terminal terminal = new Terminal(InputStream.nullInputStream(), nowhere, nowhere, false, false);
    ArrayNode all = JsonNodeFactory.instance.arrayNode().addAll(List.of(trees));
    return new ChainText(terminal).trees(all);
  }

  @Test
  void manyThatSayTheSame_shareALine() {
    ObjectNode put =
        node(
            "POST /photos",
            0,
            9,
            scan(20, 3),
            scan(30, 8),
            scan(40, 2),
            node("S3.PutObject", 50, 4, scan(60, 1), scan(70, 1)));

    assertThat(lines(put))
        .containsExactly(
            "",
            "2026-11-26 11:10:27.83Z  POST /photos  9.0 ms",
            "├─ → DynamoDB.Scan  3 times  +20.0 ms to +40.0 ms  at most 8.0 ms",
            "└─ S3.PutObject  +50.0 ms  4.0 ms",
            "   ├─ → DynamoDB.Scan  +60.0 ms  1.0 ms",
            "   └─ → DynamoDB.Scan  +70.0 ms  1.0 ms");
  }

  @Test
  void whatDiffersOrGoesOn_hasALineOfItsOwn() {
    ObjectNode failed = scan(50, 1).put("status", "error").put("error", "500");
    ObjectNode put =
        node(
            "POST /photos",
            0,
            9,
            scan(20, 3),
            node("DynamoDB.Scan", 30, 8, scan(31, 1)).put("via", "storage"),
            scan(40, 2),
            failed,
            scan(60, 1),
            scan(70, 1));

    assertThat(lines(put)).hasSize(9).noneMatch(line -> line.contains("times"));
  }
}
