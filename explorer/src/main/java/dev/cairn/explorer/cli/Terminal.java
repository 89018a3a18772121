// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Where a command reads and writes.
 *
 * @param colour whether what is read there is shown in colours
 */
record Terminal(InputStream in, PrintWriter out, PrintWriter err, boolean colour) {
  private static final String RED = "\u001b[31m";
  private static final String DIM = "\u001b[2m";
  private static final String BOLD = "\u001b[1m";
  private static final String RESET = "\u001b[0m";

  /** This process's own, in UTF-8 whatever the locale; see https://no-color.org for NO_COLOR. */
  static Terminal ofProcess() {
    String noColour = System.getenv("NO_COLOR");
    return new Terminal(
        System.in,
        writer(FileDescriptor.out),
        writer(FileDescriptor.err),
        System.console() != null && (noColour == null || noColour.isEmpty()));
  }

  private static PrintWriter writer(FileDescriptor to) {
    return new PrintWriter(new FileOutputStream(to), true, StandardCharsets.UTF_8);
  }

  String red(String text) {
    return styled(RED, text);
  }

  String dim(String text) {
    return styled(DIM, text);
  }

  String bold(String text) {
    return styled(BOLD, text);
  }

  private String styled(String style, String text) {
    return colour ? style + text + RESET : text;
  }
}
