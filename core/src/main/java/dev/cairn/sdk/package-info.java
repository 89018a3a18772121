// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What the builder of an OpenTelemetry SDK adds to it. The only package of Cairn that needs the SDK
 * rather than the API.
 */
package dev.cairn.sdk;
