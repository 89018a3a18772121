// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples.photo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small tables against small sources. */
class ContractCheckTest {
  private static final Map<String, String> SOURCES =
      Map.of(
          "Suite",
          """
          public abstract class Suite {
            @Test
            void write_isRecorded() {
              helper();
            }

            @ParameterizedTest
            @ValueSource(strings = {"a", "b;"})
            void read_links(String how) {}

            void helper() {}
          }
          """,
          "Common",
          "abstract class Common extends Suite {}\n",
          "SyncTest",
          """
          class SyncTest extends Common {
            @Test
            void own_test() {}
          }
          """,
          "AsyncTest",
          """
          class AsyncTest extends Suite {
            @Test
            @Disabled("no links yet")
            void read_links(String how) {}

            void write_isRecorded() {}
          }
          """,
          "OtherTest",
          """
          class OtherTest {
            @ArchTest
            static final ArchRule RULE = null;

            @Property
            boolean always() {
              return true;
            }
          }
          """,
          "OffTest",
          """
          import x;

          @Disabled("for now")
          class OffTest extends Suite {}
          """);

  private static List<String> faults(String header, String... rows) {
    List<String> lines = new ArrayList<>(List.of("# Text | of no table", "", header));
    lines.add(header.replaceAll("[^|]+", "---"));
    lines.addAll(List.of(rows));
    return new ContractCheck(new TestSources(SOURCES)).faults(lines);
  }

  private static List<String> plain(String cell) {
    return faults("| clause | test |", "| records (6) | " + cell + " |");
  }

  private static List<String> sync(String cell) {
    return matrix("`Suite.write_isRecorded`", "sync `SyncTest`", cell);
  }

  private static List<String> matrix(String tests, String heading, String cell) {
    return faults(
        "| clause | tests | " + heading + " | other `OtherTest` |",
        "| records (6) | " + tests + " | " + cell + " | not held: not of this test |");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`Suite.write_isRecorded`",
        "`Suite.write_isRecorded` `.read_links`, on each `db.*` span",
        "`SyncTest.write_isRecorded`",
        "`OtherTest.RULE` `.always`",
        "not held: issue 4",
        "not held: `current()` is missing",
      })
  void row_ofOneColumn_holds(String cell) {
    assertThat(plain(cell)).isEmpty();
  }

  @Test
  void row_mustNameATest_orSayWhyNot() {
    String fault = "records (6): names no test, nor says 'not held: reason'";

    assertThat(plain("")).containsExactly(fault);
    assertThat(plain("later")).containsExactly(fault);
    assertThat(plain("not held: ")).containsExactly(fault);
  }

  @Test
  void row_mustNameWhatExists() {
    assertThat(plain("`Suite.write_isLost`"))
        .containsExactly("records (6): there is no test write_isLost in Suite");
    assertThat(plain("`NoTest.write_isRecorded`"))
        .containsExactly("records (6): there is no NoTest");
    assertThat(plain("`Suite.helper`")).containsExactly("records (6): Suite.helper is no test");
    assertThat(plain("`AsyncTest.read_links`"))
        .containsExactly("records (6): AsyncTest.read_links is disabled");
  }

  @Test
  void row_mustHaveACellForEachHeading() {
    assertThat(faults("| clause | test |", "| records (6) |"))
        .containsExactly("records (6): 1 cells under 2 headings");
  }

  @Test
  void everyTable_isRead() {
    List<String> lines =
        List.of("| a | b |", "|---|---|", "| one | |", "", "| c | d |", "|---|---|", "| two | |");

    assertThat(new ContractCheck(new TestSources(SOURCES)).faults(lines))
        .extracting(fault -> fault.substring(0, 3))
        .containsExactly("one", "two");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "✓",
        "✓ and `.own_test`",
        "`.own_test`",
        "`.write_isRecorded`",
        "`Suite.write_isRecorded`",
        "`OtherTest.RULE`",
        "not held: issue 3",
        "n/a: no such operation",
      })
  void client_holds(String cell) {
    assertThat(sync(cell)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yes", "not held:", "n/a", "n/a: "})
  void client_mustSaySomething(String cell) {
    assertThat(sync(cell))
        .containsExactly(
            "records (6): sync `SyncTest`: neither ✓ nor a test, nor 'not held: reason' or"
                + " 'n/a: reason'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"✓ `.write_isLost`", "not held: no `.write_isLost` yet"})
  void client_mustNameWhatExists(String cell) {
    assertThat(sync(cell))
        .containsExactly("records (6): sync `SyncTest`: there is no test write_isLost in SyncTest");
  }

  @Test
  void client_mustExtendTheSuite() {
    String fault = "records (6): other `OtherTest`: OtherTest does not extend Suite";
    String header = "| clause | tests | sync `SyncTest` | other `OtherTest` |";

    assertThat(faults(header, "| records (6) | `Suite.read_links` | ✓ | ✓ |"))
        .containsExactly(fault);
    assertThat(faults(header, "| records (6) | | `Suite.read_links` | `Suite.read_links` |"))
        .containsExactly(fault);
  }

  @Test
  void client_mustNotDisableTheTest_unlessItSaysNotHeld() {
    String async = "async `AsyncTest`";

    assertThat(matrix("`Suite.read_links`", async, "✓"))
        .containsExactly("records (6): async `AsyncTest`: AsyncTest.read_links is disabled");
    assertThat(matrix("`Suite.read_links`", async, "not held: issue 3")).isEmpty();
    assertThat(matrix("", async, "not held: `.read_links` finds none")).isEmpty();
    assertThat(matrix("`Suite.read_links`", "off `OffTest`", "✓"))
        .containsExactly("records (6): off `OffTest`: OffTest is disabled");
  }

  /** JUnit runs no overriding method without an annotation of its own. */
  @Test
  void client_mustNotOverrideTheTestByNone() {
    assertThat(matrix("`Suite.write_isRecorded`", "async `AsyncTest`", "✓"))
        .containsExactly("records (6): async `AsyncTest`: AsyncTest.write_isRecorded is no test");
  }

  @Test
  void tick_mustStandForATest() {
    assertThat(matrix("", "sync `SyncTest`", "✓"))
        .containsExactly("records (6): sync `SyncTest`: ✓, and the row names no test");
  }

  @Test
  void clientItself_mustExist() {
    assertThat(matrix("`Suite.read_links`", "crt `CrtTest`", "not held: issue 3"))
        .containsExactly("records (6): crt `CrtTest`: there is no CrtTest that runs");
    assertThat(matrix("`Suite.read_links`", "all `Suite`", "✓"))
        .containsExactly("records (6): all `Suite`: there is no Suite that runs");
  }

  @Test
  void row_mustApplyToSomebody() {
    assertThat(
            faults(
                "| clause | sync `SyncTest` | async `AsyncTest` |",
                "| records (6) | n/a: no such operation | n/a: nor here |",
                "| links (7) | n/a: no such operation | not held: issue 3 |"))
        .containsExactly("records (6): n/a for every client");
  }
}
