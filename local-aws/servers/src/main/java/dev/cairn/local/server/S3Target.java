// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local.server;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a path-style request is aimed at.
 *
 * @param isObject whether the path names a key; else it names a bucket or nothing
 * @param parameters names of the query parameters, in which S3 says what part of the target it is
 */
record S3Target(boolean isBucket, boolean isObject, Set<String> parameters) {

  /** Reads the raw query, never {@code getParameter}, which would consume a form's body. */
  static S3Target of(HttpServletRequest request) {
    String path = request.getRequestURI().replaceFirst("^/", "");
    int slash = path.indexOf('/');
    boolean isObject = slash > 0 && slash < path.length() - 1;
    return new S3Target(!path.isEmpty() && !isObject, isObject, parameters(request));
  }

  boolean has(String parameter) {
    return parameters.contains(parameter);
  }

  boolean hasAny(Set<String> names) {
    return !Collections.disjoint(parameters, names);
  }

  private static Set<String> parameters(HttpServletRequest request) {
    String query = request.getQueryString();
    return query == null
        ? Set.of()
        : Arrays.stream(query.split("&"))
            .map(parameter -> parameter.replaceFirst("=.*", ""))
            .collect(Collectors.toUnmodifiableSet());
  }
}
