// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Receives OpenTelemetry's protocol: {@link dev.cairn.explorer.otlp.OtlpReceiver}. Traces go into
 * the store; metrics and logs are answered with how many were not kept.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/">OTLP 1.11</a>
 */
package dev.cairn.explorer.otlp;
