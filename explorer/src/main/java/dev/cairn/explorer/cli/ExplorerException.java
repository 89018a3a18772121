// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

/** An explorer that did not answer. Its message is for people: which one and what to do. */
final class ExplorerException extends RuntimeException {
  ExplorerException(String message, Throwable cause) {
    super(message, cause);
  }
}
