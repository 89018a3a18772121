// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import java.util.HashMap;
import java.util.Map;

/**
 * Path templates such as {@code /photos/{id}}, matched segment by segment. A literal segment wins
 * over {@code {name}}, which takes any one segment, and that over {@code {name...}}, which ends a
 * template and takes all the rest, of at least one segment. Segments are compared as the client
 * sent them, percent-encoded; one slash at the end of a path makes no difference. Immutable once
 * built.
 */
final class Routes {
  private static final class Node {
    final Map<String, Node> literals = new HashMap<>();
    Node variable;
    String rest;
    String template;
  }

  private final Node root = new Node();

  Routes(Iterable<String> templates) {
    templates.forEach(this::add);
  }

  private void add(String template) {
    if (!template.startsWith("/") || template.contains("?") || template.contains("#")) {
      throw wrong(template, "is not a path that starts with /");
    }
    Node node = root;
    String[] segments = segments(template);
    for (int i = 0; i < segments.length; i++) {
      String segment = segments[i];
      boolean braces = segment.startsWith("{") && segment.endsWith("}");
      if (!braces && (segment.contains("{") || segment.contains("}"))) {
        throw wrong(template, "has a segment that is only in part a {variable}");
      }
      if (braces && segment.endsWith("...}")) {
        if (i < segments.length - 1 || node.rest != null) {
          throw wrong(template, "goes on after {...}, or another template matches the same paths");
        }
        node.rest = template;
        return;
      }
      node = braces ? variable(node) : node.literals.computeIfAbsent(segment, s -> new Node());
    }
    if (node.template != null) {
      throw wrong(template, "matches the same paths as " + node.template);
    }
    node.template = template;
  }

  private static Node variable(Node node) {
    if (node.variable == null) {
      node.variable = new Node();
    }
    return node.variable;
  }

  private static IllegalArgumentException wrong(String template, String why) {
    return new IllegalArgumentException("routes: '" + template + "' " + why);
  }

  /** Returns the template that matches the path, or null. */
  String match(String path) {
    return path == null || !path.startsWith("/") ? null : match(root, segments(path), 0);
  }

  /** Goes back where a literal leads nowhere; no deeper than the longest template. */
  private static String match(Node node, String[] segments, int next) {
    if (next == segments.length) {
      return node.template;
    }
    String segment = segments[next];
    Node literal = node.literals.get(segment);
    String found = literal == null ? null : match(literal, segments, next + 1);
    if (found == null && node.variable != null && !segment.isEmpty()) {
      found = match(node.variable, segments, next + 1);
    }
    return found == null ? node.rest : found;
  }

  private static String[] segments(String path) {
    int end = path.length() > 1 && path.endsWith("/") ? path.length() - 1 : path.length();
    return end == 1 ? new String[0] : path.substring(1, end).split("/", -1);
  }
}
