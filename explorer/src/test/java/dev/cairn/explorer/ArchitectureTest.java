// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of the explorer (DESIGN.md section 2). */
@AnalyzeClasses(
    packages = "dev.cairn.explorer",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule ARROWS_POINT_DOWN =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("dev.cairn.explorer..")
          .layer("cli")
          .definedBy("..explorer.cli")
          .layer("web")
          .definedBy("..explorer.web")
          .layer("otlp")
          .definedBy("..explorer.otlp")
          .layer("question")
          .definedBy("..explorer.question")
          .layer("store")
          .definedBy("..explorer.store")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("web")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("otlp")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("question")
          .mayOnlyBeAccessedByLayers("cli", "web")
          .whereLayer("store")
          .mayOnlyBeAccessedByLayers("cli", "web", "otlp", "question");

  @ArchTest
  static final ArchRule EXPLORER_KNOWS_ONLY_THE_VOCABULARY =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.cairn.instrument..",
              "dev.cairn.sdk..",
              "dev.cairn.s3..",
              "dev.cairn.dynamodb..",
              "dev.cairn.http..",
              "io.opentelemetry.sdk..");

  @ArchTest
  static final ArchRule ONLY_OTLP_KNOWS_ITS_PROTOBUF =
      noClasses()
          .that()
          .resideOutsideOfPackage("..explorer.otlp")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.opentelemetry.proto..", "com.google.protobuf..");

  @ArchTest
  static final ArchRule ONLY_QUESTIONS_READ_STORAGE =
      noClasses()
          .that()
          .resideOutsideOfPackage("..explorer.question")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("software.amazon.awssdk..");

  @ArchTest
  static final ArchRule ONLY_THE_STORE_KNOWS_DUCKDB =
      noClasses()
          .that()
          .resideOutsideOfPackage("..explorer.store")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.duckdb..");

  @ArchTest
  static final ArchRule ONLY_SERVERS_KNOW_ARMERIA =
      noClasses()
          .that()
          .resideInAnyPackage("..explorer.store", "..explorer.question")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.linecorp..");

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_KNOWS_PICOCLI =
      noClasses()
          .that()
          .resideOutsideOfPackage("..explorer.cli")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("picocli..");

  @ArchTest static final ArchRule OTLP_HAS_ONE_DOOR = door("otlp", "OtlpReceiver");

  @ArchTest
  static final ArchRule STORE_HAS_ONE_DOOR_AND_ITS_WORDS =
      door(
          "store",
          "SpanStore",
          "Batch",
          "SpanRecord",
          "EventRecord",
          "LossRecord",
          "Emitter",
          "EncodedAttributes",
          "Selection",
          "StoreLosses",
          "StoreSettings",
          "Export",
          "StoreException");

  @ArchTest
  static final ArchRule QUESTION_HAS_ONE_DOOR_A_SIDE =
      door(
          "question",
          "Questions",
          "ErrorFilter",
          "PriceList",
          "Blame",
          "BlameAnswer",
          "StorageSettings",
          "StorageException");

  @ArchTest static final ArchRule WEB_HAS_ONE_DOOR = door("web", "WebApi");

  @ArchTest static final ArchRule CLI_HAS_ONE_DOOR = door("cli", "Main");

  @ArchTest
  static final ArchRule CLASSES_ARE_FINAL =
      classes()
          .that()
          .areNotInterfaces()
          .and()
          .areNotAnonymousClasses()
          .and()
          .areNotEnums()
          .should()
          .haveModifier(JavaModifier.FINAL);

  private static ArchRule door(String layer, String... names) {
    return classes()
        .that()
        .resideInAPackage("..explorer." + layer)
        .and()
        .arePublic()
        .and()
        .areTopLevelClasses()
        .should()
        .haveNameMatching(
            "dev\\.cairn\\.explorer\\." + layer + "\\.(" + String.join("|", names) + ")");
  }
}
