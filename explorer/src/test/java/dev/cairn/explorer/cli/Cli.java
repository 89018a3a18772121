// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs {@code cairn} as a shell would, in this JVM. */
final class Cli {
  /** What came of it. */
  record Run(int code, String out, String err) {}

  private Cli() {}

  static Run run(String... arguments) {
    return run(new ByteArrayInputStream(new byte[0]), false, arguments);
  }

  static Run runInColour(String... arguments) {
    return run(new ByteArrayInputStream(new byte[0]), true, arguments);
  }

  private static Run run(InputStream in, boolean colour, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.execute(
            new Terminal(in, new PrintWriter(out), new PrintWriter(err), colour, colour),
            arguments);
    return new Run(code, out.toString(), err.toString());
  }
}
