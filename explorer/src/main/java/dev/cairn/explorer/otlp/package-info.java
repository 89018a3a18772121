// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Receives OpenTelemetry's protocol: {@link dev.cairn.explorer.otlp.OtlpReceiver}. Into the store
 * go spans, of logs the events and exceptions, of metrics the counters of losses.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/">OTLP 1.11</a>
 */
package dev.cairn.explorer.otlp;
