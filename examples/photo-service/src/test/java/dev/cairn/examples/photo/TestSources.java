// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples.photo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What tests there are, by the text of Java files, which are formatted by google-java-format.
 *
 * <p>A type is known by its simple name; types of one name, such as every module's {@code
 * HouseTest}, count as one.
 */
record TestSources(Map<String, String> textByType) {
  private static final Pattern TEST =
      Pattern.compile("@(\\w*Test|TestFactory|Property|Example)\\b");

  /** Reads the Java files below a directory, but for what a build has made. */
  static TestSources in(Path root) throws IOException {
    Map<String, String> texts = new HashMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !root.relativize(file).toString().contains("target"))
          .forEach(file -> texts.merge(type(file), read(file), String::concat));
    }
    return new TestSources(texts);
  }

  boolean knows(String type) {
    return textByType.containsKey(type);
  }

  boolean isAbstract(String type) {
    return text(type).contains("abstract class " + type + " ");
  }

  /** Returns whether a type is the other, or extends it directly or indirectly. */
  boolean extend(String type, String other) {
    return lineage(type).contains(other);
  }

  /** Returns the type and those that it extends, nearest first. */
  private List<String> lineage(String type) {
    List<String> lineage = new ArrayList<>();
    for (String next = type; knows(next) && !lineage.contains(next); next = parent(next)) {
      lineage.add(next);
    }
    return lineage;
  }

  /** Returns why a type, when its tests are run, does not run this one; empty where it does. */
  String whyNotRun(String type, String test) {
    if (isDisabled(before(text(type), "class " + type + "\\b"))) {
      return type + " is disabled";
    }
    String declaring = declaring(type, test);
    return isDisabled(head(declaring, test))
        ? declaring + "." + test + " is disabled"
        : whyMissing(type, test);
  }

  /** Returns why a type has no such test, be it disabled; empty where it has. */
  String whyMissing(String type, String test) {
    if (!knows(type)) {
      return "there is no " + type;
    }
    String declaring = declaring(type, test);
    if (declaring.isEmpty()) {
      return "there is no test " + test + " in " + type;
    }
    return TEST.matcher(head(declaring, test)).find() ? "" : declaring + "." + test + " is no test";
  }

  /** Returns the nearest type of the lineage that declares the method; empty where none does. */
  private String declaring(String type, String test) {
    return lineage(type).stream().filter(t -> !head(t, test).isEmpty()).findFirst().orElse("");
  }

  /** Returns a method's annotations and the begin of its signature; empty where it is not here. */
  private String head(String type, String test) {
    return before(text(type), "(void|boolean|ArchRule|Stream<DynamicTest>) " + test + "\\b");
  }

  private static boolean isDisabled(String head) {
    return head.contains("@Disabled");
  }

  private String text(String type) {
    return textByType.getOrDefault(type, "");
  }

  private String parent(String type) {
    Matcher extending =
        Pattern.compile("class " + type + "\\b[^{]*? extends (\\w+)").matcher(text(type));
    return extending.find() ? extending.group(1) : "";
  }

  /**
   * Returns what stands before the declaration, back to the last empty line, with the declaration.
   */
  private static String before(String text, String declaration) {
    Matcher found = Pattern.compile("\\b" + declaration).matcher(text);
    return found.find()
        ? text.substring(text.lastIndexOf("\n\n", found.start()) + 1, found.end())
        : "";
  }

  private static String type(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
