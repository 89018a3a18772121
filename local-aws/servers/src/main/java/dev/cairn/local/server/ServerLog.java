// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The file in which a child's output is kept. */
record ServerLog(Path file) {
  private static final int TAIL_LINES = 30;

  void append(String line) throws IOException {
    Files.writeString(
        file, line + System.lineSeparator(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** The last lines, for an exception's message, and where to find the rest. */
  String tail() {
    try {
      // The child may have written in any charset; every byte is a character of this one.
      List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
      return "The end of "
          + file
          + ":\n"
          + String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (NoSuchFileException e) {
      return "There is no log " + file + " any more.";
    } catch (IOException e) {
      return "Their log " + file + " cannot be read: " + e;
    }
  }
}
