// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A directory held for one store; free again when this process ends, however it ends. */
final class DirectoryLock implements AutoCloseable {
  private static final Logger LOGGER = Logger.getLogger(DirectoryLock.class.getName());
  private static final String FILE = "lock";

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Makes the directory where there is none, and takes it. */
  static DirectoryLock take(Path directory) {
    FileChannel channel;
    try {
      Files.createDirectories(directory);
      channel =
          FileChannel.open(
              directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException refused) {
      throw new StoreException(
          "the store's directory " + directory + " cannot be written to: " + refused, refused);
    }
    DirectoryLock lock = new DirectoryLock(channel);
    if (!lock.tryLock(directory)) {
      lock.close();
      throw new StoreException(
          "the store's directory "
              + directory
              + " is in use by another explorer: ask that one by HTTP, end it, or choose another",
          null);
    }
    return lock;
  }

  private boolean tryLock(Path directory) {
    try {
      FileLock held = channel.tryLock();
      return held != null;
    } catch (OverlappingFileLockException thisProcess) {
      return false;
    } catch (IOException unsupported) {
      throw new StoreException(
          "the store's directory " + directory + " cannot be locked: " + unsupported, unsupported);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException kept) {
      LOGGER.log(Level.WARNING, "a lock is held until this process ends", kept);
    }
  }
}
