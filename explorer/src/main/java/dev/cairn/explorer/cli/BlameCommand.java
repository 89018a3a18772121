// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.StoredAddress;
import dev.cairn.explorer.question.Blame;
import dev.cairn.explorer.question.BlameAnswer;
import dev.cairn.explorer.question.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cairn blame}: Q1 and Q2. */
@Command(
    name = "blame",
    header = "Which request stored this, and on behalf of which user?",
    description = {
      "Reads the stamp at each address and joins it with the spans of an explorer.",
      "Region and credentials are found as every AWS SDK does.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  cairn blame s3://photos/ada/cat.jpg",
      "  cairn blame --json dynamodb://photos/42",
      "  cairn blame --endpoint-url http://127.0.0.1:9000 's3://photos/ada/cat.jpg?versionId=7'",
      "",
      "Exit code: 0 answered, 1 error, 2 usage, 3 nothing stored there, 4 stored but no origin",
      "known, 5 not permitted. Of several addresses the worst: 1, then 5, 3, 4, 0."
    })
final class BlameCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final List<JsonNode> answers = new ArrayList<>();

  @Parameters(
      arity = "1..*",
      paramLabel = "ADDRESS",
      description = "s3://bucket/key[?versionId=] or dynamodb://table/partitionKey[/sortKey]")
  private List<String> addresses;

  @Mixin private Filters filters;

  @Mixin private Asking asking;

  @Mixin private StorageOptions storage;

  BlameCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<StoredAddress> parsed = new ArrayList<>();
    for (String address : addresses) {
      parsed.add(StoredAddress.parse(address));
    }
    ExplorerClient spans = asking.client(filters.parameters());
    int code = ExitCodes.ANSWERED;
    try (Blame blame = Blame.with(storage.settings())) {
      for (StoredAddress address : parsed) {
        code = ExitCodes.worst(code, ask(blame, address, spans));
      }
    }
    if (asking.isCsv()) {
      terminal.out().println(BlameText.table(answers).csv());
    }
    return code;
  }

  private int ask(Blame blame, StoredAddress address, ExplorerClient spans) {
    try {
      BlameAnswer answer =
          Progress.during(terminal, "asking about " + address, () -> blame.ask(address, spans));
      if (asking.isCsv()) {
        answers.add(answer.contract());
      } else {
        terminal
            .out()
            .println(
                asking.isJson()
                    ? answer.contract().toString()
                    : new BlameText(terminal, answer.full()).render());
      }
      return ExitCodes.of(answer.kind());
    } catch (StorageException failed) {
      terminal.err().println("cairn: " + Printable.of(failed.getMessage()));
      return failed.isNotPermitted() ? ExitCodes.NOT_PERMITTED : ExitCodes.ERROR;
    }
  }
}
