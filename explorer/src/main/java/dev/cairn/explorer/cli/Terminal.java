// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Where a command reads and writes.
 *
 * @param interactive whether somebody watches
 * @param colour whether what is read there is shown in colours
 */
record Terminal(
    InputStream in, PrintWriter out, PrintWriter err, boolean interactive, boolean colour) {
  private static final String RED = "\u001b[31m";
  private static final String DIM = "\u001b[2m";
  private static final String BOLD = "\u001b[1m";
  private static final String RESET = "\u001b[0m";

  /** This process's own, in UTF-8 whatever the locale; see https://no-color.org for NO_COLOR. */
  static Terminal ofProcess() {
    String noColour = System.getenv("NO_COLOR");
    boolean interactive = isInteractive(System.console());
    return new Terminal(
        System.in,
        writer(FileDescriptor.out),
        writer(FileDescriptor.err),
        interactive,
        interactive && (noColour == null || noColour.isEmpty()));
  }

  /** From JDK 22 on there is a console where there is no terminal too, and a way to tell them. */
  private static boolean isInteractive(Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException olderJdk) {
      return true;
    } catch (ReflectiveOperationException unknown) {
      return false; // then plain text, which is right everywhere
    }
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
