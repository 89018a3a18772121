// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * For authors of an instrumentation: the one handler that stamps, records, links, ends and guards a
 * storage call, and the neutral views through which it sees requests and answers.
 *
 * <p>A translator {@linkplain dev.cairn.instrument.StorageHandler#prepare prepares} a call where
 * the caller's context is current, writes the {@linkplain dev.cairn.instrument.StorageCall#stamp
 * stamp} the handler decided on, says when an attempt is {@linkplain
 * dev.cairn.instrument.StorageCall#sending sent} and {@linkplain
 * dev.cairn.instrument.StorageCall#answered answered}, and {@linkplain
 * dev.cairn.instrument.StorageCall#end ends} it. It decides nothing itself.
 */
package dev.cairn.instrument;
