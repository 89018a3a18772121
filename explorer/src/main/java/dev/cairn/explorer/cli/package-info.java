// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0

/** The command {@code cairn}: {@link dev.cairn.explorer.cli.Main}. */
package dev.cairn.explorer.cli;
