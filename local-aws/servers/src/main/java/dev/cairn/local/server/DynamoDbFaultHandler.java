// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local.server;

import java.util.UUID;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Lets {@link FaultRules} act on a request before DynamoDB Local sees it. */
final class DynamoDbFaultHandler extends Handler.Wrapper {
  /** {@code DynamoDB_20120810.PutItem} or {@code DynamoDBStreams_20120810.GetRecords}. */
  private static final String TARGET = "X-Amz-Target";

  private final FaultRules rules;

  DynamoDbFaultHandler(Handler dynamoDb, FaultRules rules) {
    super(dynamoDb);
    this.rules = rules;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String target = request.getHeaders().get(TARGET);
    if (target == null) {
      return super.handle(request, response, callback);
    }
    Fault fault = rules.meet(target.replaceFirst("_\\d+", ""));
    if (fault == Fault.NONE) {
      return super.handle(request, response, callback);
    }
    response.setStatus(fault.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/x-amz-json-1.0");
    response.getHeaders().put("x-amzn-RequestId", UUID.randomUUID().toString());
    Content.Sink.write(response, true, body(fault), callback);
    return true;
  }

  private static String body(Fault fault) {
    return "{\"__type\":\"com.amazonaws.dynamodb.v20120810#"
        + quoted(fault.code())
        + "\",\"message\":\""
        + quoted(fault.message())
        + "\"}";
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
