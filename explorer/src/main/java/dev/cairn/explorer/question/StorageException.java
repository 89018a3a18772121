// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

/** An address that could not be read. Its message is for people: what failed and what to do. */
public final class StorageException extends RuntimeException {
  private final boolean notPermitted;

  StorageException(boolean notPermitted, String message, Throwable cause) {
    super(message, cause);
    this.notPermitted = notPermitted;
  }

  /** Returns whether the storage refused for want of a permission. */
  public boolean isNotPermitted() {
    return notPermitted;
  }
}
