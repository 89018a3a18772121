// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples.photo;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A test as CONTRACT.md names it. */
record NamedTest(String type, String method) {
  private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*)?\\.(\\w+)`");

  /**
   * Returns the tests named in the text: {@code `Class.method`}, or {@code `.method`} where the
   * class is the one named before it, at first {@code type}.
   */
  static List<NamedTest> in(String text, String type) {
    List<NamedTest> tests = new ArrayList<>();
    String last = type;
    for (Matcher named = NAMED.matcher(text); named.find(); ) {
      last = named.group(1) == null ? last : named.group(1);
      tests.add(new NamedTest(last, named.group(2)));
    }
    return tests;
  }
}
