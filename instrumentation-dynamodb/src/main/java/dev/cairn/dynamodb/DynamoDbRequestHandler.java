// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import com.amazonaws.AmazonServiceException;
import com.amazonaws.AmazonWebServiceRequest;
import com.amazonaws.Request;
import com.amazonaws.Response;
import com.amazonaws.handlers.HandlerAfterAttemptContext;
import com.amazonaws.handlers.HandlerBeforeAttemptContext;
import com.amazonaws.handlers.HandlerContextKey;
import com.amazonaws.handlers.RequestHandler2;
import com.amazonaws.services.dynamodbv2.model.AttributeValue;
import com.amazonaws.services.dynamodbv2.model.PutItemRequest;
import com.amazonaws.services.dynamodbv2.model.UpdateItemRequest;
import dev.cairn.instrument.SkipReason;
import dev.cairn.instrument.StorageCall;
import dev.cairn.instrument.StorageHandler;
import io.opentelemetry.context.Context;
import java.net.URI;
import java.util.Map;

/**
 * Translates calls of DynamoDB clients, AWS SDK 1.x, for the {@link StorageHandler}. The caller's
 * request is cloned, never changed.
 */
final class DynamoDbRequestHandler extends RequestHandler2 {
  private static final HandlerContextKey<StorageCall> CALL =
      new HandlerContextKey<>("dev.cairn.dynamodb.Call");

  private final StorageHandler handler;
  private final KeyNames keyNames;

  DynamoDbRequestHandler(StorageHandler handler, KeyNames keyNames) {
    this.handler = handler;
    this.keyNames = keyNames;
  }

  @Override
  public AmazonWebServiceRequest beforeExecution(AmazonWebServiceRequest request) {
    try {
      if (request.getHandlerContext(CALL) != null) {
        return request;
      }
      StorageCall call = handler.prepare(call(request), Context.current());
      AmazonWebServiceRequest stamped = stamped(request, call);
      stamped.addHandlerContext(CALL, call);
      return stamped;
    } catch (Throwable fault) {
      handler.caught("beforeExecution", fault);
      return request;
    }
  }

  private ItemCall call(AmazonWebServiceRequest request) {
    ItemCall call =
        new ItemCall(DynamoDbItemsV1.operationOf(request), DynamoDbItemsV1.tableOf(request), null);
    if (request instanceof PutItemRequest put && put.getItem() != null) {
      return call.to(put.getItem(), false, AttributeValuesV1.INSTANCE, keyNames);
    }
    Map<String, AttributeValue> key = DynamoDbItemsV1.keyOf(request);
    return key == null ? call : call.to(key, true, AttributeValuesV1.INSTANCE, keyNames);
  }

  /** Returns a clone of the request, stamped where it is to be. */
  private AmazonWebServiceRequest stamped(AmazonWebServiceRequest request, StorageCall call) {
    try {
      AmazonWebServiceRequest copy = request.clone();
      stamp(copy, call);
      return copy;
    } catch (Throwable fault) {
      call.stampFailed(fault);
      return request.clone();
    }
  }

  private void stamp(AmazonWebServiceRequest copy, StorageCall call) {
    String key = handler.stampKey();
    if (copy instanceof PutItemRequest put && put.getItem() != null) {
      ItemCarrier<AttributeValue> carrier =
          new ItemCarrier<>(put.getItem(), AttributeValuesV1.INSTANCE);
      String stamp = call.stamp(carrier);
      if (stamp != null) {
        put.setItem(carrier.with(key, stamp));
      }
    } else if (copy instanceof UpdateItemRequest legacy && legacy.getAttributeUpdates() != null) {
      call.skip(SkipReason.UNSUPPORTED);
    } else if (copy instanceof UpdateItemRequest update) {
      UpdateCarrier<AttributeValue> carrier =
          new UpdateCarrier<>(
              update.getUpdateExpression(),
              update.getExpressionAttributeNames(),
              update.getExpressionAttributeValues(),
              AttributeValuesV1.INSTANCE);
      String stamp = call.stamp(carrier);
      if (stamp != null) {
        update.setUpdateExpression(carrier.expression());
        update.setExpressionAttributeNames(carrier.names(key));
        update.setExpressionAttributeValues(carrier.arguments(stamp));
      }
    }
  }

  @Override
  public void beforeAttempt(HandlerBeforeAttemptContext context) {
    try {
      StorageCall call = ours(context.getRequest());
      if (call != null) {
        URI endpoint = context.getRequest().getEndpoint();
        call.sending(endpoint.getHost(), port(endpoint));
      }
    } catch (Throwable fault) {
      handler.caught("beforeAttempt", fault);
    }
  }

  private static int port(URI endpoint) {
    if (endpoint.getPort() >= 0) {
      return endpoint.getPort();
    }
    return "http".equals(endpoint.getScheme()) ? 80 : 443;
  }

  @Override
  public void afterAttempt(HandlerAfterAttemptContext context) {
    try {
      StorageCall call = ours(context.getRequest());
      int status = new DynamoDbV1Answer(context.getResponse(), context.getException()).status();
      if (call != null && status > 0) {
        call.answered(status);
      }
    } catch (Throwable fault) {
      handler.caught("afterAttempt", fault);
    }
  }

  @Override
  public void afterResponse(Request<?> request, Response<?> response) {
    try {
      StorageCall call = ours(request);
      StampHider<AttributeValue> hider = hider();
      DynamoDbItemsV1.hide(response.getAwsResponse(), hider);
      end(call, hider, new DynamoDbV1Answer(response, null));
    } catch (Throwable fault) {
      handler.caught("afterResponse", fault);
    }
  }

  @Override
  public void afterError(Request<?> request, Response<?> response, Exception error) {
    try {
      StorageCall call = ours(request);
      StampHider<AttributeValue> hider = hider();
      if (error instanceof AmazonServiceException failure) {
        DynamoDbItemsV1.hide(failure, hider);
      }
      end(call, hider, new DynamoDbV1Answer(response, error));
    } catch (Throwable fault) {
      handler.caught("afterError", fault);
    }
  }

  private StampHider<AttributeValue> hider() {
    return new StampHider<>(AttributeValuesV1.INSTANCE, handler.stampKey());
  }

  private static void end(
      StorageCall call, StampHider<AttributeValue> hider, DynamoDbV1Answer answer) {
    if (call != null) {
      if (hider.found()) {
        call.found(hider.stamps());
      }
      call.end(answer);
    }
  }

  /** Returns the call this handler prepared, or null: registered twice, one of them acts. */
  private StorageCall ours(Request<?> request) {
    StorageCall call = request.getHandlerContext(CALL);
    return call != null && call.isOf(handler) ? call : null;
  }
}
