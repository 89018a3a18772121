// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

/**
 * Which of the spans are exported that the application's sampler drops, beyond what both settings
 * keep: every applied or unknown write, every error, every span with a business event, and the
 * local root of each. A local root is a span whose parent is in another process, or that has none.
 */
public enum Keep {
  /** The local root of every request that has an origin: the list of a user's requests is exact. */
  REQUESTS,
  /** No others. Requests that only read are sampled. */
  WRITES
}
