// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** What a question is about. */
final class Filters {
  @Option(
      names = "--tenant",
      paramLabel = "TENANT",
      description = "Only what was done for this tenant.")
  private String tenant;

  @Option(names = "--service", paramLabel = "SERVICE", description = "Only what this service did.")
  private String service;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only since then: 15m, 2h, 7d (ago) or 2026-11-23T10:15:00Z.")
  private String since;

  @Option(names = "--until", paramLabel = "TIME", description = "Only before then.")
  private String until;

  /** Returns them as the parameters of a question, which adds its own. */
  Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("tenant", tenant);
    parameters.put("service", service);
    parameters.put("since", since);
    parameters.put("until", until);
    return parameters;
  }
}
