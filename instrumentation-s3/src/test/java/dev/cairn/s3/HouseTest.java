// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** The arrows of this module. */
@AnalyzeClasses(
    packages = {"dev.cairn.s3", "dev.cairn.contract"},
    importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {
  private static final String V1 = "com.amazonaws";
  private static final String V2 = "software.amazon.awssdk";

  @ArchTest
  static final ArchRule NO_CLASS_NEEDS_BOTH_SDKS =
      noClasses().that(dependOn(V1)).should().dependOnClassesThat().resideInAPackage(V2 + "..");

  @ArchTest
  static final ArchRule THE_SUITES_NAME_NO_AWS_TYPE =
      noClasses()
          .that()
          .resideInAPackage("dev.cairn.contract")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(V1 + "..", V2 + "..");

  @ArchTest
  static final ArchRule NOTHING_BUT_CORE_AND_AN_SDK_IS_NEEDED =
      classes()
          .that()
          .resideInAPackage("dev.cairn.s3..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "dev.cairn",
              "dev.cairn.instrument",
              "dev.cairn.s3",
              "io.opentelemetry.api.trace",
              "io.opentelemetry.context..",
              "com.fasterxml.jackson..", // of SDK 1.x
              V1 + "..",
              V2 + "..");

  @ArchTest
  static void publicTypes_areTheEntries_andWhatTheSdkFindsByName(JavaClasses classes) {
    List<String> topLevel =
        classes.stream()
            .filter(type -> type.getPackageName().equals("dev.cairn.s3"))
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .filter(type -> type.isTopLevelClass())
            .map(JavaClass::getSimpleName)
            .sorted()
            .toList();
    assertThat(topLevel)
        .containsExactly(
            "CairnS3",
            "CairnS3TransferManager",
            "CairnS3V1",
            "S3ClassPathInterceptor",
            "S3Notification");
  }

  private static DescribedPredicate<JavaClass> dependOn(String packageName) {
    return DescribedPredicate.describe(
        "depend on " + packageName,
        type ->
            type.getDirectDependenciesFromSelf().stream()
                .anyMatch(
                    dependency ->
                        dependency.getTargetClass().getPackageName().startsWith(packageName)));
  }
}
