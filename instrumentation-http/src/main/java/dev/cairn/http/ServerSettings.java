// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.Cairn;

/**
 * How a listener treats what comes in.
 *
 * @param internal whether the senders are trusted to name the user
 * @param restartTraces whether a trace context received is only linked to
 */
record ServerSettings(
    Cairn cairn, OriginResolver resolver, Routes routes, boolean internal, boolean restartTraces) {}
