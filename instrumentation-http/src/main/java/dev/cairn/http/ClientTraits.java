// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

/**
 * What a translator knows of its client.
 *
 * @param traced whether another instrumentation makes the spans and sends the trace context
 * @param followsRedirects whether headers given for one host are also sent to those it redirects to
 */
record ClientTraits(boolean traced, boolean followsRedirects) {}
