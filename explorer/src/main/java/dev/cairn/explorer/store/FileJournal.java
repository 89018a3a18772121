// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A journal in files that are named after the number of the first batch in them. A file is deleted
 * when all of it is in the tables; the last one too, so that of a store that was closed none is
 * left.
 */
final class FileJournal implements Journal {
  private static final Logger LOGGER = Logger.getLogger(FileJournal.class.getName());
  private static final Pattern NAME = Pattern.compile("journal-(\\d{1,18})");

  /** Beyond this a new file is begun. */
  private static final long FILE_OCTETS = 32 << 20;

  /** Two transactions of the largest: a question waits until what is here is in the tables. */
  private static final int MAX_FILES = 6;

  /** "cairn", and the version of what follows: of the records, and of the tables they are for. */
  private static final long HEADER = 0x636169726E_0100L << 8 | Schema.VERSION;

  private final Path directory;
  private final JournalOutput output = new JournalOutput();
  private final JsonWriter json = new JsonWriter();

  /** The numbers that the files begin with. */
  private final NavigableSet<Long> files = new ConcurrentSkipListSet<>();

  /** The last of the files, or null where the next batch begins one. */
  private FileChannel current;

  private volatile long last;

  private FileJournal(Path directory, long last) {
    this.directory = directory;
    this.last = last;
  }

  /**
   * Opens a directory's journal.
   *
   * @param applied the number of the last batch that is in the tables
   * @throws StoreException where it cannot be read
   */
  static FileJournal open(Path directory, long applied) {
    FileJournal journal = new FileJournal(directory, applied);
    try (Stream<Path> files = Files.list(directory)) {
      files
          .map(file -> NAME.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .forEach(name -> journal.files.add(Long.valueOf(name.group(1))));
      for (long first : journal.files) {
        journal.check(first, applied);
      }
    } catch (IOException unreadable) {
      throw new StoreException("the journal cannot be read: " + unreadable, unreadable);
    }
    journal.release(applied);
    return journal;
  }

  private Path path(long first) {
    return directory.resolve("journal-" + first);
  }

  /**
   * Finds the last batch of a file. What is cut short behind it was not acknowledged, unless there
   * is another file.
   */
  private void check(long first, long applied) throws IOException {
    long end = first - 1;
    try (JournalInput in = input(first)) {
      while (in != null && in.skipRecord()) {
        end++;
      }
    }
    Long next = files.higher(first);
    if (next != null && end < next - 1 && next - 1 > applied) {
      throw new StoreException(
          path(first)
              + " is damaged: a copy of it in its place, or moving it away, which loses what was"
              + " acknowledged last, lets the store be opened",
          null);
    }
    last = Math.max(last, next == null ? end : next - 1);
  }

  /** Returns null for a file to which nothing was written before its process was killed. */
  private JournalInput input(long first) throws IOException {
    FileChannel file = FileChannel.open(path(first));
    ByteBuffer header = ByteBuffer.allocate(Long.BYTES);
    if (file.read(header) < Long.BYTES) {
      file.close();
      return null;
    }
    if (header.getLong(0) != HEADER) {
      file.close();
      throw new StoreException(
          path(first)
              + " was written by an explorer of another version: start that one once, and end it"
              + " by its signal; it brings what was acknowledged into the tables",
          null);
    }
    return new JournalInput(file);
  }

  @Override
  public synchronized void append(List<Rows> batches) {
    try {
      if (current == null || current.size() > FILE_OCTETS) {
        closeCurrent();
        current = create(path(last + 1));
        files.add(last + 1);
      }
      for (Rows rows : batches) {
        write(rows, current);
      }
      current.force(false);
    } catch (IOException | RuntimeException failed) {
      closeCurrent(); // what it has of the next numbers does not count where another file has them
      throw new StoreException("the journal cannot be written: " + failed.getMessage(), failed);
    }
    last += batches.size();
  }

  private FileChannel create(Path path) throws IOException {
    FileChannel file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    try (FileChannel names = FileChannel.open(directory)) {
      file.write(ByteBuffer.allocate(Long.BYTES).putLong(HEADER).flip());
      names.force(true);
      return file;
    } catch (IOException failed) { // on a full disk again and again
      close(file);
      throw failed;
    }
  }

  private void write(Rows rows, FileChannel file) throws IOException {
    RowsRecord record = new RowsRecord(rows, json);
    output.beginRecord(file, Math.toIntExact(record.octets()));
    record.writeTo(output);
    output.endRecord();
  }

  private void closeCurrent() {
    close(current);
    current = null;
  }

  /** Closes a file, or does nothing for null. */
  private static void close(Closeable file) {
    if (file != null) {
      try {
        file.close();
      } catch (IOException kept) {
        LOGGER.log(Level.WARNING, "a file of the journal is kept open", kept);
      }
    }
  }

  @Override
  public long last() {
    return last;
  }

  @Override
  public boolean isFull() {
    return files.size() > MAX_FILES;
  }

  @Override
  public Cursor after(long number) {
    return new FileCursor(number);
  }

  /** Reads from a file of its own what another thread has written and forced. */
  private final class FileCursor implements Cursor {
    private long number;
    private JournalInput in;

    FileCursor(long number) {
      this.number = number;
    }

    @Override
    public Rows next() {
      if (number == last) {
        return null;
      }
      try {
        if (in == null || files.contains(number + 1)) {
          open();
        }
        Rows rows = in.readRecord();
        number++;
        return rows;
      } catch (IOException | RuntimeException failed) {
        throw new StoreException(
            "batch " + (number + 1) + " of the journal cannot be read: " + failed.getMessage(),
            failed);
      }
    }

    private void open() throws IOException {
      close();
      Long known = files.floor(number + 1);
      long first = known == null ? files.first() : known;
      number = Math.max(number, first - 1); // of a file that was moved away nothing is left
      in = input(first);
      for (long skipped = first; skipped <= number; skipped++) {
        in.skipRecord();
      }
    }

    @Override
    public long number() {
      return number;
    }

    @Override
    public void close() {
      FileJournal.close(in);
      in = null;
    }
  }

  @Override
  public synchronized void setAside(long number, Rows rows) {
    Path path = directory.resolve("refused-" + number);
    try (FileChannel file = create(path)) {
      write(rows, file);
      file.force(false);
    } catch (IOException failed) {
      throw new StoreException(path + " cannot be written: " + failed.getMessage(), failed);
    }
  }

  @Override
  public synchronized void release(long upTo) {
    while (!files.isEmpty() && endOfFirst() <= upTo) {
      if (files.size() == 1) {
        closeCurrent();
      }
      try {
        Files.deleteIfExists(path(files.first()));
      } catch (IOException kept) {
        LOGGER.log(Level.WARNING, "a file of the journal is kept; it is not needed", kept);
      }
      files.pollFirst();
    }
  }

  /** Returns the number of the last batch in the first of the files. */
  private long endOfFirst() {
    Long next = files.higher(files.first());
    return next == null ? last : next - 1;
  }

  @Override
  public synchronized void close() {
    closeCurrent();
  }
}
