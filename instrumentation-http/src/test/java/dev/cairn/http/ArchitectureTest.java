// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.cairn.http", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule onePackage =
      classes().should().resideInAPackage("dev.cairn.http").as("there is one package");

  @ArchTest
  static final ArchRule dependencies =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "javax.net.ssl",
              "com.sun.net.httpserver",
              "okhttp3",
              "org.apache.hc.client5..",
              "org.apache.hc.core5..",
              "jakarta.servlet",
              "jakarta.servlet.http",
              "io.opentelemetry.api..",
              "io.opentelemetry.context..",
              "dev.cairn",
              "dev.cairn.http")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("dev.cairn.sdk.SpanKinds");

  /** A user has some of these libraries, and classes that name others cannot be loaded there. */
  @ArchTest
  static final ArchRule jdk =
      only("(Jdk|CairnHttp|Lifecycle).*", "com.sun.net.httpserver", "java.net.http");

  @ArchTest static final ArchRule okHttp = only("(OkHttp|CairnOkHttp).*", "okhttp3..", "kotlin..");

  @ArchTest
  static final ArchRule apache = only("(Apache|CairnApache).*", "org.apache.hc..", "org.slf4j..");

  @ArchTest static final ArchRule servlet = only("(Servlet|CairnServlet).*", "jakarta.servlet..");

  private static ArchRule only(String names, String... packages) {
    return noClasses()
        .that()
        .haveNameNotMatching("dev\\.cairn\\.http\\." + names)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages);
  }

  @ArchTest
  static void publicTypes_areFew(JavaClasses all) {
    assertThat(
            all.stream().filter(ArchitectureTest::isPublicTopLevel).map(JavaClass::getSimpleName))
        .containsExactlyInAnyOrder(
            "CairnApacheHttpClient",
            "CairnHttpClient",
            "CairnHttpServer",
            "CairnOkHttp",
            "CairnServlet",
            "IncomingRequest",
            "OriginResolver");
  }

  @ArchTest
  static void classes_areFinal(JavaClasses all) {
    assertThat(all)
        .filteredOn(type -> !type.isInterface() && !type.isAnonymousClass() && !type.isEnum())
        .filteredOn(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
        .allMatch(type -> type.getModifiers().contains(JavaModifier.FINAL));
  }

  private static boolean isPublicTopLevel(JavaClass type) {
    return type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC);
  }
}
