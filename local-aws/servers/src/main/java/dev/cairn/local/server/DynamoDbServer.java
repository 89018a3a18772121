// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local, in memory, on our own Jetty.
 *
 * <p>Its own launcher binds every interface, wants a port picked beforehand and reports usage; its
 * handler does none of that.
 */
final class DynamoDbServer {
  private DynamoDbServer() {}

  /** Starts the server and returns its port. */
  static int start(FaultRules rules) {
    Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    try {
      server.setHandler(new ContextHandler(new DynamoDbFaultHandler(dynamoDb(), rules), "/"));
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("DynamoDB Local did not start", e);
    }
    return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }

  private static LocalDynamoDBServerHandler dynamoDb() throws Exception {
    int noPort = 0;
    boolean inMemory = true;
    String noPath = null;
    // Else every access key and region would see tables of its own.
    boolean sharedDb = true;
    boolean delayTransientStatuses = false;
    String noCors = null;
    return new LocalDynamoDBServerHandler(
        new LocalDynamoDBRequestHandler(noPort, inMemory, noPath, sharedDb, delayTransientStatuses),
        noCors);
  }
}
