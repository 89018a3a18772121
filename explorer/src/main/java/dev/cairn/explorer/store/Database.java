// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import com.sun.management.OperatingSystemMXBean;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.duckdb.DuckDBConnection;

/**
 * A DuckDB database, in a directory that is this process's alone, or in memory.
 *
 * <p>Everything that may fail for a reason outside of Cairn fails here, at the start, with a
 * message that says what to do.
 */
final class Database implements AutoCloseable {
  /** The one file with all tables; beside it, while it is open, its log of what was committed. */
  static final String FILE = "cairn.duckdb";

  /**
   * Writes the log into the file. Without the word it fails where a transaction is under way, and
   * while much comes in there always is one.
   */
  static final String CHECKPOINT = "FORCE CHECKPOINT";

  /**
   * The log that is written into the file at once: larger makes writing faster and a start after a
   * crash slower, 0.9 s at this size (measured, RATIONALE.md).
   */
  private static final String CHECKPOINT_THRESHOLD = "256MB";

  /**
   * DuckDB's own default is four fifths of the machine. With half a gigabyte of heap, all of it is
   * less than a gigabyte.
   */
  static final long MEMORY_LIMIT = 384L << 20;

  /** Of a database in memory, which holds all that there is. */
  private static final long SMALLEST_IN_MEMORY = 1L << 30;

  /**
   * Half of the cores, on two cores none but the thread that asks: what comes in goes through small
   * statements, and DuckDB's threads cost more waiting for parts of them than doing them (measured,
   * RATIONALE.md).
   */
  private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  /** How DuckDB says that the limit is too low. */
  private static final Pattern NO_MEMORY =
      Pattern.compile("failed to (pin|allocate)|could not allocate|Out of Memory");

  /** Half of the machine's, or of what the process may have of it. */
  private static final long MOST_MEMORY =
      ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize()
          / 2;

  private static final Logger LOGGER = Logger.getLogger(Database.class.getName());

  private final DirectoryLock lock;
  private final Source source;
  private final Readers readers = new Readers(this);
  private final Lock upkeep = new ReentrantLock();
  private long memoryLimit;
  private DuckDBConnection connection;

  /**
   * What is opened.
   *
   * @param file null for a database in memory
   */
  private record Source(Path file, long memoryLimit, String checkpointThreshold) {
    String url() {
      return file == null ? "jdbc:duckdb:" : "jdbc:duckdb:" + file;
    }
  }

  private Database(DirectoryLock lock, Source source) {
    this.lock = lock;
    this.source = source;
    this.memoryLimit = source.memoryLimit;
    this.connection = openFile();
  }

  /**
   * Opens a database, a new one where the directory has none.
   *
   * @throws StoreException where it cannot be opened
   */
  static Database open(StoreSettings settings) {
    return open(settings, CHECKPOINT_THRESHOLD, MEMORY_LIMIT);
  }

  static Database open(StoreSettings settings, String checkpointThreshold, long memoryLimit) {
    Path directory = settings.directory();
    if (directory == null) {
      long limit = Math.max(SMALLEST_IN_MEMORY, 2 * settings.maxBytes());
      return new Database(null, new Source(null, limit, checkpointThreshold));
    }
    DirectoryLock lock = DirectoryLock.take(directory);
    try {
      return new Database(
          lock, new Source(directory.resolve(FILE), memoryLimit, checkpointThreshold));
    } catch (StoreException failed) {
      lock.close();
      throw failed;
    }
  }

  /** What its log holds may need more memory than it had when that was written. */
  private DuckDBConnection openFile() {
    while (true) {
      try {
        return connect(source, memoryLimit);
      } catch (StoreException failed) {
        if (!raiseLimit(failed)) {
          throw failed;
        }
      }
    }
  }

  private boolean raiseLimit(Throwable failed) {
    boolean forMemory = NO_MEMORY.matcher(String.valueOf(failed.getMessage())).find();
    if (!forMemory || memoryLimit >= MOST_MEMORY) {
      return false;
    }
    memoryLimit = Math.min(2 * memoryLimit, MOST_MEMORY);
    LOGGER.warning(
        "DuckDB needs more memory, and may take " + (memoryLimit >> 20) + " MB from now");
    return true;
  }

  private static DuckDBConnection connect(Source source, long memoryLimit) {
    Properties settings = new Properties();
    settings.setProperty("memory_limit", (memoryLimit >> 20) + "MB");
    settings.setProperty("checkpoint_threshold", source.checkpointThreshold);
    settings.setProperty("threads", Integer.toString(THREADS));
    settings.setProperty("autoinstall_known_extensions", "false"); // nothing from the network
    try {
      return (DuckDBConnection) DriverManager.getConnection(source.url(), settings);
    } catch (SQLException refused) {
      throw new StoreException(
          "the store "
              + (source.file == null ? "in memory" : source.file)
              + " cannot be opened: "
              + refused.getMessage()
              + " (if the file is damaged, move it away or put a copy in its place)",
          refused);
    }
  }

  /**
   * Opens it anew, once every other connection to it is closed: DuckDB gives up on a database whose
   * file it could not write.
   */
  void reopen() {
    readers.pause(this::openAnew);
  }

  private synchronized void openAnew() {
    try {
      connection.close();
    } catch (SQLException broken) {
      throw new StoreException("the store cannot be closed: " + broken.getMessage(), broken);
    }
    connection = openFile();
  }

  /**
   * Doubles the limit of memory if that is what something failed of, until the next start: spans of
   * a megabyte, two thousand in a row, have to be in memory at once to be written, and nothing else
   * is written until they are. Returns whether it has more.
   */
  synchronized boolean giveMemory(Throwable failed) {
    if (!raiseLimit(failed)) {
      return false;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET memory_limit = '" + (memoryLimit >> 20) + "MB'");
      return true;
    } catch (SQLException refused) {
      LOGGER.log(Level.WARNING, "DuckDB's limit of memory stays as it is", refused);
      return false;
    }
  }

  /** Returns a connection of its own, to be closed by the caller. */
  synchronized DuckDBConnection connect() throws SQLException {
    return connection.duplicate();
  }

  Readers readers() {
    return readers;
  }

  /** Held by whoever deletes: of two transactions that delete the same row, the second fails. */
  Lock upkeep() {
    return upkeep;
  }

  /** Returns how long the log is; 0 in memory. */
  long logBytes() {
    return source.file == null ? 0 : new File(source.file + ".wal").length();
  }

  /** Writes the log into the file, so that space of what was deleted is used again. */
  synchronized void checkpoint() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(CHECKPOINT);
    }
  }

  /** Readers end, the log is written into the file, and the directory is free for others. */
  @Override
  public synchronized void close() {
    readers.close();
    try {
      connection.close();
    } catch (SQLException kept) {
      throw new StoreException("the store was not closed: " + kept.getMessage(), kept);
    } finally {
      if (lock != null) {
        lock.close();
      }
    }
  }
}
