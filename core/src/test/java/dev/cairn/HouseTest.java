// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of core. */
@AnalyzeClasses(packages = "dev.cairn", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {
  @ArchTest
  static final ArchRule CORE_NEEDS_NOTHING_BUT_THE_OPENTELEMETRY_API =
      classes()
          .that()
          .resideOutsideOfPackage("dev.cairn.sdk")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "javax.crypto..",
              "dev.cairn",
              "dev.cairn.instrument",
              "io.opentelemetry.api..",
              "io.opentelemetry.context..");

  @ArchTest
  static final ArchRule CORE_NAMES_NO_AWS_TYPE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.amazonaws..", "software.amazon..");

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("dev.cairn.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule THE_VOCABULARY_KNOWS_NOTHING_ABOVE_IT =
      noClasses()
          .that()
          .resideInAPackage("dev.cairn")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.cairn.instrument", "dev.cairn.sdk");

  @ArchTest
  static final ArchRule PUBLIC_CLASSES_ARE_FINAL =
      classes()
          .that()
          .arePublic()
          .and()
          .areNotInterfaces()
          .should()
          .haveModifier(JavaModifier.FINAL);
}
