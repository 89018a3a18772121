// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.instrument.StorageCall;
import dev.cairn.instrument.StorageHandler;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import software.amazon.awssdk.awscore.AwsExecutionAttribute;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.ClientType;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context.AfterExecution;
import software.amazon.awssdk.core.interceptor.Context.AfterTransmission;
import software.amazon.awssdk.core.interceptor.Context.BeforeTransmission;
import software.amazon.awssdk.core.interceptor.Context.FailedExecution;
import software.amazon.awssdk.core.interceptor.Context.ModifyRequest;
import software.amazon.awssdk.core.interceptor.Context.ModifyResponse;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementError;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Translates calls of DynamoDB clients, AWS SDK 2.x, for the {@link StorageHandler}. Every hook
 * returns what it was given where something throws.
 */
final class DynamoDbInterceptor implements ExecutionInterceptor {
  /** The SDK refuses two attributes of one name, even those of two copies of this class. */
  private static final UUID COPY = UUID.randomUUID();

  static final ExecutionAttribute<StorageCall> CALL =
      new ExecutionAttribute<>("dev.cairn.dynamodb.Call." + COPY);

  /** The request as the application wrote it. */
  private static final ExecutionAttribute<SdkRequest> WRITTEN =
      new ExecutionAttribute<>("dev.cairn.dynamodb.Written." + COPY);

  private final StorageHandler handler;
  private final KeyNames keyNames;
  private final Encryption encryption;
  private final Stamping.Known known;

  DynamoDbInterceptor(StorageHandler handler, KeyNames keyNames, Encryption encryption) {
    this.handler = handler;
    this.keyNames = keyNames;
    this.encryption = encryption;
    this.known = new Stamping.Known(encryption, new UpdateExpressions());
  }

  @Override
  public SdkRequest modifyRequest(ModifyRequest context, ExecutionAttributes attributes) {
    SdkRequest request = context.request();
    try {
      if (attributes.getAttribute(CALL) != null) {
        return request;
      }
      StorageCall call = prepare(request, attributes);
      attributes.putAttribute(CALL, call);
      attributes.putAttribute(WRITTEN, request);
      return call.mayChange() ? stamped(request, call) : request;
    } catch (Throwable fault) {
      handler.caught("modifyRequest", fault);
      return request;
    }
  }

