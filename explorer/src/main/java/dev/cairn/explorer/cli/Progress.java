// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Tells who watches, from the first second on, what is being waited for. */
final class Progress {
  private static final String CLEAR = "\r\u001b[K";

  private final Terminal terminal;
  private final String what;
  private int seconds;

  private Progress(Terminal terminal, String what) {
    this.terminal = terminal;
    this.what = what;
  }

  /** Returns what the work returns. Where nobody watches, nothing is written. */
  static <T> T during(Terminal terminal, String what, Supplier<T> work) {
    if (!terminal.interactive()) {
      return work.get();
    }
    Progress progress = new Progress(terminal, what);
    ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(
            run -> {
              Thread thread = new Thread(run, "cairn-progress");
              thread.setDaemon(true);
              return thread;
            });
    clock.scheduleAtFixedRate(progress::tick, 1, 1, TimeUnit.SECONDS);
    try {
      return work.get();
    } finally {
      clock.shutdownNow();
      progress.clear();
    }
  }

  private synchronized void tick() {
    seconds++;
    terminal.err().print(CLEAR + what + " … " + seconds + " s");
    terminal.err().flush();
  }

  private synchronized void clear() {
    if (seconds > 0) {
      terminal.err().print(CLEAR);
      terminal.err().flush();
    }
  }
}
