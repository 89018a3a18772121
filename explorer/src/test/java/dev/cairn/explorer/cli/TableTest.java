// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TableTest {
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("name", "name"),
          Column.count("times", "count"),
          Column.text("nobody has it", "absent"),
          new Column("share", "share", Column.Kind.SHARE));

  private static ObjectNode row(String name, long count, Double share) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", name)
        .put("count", count)
        .put("share", share);
  }

  private static Terminal terminal(boolean colour) {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    return new Terminal(InputStream.nullInputStream(), nowhere, nowhere, colour, colour);
  }

  @Test
  void columns_areAligned_emptyOnesLeftOut() {
    Table table = new Table(COLUMNS, List.of(row("a", 1234, 0.5), row("longer", 7, null)));

    assertThat(table.lines(terminal(false)))
        .containsExactly(
            "name    times    share", //
            "a        1234  50.00 %",
            "longer      7");
    assertThat(table.lines(terminal(true)).get(0)).startsWith("\u001b[2m");
  }

  @Test
  void noRows_areNoLines() {
    assertThat(new Table(COLUMNS, List.of()).lines(terminal(false))).isEmpty();
  }

  @Test
  void csv_hasEveryColumn_andNumbersAsTheyAre() {
    assertThat(new Table(COLUMNS, List.of(row("a", 7, 0.123456789))).csv())
        .isEqualTo("name,count,absent,share\r\na,7,,0.123456789");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "=1+1~'=1+1",
        "@SUM(A1)~'@SUM(A1)",
        "-2+3~'-2+3",
        "a,b~\"a,b\"",
        "say \"hi\"~\"say \"\"hi\"\"\"",
        "=\"x\",~\"'=\"\"x\"\",\""
      })
  void csv_quotes_andHoldsNoFormulas(String name, String cell) {
    assertThat(new Table(List.of(COLUMNS.get(0)), List.of(row(name, 1, null))).csv())
        .isEqualTo("name\r\n" + cell);
  }

  @Test
  void controlCharacters_areShownNotSent() {
    Table table = new Table(COLUMNS, List.of(row("a\u001b[2J\r\n\u202eb", 1, null)));

    assertThat(table.lines(terminal(false)).get(1)).startsWith("a\\u001b[2J\\u000d\\u000a\\u202eb");
    assertThat(table.csv().lines()).hasSize(2);
  }
}
