// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.cairn.contract.RequiredTool;
import dev.cairn.local.LocalAws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The ends of the range of versions that README.md states: projects of users, outside Cairn's build
 * and against what it installs, each in a JVM of its own with one SDK on its class path.
 */
class FloorsIT {
  private static final Path PROJECTS = Path.of("../floors");
  private static final Path JAVA = Path.of(System.getProperty("java.home"));
  private static final String NEWEST_JDK = "25";
  private static final String BUCKET = "floors";
  private static final String TABLE = "floors";

  private static DemoAws aws;
  private static String versions;

  @BeforeAll
  static void build() throws Exception {
    versions = Files.readString(PROJECTS.resolve("pom.xml"));
    ChildProcess.maven(
        PROJECTS, "compile", "dependency:build-classpath", "-Dmdep.outputFile=target/classpath");
    aws = new DemoAws(LocalAws.shared());
    aws.createBucket(BUCKET);
    aws.createTable(TABLE, "id");
  }

  @AfterAll
  static void close() {
    if (aws != null) {
      aws.close();
    }
  }

  @ParameterizedTest
  @Execution(CONCURRENT)
  @ValueSource(strings = {"newest", "oldest"})
  void onlyV2_isStamped(String end) throws Exception {
    String project = "v2-" + end;
    String version = version("aws-sdk-v2." + end);
    String classPath = classPath(project);

    assertThat(classPath)
        .contains("/s3-" + version, "/dynamodb-" + version, "/s3-transfer-manager-" + version)
        .contains("/opentelemetry-api-" + version("opentelemetry.newest"))
        .doesNotContain("com/amazonaws", "aws-crt");
    isStamped(JAVA, project, "V2");
  }

  @ParameterizedTest
  @Execution(CONCURRENT)
  @ValueSource(strings = {"newest", "oldest"})
  void onlyV1_isStamped(String end) throws Exception {
    String project = "v1-" + end;
    String version = version("aws-sdk-v1." + end);
    String classPath = classPath(project);

    assertThat(classPath)
        .contains("/aws-java-sdk-s3-" + version, "/aws-java-sdk-dynamodb-" + version)
        .contains("/opentelemetry-api-" + version("opentelemetry.newest"))
        .doesNotContain("software/amazon/awssdk");
    isStamped(JAVA, project, "V1");
  }

  @Test
  @Execution(CONCURRENT)
  void oldestOpenTelemetry_isStamped() throws Exception {
    String version = version("opentelemetry.oldest");

    assertThat(classPath("opentelemetry-oldest"))
        .contains("/opentelemetry-api-" + version, "/opentelemetry-sdk-trace-" + version);
    isStamped(JAVA, "opentelemetry-oldest", "V2");
  }

  @Test
  @Execution(CONCURRENT)
  void httpAlone_works() throws Exception {
    assertThat(classPath("http-alone"))
        .contains("/cairn-instrumentation-http-", "/opentelemetry-api-")
        .doesNotContain("okhttp", "httpclient5", "servlet-api");
    run(JAVA, "http-alone", "Jdk");
  }

  @ParameterizedTest
  @Execution(CONCURRENT)
  @CsvSource({
    "okhttp-newest, OkHttp, okhttp, httpcore|servlet",
    "okhttp-oldest, OkHttp, okhttp, httpcore|servlet",
    "apache-newest, Apache, httpclient5, okhttp|servlet",
    "apache-oldest, Apache, httpclient5, okhttp|servlet",
    "servlet-newest, Servlets, servlet-api, okhttp|httpcore",
    "servlet-oldest, Servlets, servlet-api, okhttp|httpcore"
  })
  void onlyOneLibraryOfHttp_isDecorated(
      String project, String program, String library, String others) throws Exception {
    String version = version(library + project.substring(project.indexOf('-')).replace('-', '.'));
    assertThat(classPath(project))
        .contains("/" + version + "/", library)
        .doesNotContain(others.split("\\|"));
    run(JAVA, project, program);
  }

  @ParameterizedTest
  @Execution(CONCURRENT)
  @CsvSource({
    "http-alone, Jdk",
    "okhttp-newest, OkHttp",
    "apache-newest, Apache",
    "servlet-newest, Servlets"
  })
  void newestJdk_isDecorated(String project, String program) throws Exception {
    run(newestJdk(), project, program);
  }

  @Test
  @Execution(CONCURRENT)
  void coreAlone_works() throws Exception {
    assertThat(classPath("core-alone"))
        .contains("/cairn-core-", "/opentelemetry-api-")
        .doesNotContain("opentelemetry-sdk", "amazon");
    run(JAVA, "core-alone", "CoreAlone");
  }

