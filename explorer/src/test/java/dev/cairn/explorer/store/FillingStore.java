// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import static dev.cairn.explorer.store.SpanBuilder.write;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that may not make files larger than so much, which its store notices as it would notice
 * a full disk; then it may again. Its arguments: the store's directory, after how much of the log
 * the file is written. Prints how many batches were acknowledged, refused, and acknowledged after
 * that.
 */
final class FillingStore {
  private static final int SPANS = 20;

  private FillingStore() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    StoreSettings settings = StoreSettings.in(Path.of(arguments[0]));
    SpanStore store =
        DuckSpanStore.open(Database.open(settings, arguments[1], Database.MEMORY_LIMIT), settings);
    int next = 0;
    while (append(store, next)) {
      next++;
    }
    int accepted = next;
    boolean refusedAgain = !append(store, next);
    int unlimited =
        new ProcessBuilder(
                "prlimit", "--fsize=unlimited", "--pid", "" + ProcessHandle.current().pid())
            .inheritIO()
            .start()
            .waitFor();
    int again = 0;
    for (int batch = next; batch < next + SPANS; batch++) { // the refused ones first
      again += append(store, batch) ? 1 : 0;
    }
    System.out.println(
        accepted + " " + refusedAgain + " " + unlimited + " " + again + " " + store.size());
    System.out.flush();
    Runtime.getRuntime().halt(0); // as if killed: nothing is closed
  }

  /** Returns whether the batch was acknowledged. */
  private static boolean append(SpanStore store, int batch) {
    SpanRecord[] spans = new SpanRecord[SPANS];
    for (int i = 0; i < SPANS; i++) {
      String id = Integer.toHexString(batch * SPANS + i + 1);
      spans[i] = write("1", id, "s3://photos/" + "x".repeat(500) + id).at(batch, batch).build();
    }
    try {
      store.append(Batch.of(List.of(spans)));
      return true;
    } catch (StoreException refused) {
      return false;
    }
  }
}
