// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.examples.photo;

import dev.cairn.local.LocalAws;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Cairn's main job, end to end: starts S3 and DynamoDB stand-ins, an explorer and the photo
 * service, lets users use it, and asks {@code cairn} who stored what. The answers come from the
 * stored things and the exported spans; the demo gives {@code cairn} addresses and names, nothing
 * else.
 */
final class Demo implements AutoCloseable {
  static final Duration SLOW = Duration.ofMillis(120);

  private final DemoAws aws;
  private final Explorer explorer;
  private final Settings settings;
  private final PhotoService service;

  /**
   * Starts everything.
   *
   * @param explorerTarget the directory that Maven built the explorer in
   * @param decoration of the service
   */
  Demo(Path explorerTarget, Decoration decoration) throws IOException {
    CompletableFuture<LocalAws> starting = CompletableFuture.supplyAsync(LocalAws::start);
    explorer = Explorer.start(explorerTarget);
    // As OTEL_EXPORTER_OTLP_ENDPOINT and OTEL_BSP_SCHEDULE_DELAY would, for this very process.
    System.setProperty("otel.exporter.otlp.endpoint", explorer.otlp().toString());
    System.setProperty("otel.bsp.schedule.delay", "250");
    System.setProperty("otel.metrics.exporter", "none");
    System.setProperty("otel.blrp.schedule.delay", "250");
    aws = new DemoAws(starting.join());
    System.setProperty("aws.region", aws.environment().get("AWS_REGION"));
    System.setProperty("aws.accessKeyId", aws.environment().get("AWS_ACCESS_KEY_ID"));
    System.setProperty("aws.secretAccessKey", aws.environment().get("AWS_SECRET_ACCESS_KEY"));
    settings = new Settings("photos", "photos", "thumbnails", 0, aws.endpoints(), decoration);
    CompletableFuture<Void> created = aws.create(settings);
    service = new PhotoService(settings, DemoTraffic.users());
    created.join();
    service.startWorker();
  }

  /**
   * Plays the traffic, and waits until the worker has done what it found to do.
   *
   * @param slow how much longer some of the writes take
   */
  DemoTraffic play(Duration slow) throws IOException, InterruptedException {
    DemoTraffic traffic = new DemoTraffic(service.address(), aws::slowUpdates);
    traffic.play(slow);
    aws.awaitThumbnails(settings);
    service.flush();
    return traffic;
  }

  /** Returns the addresses of the first uploaded file and of its record, thumbnail and so on. */
  List<String> addresses() {
    List<String> files = aws.files(settings);
    String file =
        files.stream().filter(key -> !key.startsWith("thumbnails/")).findFirst().orElseThrow();
    String record = file.substring(file.lastIndexOf('/') + 1).replace(".png", "");
    return List.of(
        "s3://" + settings.bucket() + '/' + file,
        "dynamodb://" + settings.photoTable() + '/' + record,
        "s3://" + settings.bucket() + "/thumbnails/" + file,
        "dynamodb://" + settings.thumbnailTable() + '/' + record);
  }

  /** Returns the ids of the photos that a thumbnail is stored of. */
  List<String> thumbnails() {
    return aws.records(settings.thumbnailTable(), "photo");
  }

  /** Stores an object by a client that nobody decorated. */
  void putUndecorated(String key) {
    aws.put(settings.bucket(), key);
  }

  /** Runs a command of {@code cairn} against the demo's servers. */
  Explorer.Output cairn(String... arguments) {
    return explorer.run(environment(), arguments);
  }

  /** Returns what a shell needs for {@code cairn} to reach the demo's servers. */
  Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>(aws.environment());
    environment.put("CAIRN_EXPLORER", explorer.http().toString());
    return environment;
  }

  @Override
  public void close() {
    service.close();
    explorer.close();
    aws.close();
  }

  /** Runs the demo: {@code [--keep] [--no-stamps]}. */
  public static void main(String[] arguments) throws Exception {
    List<String> options = List.of(arguments);
    for (String option : options) {
      if (!List.of("--keep", "--no-stamps").contains(option)) {
        System.err.println("cairn demo: '" + option + "' is neither --keep nor --no-stamps");
        System.exit(2);
      }
    }
    Path explorer = Path.of(System.getProperty("cairn.explorer.target", "explorer/target"));
    Decoration decoration =
        options.contains("--no-stamps") ? Decoration.RECORDS : Decoration.STAMPS;
    PrintStream out = System.out;
    System.err.println("Starting S3, DynamoDB, the explorer and the photo service …");
    try (Demo demo = new Demo(explorer, decoration)) {
      System.err.println("Users upload, like and delete photos …");
      DemoTraffic traffic = demo.play(SLOW);
      out.println(traffic + ".");
      new DemoQuestions(demo.addresses()).ask(demo, out);
      if (options.contains("--keep")) {
        keep(out, demo);
      }
    }
    System.exit(0);
  }

  private static void keep(PrintStream out, Demo demo) throws IOException {
    out.println();
    out.println("Everything runs on. The API is at " + demo.service.address());
    out.println(
        "(curl -H 'Authorization: Bearer token-of-ada' " + demo.service.address() + "/photos)");
    out.println("To ask on from another terminal, first:");
    out.println();
    out.println(
        demo.environment().entrySet().stream()
            .map(variable -> "  export " + variable.getKey() + '=' + variable.getValue())
            .collect(Collectors.joining("\n")));
    out.println();
    out.println("Press Enter to end it.");
    while (true) {
      int typed = System.in.read();
      if (typed < 0 || typed == '\n') {
        return;
      }
    }
  }
}
