// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local.server;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The child JVM of S3 and DynamoDB. Argument: the directory that holds all files. */
final class Servers {
  private Servers() {}

  public static void main(String[] arguments) {
    FaultRules rules = new FaultRules();
    ServerMain.run(
        Path.of(arguments[0]), directory -> start(directory, rules), new FaultOrders(rules));
  }

  /** Each server spends its start on its own core. */
  private static List<Integer> start(Path directory, FaultRules rules) {
    CompletableFuture<Integer> dynamoDb =
        CompletableFuture.supplyAsync(() -> DynamoDbServer.start(rules));
    int s3 = S3Server.start(directory.resolve("s3"), rules);
    return List.of(s3, dynamoDb.join());
  }
}