  @ParameterizedTest
  @Execution(CONCURRENT)
  @CsvSource({"v2-newest, V2", "v1-newest, V1"})
  void newestJdk_isStamped(String project, String program) throws Exception {
    isStamped(newestJdk(), project, program);
  }

  @Test
  @Execution(CONCURRENT)
  void newestJdk_runsCoreAlone() throws Exception {
    run(newestJdk(), "core-alone", "CoreAlone");
  }

  /** What a program does not come by, an operation or an error, would fail at a user's. */
  @Test
  void everyUseOfALibrary_isThereInTheOldest() throws IOException {
    String oldest =
        Stream.of(
                "opentelemetry-oldest",
                "v2-oldest",
                "v1-oldest",
                "okhttp-oldest",
                "apache-oldest",
                "servlet-oldest")
            .map(FloorsIT::classPath)
            .flatMap(paths -> Stream.of(paths.split(":")))
            .filter(FloorsIT::isOldest)
            .reduce("", (all, path) -> all + ':' + path);

    String cairn = classPath("v2-oldest") + ':' + classPath("http-alone");
    assertThat(Linkage.missing(oldest, cairn)).isEmpty();
    assertThat(Linkage.missing("", cairn)).hasSizeGreaterThan(100);
  }

  /** Of two versions of a library, leaves out what belongs to the newest. */
  private static boolean isOldest(String path) {
    return Stream.of("opentelemetry", "aws-sdk-v2")
        .noneMatch(library -> path.contains('-' + version(library + ".newest") + ".jar"));
  }

  @Test
  void readme_statesTheRange() throws IOException {
    List<List<String>> rows =
        MarkdownTable.in(Files.readAllLines(Path.of("../../README.md"))).stream()
            .filter(table -> table.header().contains("oldest"))
            .findFirst()
            .orElseThrow()
            .rows();

    assertThat(rows)
        .containsExactly(
            List.of("JDK", System.getProperty("maven.compiler.release"), NEWEST_JDK),
            row("AWS SDK for Java 2.x", "aws-sdk-v2"),
            row("AWS SDK for Java 1.x", "aws-sdk-v1"),
            row("OkHttp", "okhttp"),
            row("Apache HttpClient", "httpclient5"),
            row("Jakarta Servlet", "servlet-api"),
            row("OpenTelemetry", "opentelemetry"));
  }

  private static List<String> row(String name, String library) {
    return List.of(name, version(library + ".oldest"), version(library + ".newest"));
  }

  private static void isStamped(Path jdk, String project, String program) throws Exception {
    String key = project + '-' + jdk.getFileName();
    run(jdk, project, program, BUCKET, TABLE, key);

    assertThat(aws.stamp(BUCKET, key).request()).isEqualTo("job floor");
    assertThat(aws.stamp(BUCKET, key + "-transfer").request()).isEqualTo("job floor");
    assertThat(aws.stamp(TABLE, "id", key).request()).isEqualTo("job floor");
  }

  private static void run(Path jdk, String project, String program, String... arguments)
      throws Exception {
    List<String> command =
        Stream.concat(
                Stream.of(
                    jdk.resolve("bin/java").toString(),
                    "-XX:TieredStopAtLevel=1", // what ends soon ends sooner so
                    "-XX:+UseSerialGC",
                    "-cp",
                    "target/classes:" + classPath(project),
                    "floors." + program),
                Stream.of(arguments))
            .toList();
    String output = ChildProcess.run(PROJECTS.resolve(project), aws.environment(), command);

    assertThat(output).as("faults that were kept from the program").doesNotContain("dev.cairn");
  }

  /** Where the JDK of this run has a newest one beside it, or is that itself. */
  private static Path newestJdk() throws IOException {
    Path beside = JAVA.toRealPath().getParent();
    Optional<Path> found;
    try (Stream<Path> jdks = Files.list(beside)) {
      found = Stream.concat(Stream.of(JAVA), jdks).filter(FloorsIT::isNewest).findFirst();
    }
    RequiredTool.require(
        found.isPresent(),
        "no JDK " + NEWEST_JDK + " in " + beside + ": install one there, or run Maven on it");
    return found.get();
  }

  private static boolean isNewest(Path jdk) {
    try {
      return Files.readString(jdk.resolve("release")).contains("JAVA_VERSION=\"" + NEWEST_JDK);
    } catch (IOException notOfAJdk) {
      return false;
    }
  }

  private static String version(String property) {
    Matcher found = Pattern.compile('<' + property + ">(.*?)</").matcher(versions);
    assertThat(found.find()).as(property).isTrue();
    return found.group(1);
  }

  private static String classPath(String project) {
    try {
      return Files.readString(PROJECTS.resolve(project + "/target/classpath")).strip();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
