// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The command {@code cairn}. */
@Command(
    name = "cairn",
    header = "git blame for stored state.",
    synopsisSubcommandLabel = "COMMAND")
public final class Main implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @CommandLine.Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Shows this help.")
  private boolean help;

  private final Terminal terminal;

  private Main(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(execute(Terminal.ofProcess(), arguments));
  }

  static int execute(Terminal terminal, String... arguments) {
    CommandLine cairn =
        new CommandLine(new Main(terminal))
            .addSubcommand(new BlameCommand(terminal))
            .addSubcommand(new ErrorsCommand(terminal))
            .addSubcommand(new UserCommand(terminal))
            .addSubcommand(new LatencyCommand(terminal))
            .addSubcommand(new EventsCommand(terminal))
            .addSubcommand(new CostCommand(terminal))
            .addSubcommand(new StoredCommand(terminal))
            .addSubcommand(new TraceCommand(terminal))
            .addSubcommand(new ServeCommand(terminal))
            .addSubcommand(new ExportCommand(terminal))
            .addSubcommand(new DoctorCommand(terminal))
            .addSubcommand(new CompletionCommand(terminal));
    cairn.setOut(terminal.out()).setErr(terminal.err());
    cairn.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            terminal.colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    cairn.setParameterExceptionHandler((wrong, any) -> usage(terminal, wrong));
    cairn.setExecutionExceptionHandler((thrown, command, any) -> failed(terminal, thrown));
    int code = cairn.execute(arguments);
    terminal.out().flush();
    terminal.err().flush();
    return code;
  }

  /** {@code cairn} alone. */
  @Override
  public Integer call() {
    spec.commandLine().usage(terminal.err());
    return ExitCodes.USAGE;
  }

  private static int usage(Terminal terminal, ParameterException wrong) {
    terminal.err().println("cairn: " + Printable.of(wrong.getMessage()));
    terminal
        .err()
        .println("Try '" + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
    return ExitCodes.USAGE;
  }

  private static int failed(Terminal terminal, Exception thrown) {
    terminal.err().println("cairn: " + Printable.of(String.valueOf(thrown.getMessage())));
    return thrown instanceof IllegalArgumentException ? ExitCodes.USAGE : ExitCodes.ERROR;
  }
}
