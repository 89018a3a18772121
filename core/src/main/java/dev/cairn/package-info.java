// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Origins, stamps and addresses: what {@code git blame} for stored state is made of.
 *
 * <p>An {@link dev.cairn.Origin} is the request and the user on whose behalf code runs. A {@link
 * dev.cairn.Stamp} is its durable form on a stored object or record, found again at a {@link
 * dev.cairn.StoredAddress}. {@link dev.cairn.Cairn} holds the settings.
 */
package dev.cairn;
