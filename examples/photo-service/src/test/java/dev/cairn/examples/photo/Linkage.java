// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples.photo;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Whether compiled code finds what it uses, as a JVM would see only when it comes by. */
final class Linkage {
  private Linkage() {}

  /**
   * Returns the members of the host libraries' and OpenTelemetry's classes that Cairn's jars use
   * and the libraries do not have.
   *
   * @param libraries paths, of which the first with a class counts
   * @param cairn paths with Cairn's jars among them
   */
  static List<String> missing(String libraries, String cairn) throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader own = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(
            paths(libraries).map(path -> url(Path.of(path).toUri().toString())).toArray(URL[]::new),
            ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(loader); // where ArchUnit looks for what is used
      JavaClasses classes =
          new ClassFileImporter()
              .importUrls(
                  paths(cairn)
                      .filter(path -> path.contains("/cairn-"))
                      .map(path -> url("jar:" + Path.of(path).toUri() + "!/"))
                      .toList());
      return classes.stream()
          .flatMap(type -> type.getAccessesFromSelf().stream())
          .filter(access -> isOfALibrary(access.getTarget()))
          .filter(access -> access.getTarget().resolveMember().isEmpty())
          .map(access -> access.getDescription())
          .toList();
    } finally {
      thread.setContextClassLoader(own);
    }
  }

  private static boolean isOfALibrary(AccessTarget target) {
    return target
        .getOwner()
        .getName()
        .matches(
            "(software\\.amazon|com\\.amazonaws|io\\.opentelemetry|okhttp3|org\\.apache\\.hc"
                + "|jakarta\\.servlet)\\..*");
  }

  private static Stream<String> paths(String classPath) {
    return Stream.of(classPath.split(":")).filter(path -> !path.isEmpty()).distinct();
  }

  private static URL url(String text) {
    try {
      return new URL(text);
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
