// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples.photo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Holds the tables of CONTRACT.md against the tests that there are.
 *
 * <p>Every row names a {@link NamedTest}, or says {@code not held: reason}.
 *
 * <p>In a table whose headings name test classes, such as {@code v1 `CairnS3V1Test`}, each such
 * column is a client. There a cell says {@code ✓}, which stands for the tests named in the row's
 * other columns, or names tests, or says {@code not held: reason} or {@code n/a: reason}. The tests
 * must run for that client: its class extends the suite and does not disable them.
 */
record ContractCheck(TestSources sources) {
  private static final String RUNS = "✓";
  private static final Pattern CLIENT = Pattern.compile("`([A-Z]\\w*)`");
  private static final Pattern NOT_HELD = Pattern.compile("not held: \\S");
  private static final Pattern NOT_APPLICABLE = Pattern.compile("n/a: \\S");

  /** Returns what is wrong, each with the row and the reason. */
  List<String> faults(List<String> lines) {
    List<String> faults = new ArrayList<>();
    for (MarkdownTable table : MarkdownTable.in(lines)) {
      for (List<String> row : table.rows()) {
        check(table.header(), row, fault -> faults.add(row.get(0) + ": " + fault));
      }
    }
    return faults;
  }

  private void check(List<String> header, List<String> row, Consumer<String> fault) {
    if (row.size() != header.size()) {
      fault.accept(row.size() + " cells under " + header.size() + " headings");
      return;
    }
    List<String> clients = header.stream().map(ContractCheck::client).toList();
    String clause =
        IntStream.range(0, row.size())
            .filter(i -> clients.get(i).isEmpty())
            .mapToObj(row::get)
            .collect(Collectors.joining(" "));
    List<NamedTest> named = NamedTest.in(clause, "");
    named.forEach(test -> report(whyNotRun(test), fault));
    if (clients.stream().allMatch(String::isEmpty)) {
      if (named.isEmpty() && !NOT_HELD.matcher(clause).find()) {
        fault.accept("names no test, nor says 'not held: reason'");
      }
      return;
    }
    boolean applies = false;
    for (int i = 0; i < row.size(); i++) {
      if (!clients.get(i).isEmpty()) {
        String heading = header.get(i);
        applies |= !NOT_APPLICABLE.matcher(row.get(i)).lookingAt();
        checkCell(row.get(i), clients.get(i), named, why -> fault.accept(heading + ": " + why));
      }
    }
    if (!applies) {
      fault.accept("n/a for every client");
    }
  }

  private static String client(String heading) {
    Matcher named = CLIENT.matcher(heading);
    return named.find() ? named.group(1) : "";
  }

  private void checkCell(
      String cell, String client, List<NamedTest> ofRow, Consumer<String> fault) {
    if (!sources.knows(client) || sources.isAbstract(client)) {
      fault.accept("there is no " + client + " that runs");
      return;
    }
    List<NamedTest> own = NamedTest.in(cell, client);
    if (NOT_HELD.matcher(cell).find() || NOT_APPLICABLE.matcher(cell).lookingAt()) {
      own.forEach(test -> report(sources.whyMissing(test.type(), test.method()), fault));
      return;
    }
    boolean runs = cell.contains(RUNS);
    if (own.isEmpty() && !runs) {
      fault.accept("neither ✓ nor a test, nor 'not held: reason' or 'n/a: reason'");
    }
    if (runs && ofRow.isEmpty()) {
      fault.accept("✓, and the row names no test");
    }
    if (runs) {
      ofRow.forEach(test -> report(whyNotRunBy(client, test), fault));
    }
    for (NamedTest test : own) {
      boolean suite = sources.isAbstract(test.type()) || sources.extend(client, test.type());
      report(suite ? whyNotRunBy(client, test) : whyNotRun(test), fault);
    }
  }

  /** A test of a suite does not run by itself, but must be there. */
  private String whyNotRun(NamedTest test) {
    return sources.whyNotRun(test.type(), test.method());
  }

  private String whyNotRunBy(String client, NamedTest test) {
    return sources.extend(client, test.type())
        ? sources.whyNotRun(client, test.method())
        : client + " does not extend " + test.type();
  }

  private static void report(String why, Consumer<String> fault) {
    if (!why.isEmpty()) {
      fault.accept(why);
    }
  }
}