  private StorageCall prepare(SdkRequest request, ExecutionAttributes attributes) {
    Region region = attributes.getAttribute(AwsExecutionAttribute.AWS_REGION);
    ItemCall call =
        DynamoDbCalls.of(
            request,
            attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME),
            region == null ? null : region.id(),
            keyNames);
    boolean async = attributes.getAttribute(SdkExecutionAttribute.CLIENT_TYPE) == ClientType.ASYNC;
    return async
        ? handler.prepare(call, handler.caller())
        : handler.prepare(call, Context.current());
  }

  private SdkRequest stamped(SdkRequest request, StorageCall call) {
    try {
      return new DynamoDbStamps(
              new Stamping<>(call, handler.stampKey(), AttributeValues.INSTANCE, known))
          .in(request);
    } catch (Throwable fault) {
      call.stampFailed(fault);
      return request;
    }
  }

  @Override
  public void beforeTransmission(BeforeTransmission context, ExecutionAttributes attributes) {
    try {
      StorageCall call = ours(attributes);
      if (call != null) {
        call.sending(context.httpRequest().host(), context.httpRequest().port());
      }
    } catch (Throwable fault) {
      handler.caught("beforeTransmission", fault);
    }
  }

  @Override
  public void afterTransmission(AfterTransmission context, ExecutionAttributes attributes) {
    try {
      StorageCall call = ours(attributes);
      if (call != null) {
        call.answered(context.httpResponse().statusCode());
      }
    } catch (Throwable fault) {
      handler.caught("afterTransmission", fault);
    }
  }

  @Override
  public SdkResponse modifyResponse(ModifyResponse context, ExecutionAttributes attributes) {
    SdkResponse response = context.response();
    try {
      if (response instanceof BatchWriteItemResponse batch) {
        return visible(batch, (BatchWriteItemRequest) context.request(), attributes);
      }
      StampHider<AttributeValue> hider = hider();
      DynamoDbResponse.Builder visible =
          new DynamoDbItems(hider, context.request()).visible(response);
      found(hider, attributes);
      if (visible == null) {
        return response;
      }
      return visible
          .responseMetadata(
              StampedMetadata.of(
                  ((AwsResponse) response).responseMetadata(),
                  context.httpResponse(),
                  hider.stamps()))
          .build();
    } catch (Throwable fault) {
      handler.caught("modifyResponse", fault);
      return response;
    }
  }

  /** Names the writes that were left undone as the application wrote them. */
  private SdkResponse visible(
      BatchWriteItemResponse response, BatchWriteItemRequest sent, ExecutionAttributes attributes) {
    if (response.unprocessedItems().isEmpty()
        || !(attributes.getAttribute(WRITTEN) instanceof BatchWriteItemRequest written)) {
      return response;
    }
    return response.toBuilder()
        .unprocessedItems(
            Unprocessed.asWritten(
                written.requestItems(),
                sent.requestItems(),
                response.unprocessedItems(),
                this::unstamped))
        .build();
  }

  private WriteRequest unstamped(String table, WriteRequest write) {
    PutRequest put = write.putRequest();
    return put == null
        ? write
        : write.toBuilder()
            .putRequest(put.toBuilder().item(hider().item(table, put.item())).build())
            .build();
  }

  @Override
  public Throwable modifyException(FailedExecution context, ExecutionAttributes attributes) {
    Throwable error = context.exception();
    try {
      StampHider<AttributeValue> hider = hider();
      List<String> tables = DynamoDbCalls.tablesRead(context.request());
      Throwable visible = DynamoDbErrors.visible(error, hider, tables);
      found(hider, attributes);
      return visible;
    } catch (Throwable fault) {
      handler.caught("modifyException", fault);
      return error;
    }
  }

  private StampHider<AttributeValue> hider() {
    return new StampHider<>(AttributeValues.INSTANCE, handler, encryption);
  }

  private void found(StampHider<AttributeValue> hider, ExecutionAttributes attributes) {
    StorageCall call = ours(attributes);
    if (call != null && hider.found()) {
      call.found(hider.stamps());
    }
  }

  @Override
  public void afterExecution(AfterExecution context, ExecutionAttributes attributes) {
    try {
      IntFunction<String> codes = codes(context.request(), context.response(), attributes);
      end(DynamoDbAnswer.of(context, codes), attributes);
    } catch (Throwable fault) {
      handler.caught("afterExecution", fault);
    }
  }

  /** Returns what tells the error code of a call's item by its index. */
  private static IntFunction<String> codes(
      SdkRequest sent, SdkResponse response, ExecutionAttributes attributes) {
    if (response instanceof BatchWriteItemResponse batch && !batch.unprocessedItems().isEmpty()) {
      // The response names them as the application wrote them by now.
      SdkRequest written = attributes.getAttribute(WRITTEN);
      SdkRequest named = written == null ? sent : written;
      return new Unprocessed<>(
              ((BatchWriteItemRequest) named).requestItems(), batch.unprocessedItems())
          ::code;
    }
    if (response instanceof BatchExecuteStatementResponse batch) {
      return item -> {
        BatchStatementError error = batch.responses().get(item).error();
        return error == null ? null : error.codeAsString();
      };
    }
    return item -> null;
  }

  @Override
  public void onExecutionFailure(FailedExecution context, ExecutionAttributes attributes) {
    try {
      end(DynamoDbAnswer.of(context.exception()), attributes);
    } catch (Throwable fault) {
      handler.caught("onExecutionFailure", fault);
    }
  }

  private void end(DynamoDbAnswer answer, ExecutionAttributes attributes) {
    StorageCall call = ours(attributes);
    if (call != null) {
      call.end(answer);
    }
  }

  /** Returns the call this interceptor prepared, or null: registered twice, one of them acts. */
  private StorageCall ours(ExecutionAttributes attributes) {
    StorageCall call = attributes.getAttribute(CALL);
    return call != null && call.isOf(handler) ? call : null;
  }
}
