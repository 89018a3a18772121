// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.instrument.StorageHandler;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Asks DynamoDB for the names of tables' keys: each table once, whether or not there is an answer,
 * on a thread of its own that ends when there is nothing left to ask. Thread-safe.
 */
final class TableLookup {
  /** Tables beyond so many are not asked for. */
  private static final int MAX_TABLES = 1000;

  /** Set in AWS Lambda, which freezes threads between invocations. */
  private static final String LAMBDA = "AWS_LAMBDA_FUNCTION_NAME";

  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private final StorageHandler handler;
  private final Source source;
  private final ThreadPoolExecutor thread;

  /** Describes a table. */
  interface Source {
    /** Returns the names of the table's key. Blocks; throws whatever the client throws. */
    KeyNames.Names describe(String table);
  }

  TableLookup(StorageHandler handler, Source source) {
    this.handler = handler;
    this.source = source;
    this.thread =
        new ThreadPoolExecutor(
            1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::daemon);
    thread.allowCoreThreadTimeOut(true);
  }

  /** Returns whether a process with these environment variables may ask in the background. */
  static boolean isPossible(Map<String, String> environment) {
    return !environment.containsKey(LAMBDA);
  }

  private Thread daemon(Runnable work) {
    Thread daemon = new Thread(work, "cairn-describe-table");
    daemon.setDaemon(true);
    return daemon;
  }

  /** Asks for the table's names, unless it was asked before or Cairn is off; returns at once. */
  void ask(String table, Consumer<KeyNames.Names> found) {
    if (handler.isEnabled() && asked.size() < MAX_TABLES && asked.add(table)) {
      thread.execute(() -> describe(table, found));
    }
  }

  private void describe(String table, Consumer<KeyNames.Names> found) {
    try {
      found.accept(source.describe(table));
    } catch (Throwable fault) {
      handler.caught("describeTable", fault);
    }
  }
}
