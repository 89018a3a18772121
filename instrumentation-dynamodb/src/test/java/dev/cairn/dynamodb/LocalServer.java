// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.contract.DynamoDbSuite.Server;
import dev.cairn.contract.RealAws;
import dev.cairn.local.LocalAws;
import java.net.URI;
import java.time.Duration;

/** The servers that all tests of this JVM share, as the suites see them. */
final class LocalServer implements Server {
  @Override
  public URI endpoint() {
    RealAws.assumeNot("real AWS is not stood before");
    return LocalAws.shared().dynamoDbEndpoint();
  }

  @Override
  public URI busyEndpoint() {
    return BusyServer.endpoint();
  }

  @Override
  public void failNext(String operation, int status, int times) {
    LocalClients.failNext(operation, status, times);
  }

  @Override
  public void refuseNext(String operation, String code, String message, int times) {
    RealAws.assumeNot("real AWS does not refuse on order");
    LocalAws.shared().fail("DynamoDB." + operation, 400, code, message, times);
  }

  @Override
  public void delay(String operation, long millis) {
    RealAws.assumeNot("real AWS does not wait on order");
    LocalAws.shared().delay("DynamoDB." + operation, Duration.ofMillis(millis));
  }

  @Override
  public long requests(String operation) {
    RealAws.assumeNot("real AWS does not count requests");
    return LocalAws.shared().requests("DynamoDB." + operation);
  }

  @Override
  public void heal() {
    LocalClients.heal();
  }
}
