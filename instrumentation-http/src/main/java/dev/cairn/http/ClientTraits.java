// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

/**
 * What a translator knows of its client.
 *
 * @param traced whether another instrumentation makes the spans and sends the trace context
 * @param repeatsHeaders whether headers given for one host are also sent to those that it redirects
 *     to, where no hook of ours can take them back
 */
record ClientTraits(boolean traced, boolean repeatsHeaders) {}
