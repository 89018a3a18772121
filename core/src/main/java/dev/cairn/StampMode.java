// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn;

/** What a stamp may say, for a bucket or a table. Everyone who may read the data may read it. */
public enum StampMode {
  /** The entry request's span context and its members: user, tenant, request and service. */
  FULL,
  /** The entry request's span context alone; the rest is answered from spans. */
  TRACE,
  /** No stamp: the write is recorded as a span only. */
  OFF
}
