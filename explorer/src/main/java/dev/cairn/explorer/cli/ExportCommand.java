// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import dev.cairn.explorer.store.Export;
import dev.cairn.explorer.store.SpanStore;
import dev.cairn.explorer.store.StoreSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cairn export}: whole tables as files. */
@Command(
    name = "export",
    header = "Writes what the explorer has into files, for SQL, pandas and Spark.",
    description = {
      "One file a table, in Parquet: spans, writes, requests, errors, events, losses. The README",
      "describes their columns. A running explorer is asked by HTTP; the store of one that has"
          + " ended",
      "is read where it lies.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  cairn export monday",
      "  cairn export monday --table writes,errors",
      "  cairn export monday --store ~/.cairn/store",
      "",
      "Exit code: 0 written, 1 error, 2 usage."
    })
final class ExportCommand implements Callable<Integer> {
  private static final String PARQUET = "parquet";

  private final Terminal terminal;

  @Parameters(paramLabel = "DIR", description = "Where to; made where there is none.")
  private Path directory;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = PARQUET,
      description = "Default, and the only one: ${DEFAULT-VALUE}.")
  private String format;

  @Option(
      names = "--table",
      paramLabel = "TABLE",
      split = ",",
      description = "Only these. Default: all.")
  private List<String> tables;

  @Option(
      names = "--explorer",
      paramLabel = "URL",
      description = "The explorer to ask. Default: " + ExplorerClient.DEFAULT_URL + ".")
  private String explorer;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      description = "Reads this store instead, which no explorer may be using.")
  private Path store;

  ExportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    if (!format.equals(PARQUET)) {
      throw new IllegalArgumentException("--format: '" + format + "' is not " + PARQUET);
    }
    if (store != null && explorer != null) {
      throw new IllegalArgumentException(
          "--store: cannot be read beside --explorer; leave one out");
    }
    List<Export> exports =
        tables == null
            ? Arrays.asList(Export.values())
            : tables.stream().map(Export::titled).toList();
    if (store != null && !Files.isDirectory(store)) {
      throw new IllegalArgumentException("--store: there is no directory " + store);
    }
    Files.createDirectories(directory);
    if (store == null) {
      ExplorerClient client = new ExplorerClient(explorer);
      write(exports, (what, file) -> client.download("/api/export?table=" + what.title(), file));
    } else {
      try (SpanStore opened = SpanStore.open(StoreSettings.in(store))) {
        write(exports, opened::export);
      }
    }
    return ExitCodes.ANSWERED;
  }

  private interface Writing {
    /** Returns how many rows were written. */
    long write(Export what, Path file) throws IOException;
  }

  private void write(List<Export> exports, Writing writing) {
    for (Export what : exports) {
      Path file = directory.resolve(what.title() + "." + PARQUET);
      long rows = Progress.during(terminal, "writing " + file, () -> written(writing, what, file));
      terminal.out().println(file + "  " + rows + " rows");
    }
  }

  private static long written(Writing writing, Export what, Path file) {
    try {
      return writing.write(what, file);
    } catch (IOException failed) {
      throw new UncheckedIOException(file + " was not written: " + failed.getMessage(), failed);
    }
  }
}
