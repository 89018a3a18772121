// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Where spans are kept: {@link dev.cairn.explorer.store.SpanStore}, and its words. Knows nothing of
 * OTLP, of questions or of how answers look.
 */
package dev.cairn.explorer.store;
