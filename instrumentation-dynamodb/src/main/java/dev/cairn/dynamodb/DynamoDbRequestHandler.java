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
import com.amazonaws.services.dynamodbv2.model.BatchExecuteStatementResult;
import com.amazonaws.services.dynamodbv2.model.BatchStatementError;
import com.amazonaws.services.dynamodbv2.model.BatchWriteItemRequest;
import com.amazonaws.services.dynamodbv2.model.BatchWriteItemResult;
import com.amazonaws.services.dynamodbv2.model.PutRequest;
import com.amazonaws.services.dynamodbv2.model.WriteRequest;
import dev.cairn.instrument.StorageCall;
import dev.cairn.instrument.StorageHandler;
import java.net.URI;
import java.util.UUID;
import java.util.function.IntFunction;

/**
 * Translates calls of DynamoDB clients, AWS SDK 1.x, for the {@link StorageHandler}. The caller's
 * request is cloned, never changed.
 */
final class DynamoDbRequestHandler extends RequestHandler2 {
  /** Two copies of this class are two decorators: neither can read what the other keeps. */
  private static final UUID COPY = UUID.randomUUID();

  static final HandlerContextKey<StorageCall> CALL =
      new HandlerContextKey<>("dev.cairn.dynamodb.Call." + COPY);

  /** The request as the application wrote it. */
  static final HandlerContextKey<AmazonWebServiceRequest> WRITTEN =
      new HandlerContextKey<>("dev.cairn.dynamodb.Written." + COPY);

  private final StorageHandler handler;
  private final KeyNames keyNames;
  private final Encryption encryption;
  private final Stamping.Known known;

  DynamoDbRequestHandler(StorageHandler handler, KeyNames keyNames, Encryption encryption) {
    this.handler = handler;
    this.keyNames = keyNames;
    this.encryption = encryption;
    this.known = new Stamping.Known(encryption, new UpdateExpressions());
  }

  @Override
  public AmazonWebServiceRequest beforeExecution(AmazonWebServiceRequest request) {
    try {
      if (request.getHandlerContext(CALL) != null) {
        return request;
      }
      // Whether the client is asynchronous cannot be seen: any call may be dropped unheard.
      StorageCall call = handler.prepare(DynamoDbCallsV1.of(request, keyNames), handler.caller());
      AmazonWebServiceRequest stamped = stamped(request, call);
      stamped.addHandlerContext(CALL, call);
      stamped.addHandlerContext(WRITTEN, request);
      return stamped;
    } catch (Throwable fault) {
      handler.caught("beforeExecution", fault);
      return request;
    }
  }

  /** Returns a clone of the request, stamped where it is to be. */
  private AmazonWebServiceRequest stamped(AmazonWebServiceRequest request, StorageCall call) {
    try {
      AmazonWebServiceRequest clone = request.clone();
      new DynamoDbStampsV1(
              new Stamping<>(call, handler.stampKey(), AttributeValuesV1.INSTANCE, known))
          .into(clone);
      return clone;
    } catch (Throwable fault) {
      call.stampFailed(fault);
      return request.clone();
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
      int status = DynamoDbV1Answer.of(context.getResponse(), context.getException()).status();
      if (call != null && status > 0) {
        call.answered(status);
      }
    } catch (Throwable fault) {
      handler.caught("afterAttempt", fault);
    }
  }

  @Override
  public void afterResponse(Request<?> request, Response<?> response) {
    StampHider<AttributeValue> hider = hider();
    IntFunction<String> codes = item -> null;
    try {
      codes = codes(request, response.getAwsResponse());
      items(request, hider).hideIn(response.getAwsResponse());
    } catch (Throwable fault) {
      handler.caught("afterResponse", fault);
    }
    end(request, hider, DynamoDbV1Answer.of(request, response, codes));
  }

  /**
   * Returns what tells the error code of a call's item by its index; names the writes of a batch
   * that were left undone as the application wrote them.
   */
  private IntFunction<String> codes(Request<?> request, Object result) {
    AmazonWebServiceRequest sent = request.getOriginalRequest();
    if (result instanceof BatchWriteItemResult batch
        && sent instanceof BatchWriteItemRequest stamped
        && batch.getUnprocessedItems() != null
        && !batch.getUnprocessedItems().isEmpty()) {
      Unprocessed<?> left =
          new Unprocessed<>(stamped.getRequestItems(), batch.getUnprocessedItems());
      if (request.getHandlerContext(WRITTEN) instanceof BatchWriteItemRequest written) {
        batch.setUnprocessedItems(
            Unprocessed.asWritten(
                written.getRequestItems(),
                stamped.getRequestItems(),
                batch.getUnprocessedItems(),
                this::unstamped));
      }
      return left::code;
    }
    if (result instanceof BatchExecuteStatementResult batch && batch.getResponses() != null) {
      return item -> {
        BatchStatementError error = batch.getResponses().get(item).getError();
        return error == null ? null : error.getCode();
      };
    }
    return item -> null;
  }

  private WriteRequest unstamped(String table, WriteRequest write) {
    PutRequest put = write.getPutRequest();
    if (put != null && put.getItem() != null && hider().isToHide(table, put.getItem())) {
      put.getItem().remove(handler.stampKey());
    }
    return write;
  }

  @Override
  public void afterError(Request<?> request, Response<?> response, Exception error) {
    StampHider<AttributeValue> hider = hider();
    try {
      if (error instanceof AmazonServiceException failure) {
        items(request, hider).hideIn(failure);
      }
    } catch (Throwable fault) {
      handler.caught("afterError", fault);
    }
    end(request, hider, DynamoDbV1Answer.of(response, error));
  }

  private StampHider<AttributeValue> hider() {
    return new StampHider<>(AttributeValuesV1.INSTANCE, handler, encryption);
  }

  private static DynamoDbItemsV1 items(Request<?> request, StampHider<AttributeValue> hider) {
    return new DynamoDbItemsV1(hider, DynamoDbCallsV1.tablesRead(request.getOriginalRequest()));
  }

  private void end(Request<?> request, StampHider<AttributeValue> hider, DynamoDbV1Answer answer) {
    try {
      StorageCall call = ours(request);
      if (call != null) {
        if (hider.found()) {
          call.found(hider.stamps());
        }
        call.end(answer);
      }
    } catch (Throwable fault) {
      handler.caught("end", fault);
    }
  }

  /** Returns the call this handler prepared, or null: registered twice, one of them acts. */
  private StorageCall ours(Request<?> request) {
    StorageCall call = request.getHandlerContext(CALL);
    return call != null && call.isOf(handler) ? call : null;
  }
}
