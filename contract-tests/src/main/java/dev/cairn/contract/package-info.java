// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The behaviour every decorator must show, as suites that run against real servers.
 *
 * <p>A suite names no client library: an instrumentation's test extends it and says how its client
 * puts and gets. {@link dev.cairn.contract.Telemetry} receives what is exported and hunts leaks;
 * {@link dev.cairn.contract.FaultySdk} breaks one hook of telemetry, and {@code FAULTS.md} says
 * what comes of every fault in every hook. {@link dev.cairn.contract.RequiredTool} is for tests of
 * every module.
 */
package dev.cairn.contract;
