// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cairn completion}. */
@Command(
    name = "completion",
    header = "Prints what a shell needs to complete cairn's commands and options.",
    footer = {
      "",
      "Examples:",
      "  source <(cairn completion bash)",
      "  source <(cairn completion zsh)"
    })
final class CompletionCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "bash or zsh; one script is for both.")
  private Shell shell;

  /** The shells that the script is for. */
  enum Shell {
    bash,
    zsh
  }

  CompletionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    CommandLine cairn = spec.root().commandLine();
    terminal.out().println(AutoComplete.bash("cairn", cairn));
    return ExitCodes.ANSWERED;
  }
}
