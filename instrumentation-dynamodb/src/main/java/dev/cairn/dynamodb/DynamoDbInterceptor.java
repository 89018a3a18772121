// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.instrument.SkipReason;
import dev.cairn.instrument.StorageCall;
import dev.cairn.instrument.StorageHandler;
import io.opentelemetry.context.Context;
import java.util.Map;
import software.amazon.awssdk.awscore.AwsExecutionAttribute;
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
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Translates calls of DynamoDB clients, AWS SDK 2.x, for the {@link StorageHandler}. Every hook
 * returns what it was given where something throws.
 */
final class DynamoDbInterceptor implements ExecutionInterceptor {
  private static final ExecutionAttribute<StorageCall> CALL =
      new ExecutionAttribute<>("dev.cairn.dynamodb.Call");

  private final StorageHandler handler;
  private final KeyNames keyNames;

  DynamoDbInterceptor(StorageHandler handler, KeyNames keyNames) {
    this.handler = handler;
    this.keyNames = keyNames;
  }

  @Override
  public SdkRequest modifyRequest(ModifyRequest context, ExecutionAttributes attributes) {
    SdkRequest request = context.request();
    try {
      if (attributes.getAttribute(CALL) != null) {
        return request;
      }
      StorageCall call = handler.prepare(call(request, attributes), Context.current());
      attributes.putAttribute(CALL, call);
      return stamped(request, call);
    } catch (Throwable fault) {
      handler.caught("modifyRequest", fault);
      return request;
    }
  }

  private ItemCall call(SdkRequest request, ExecutionAttributes attributes) {
    Region region = attributes.getAttribute(AwsExecutionAttribute.AWS_REGION);
    ItemCall call =
        new ItemCall(
            attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME),
            request.getValueForField("TableName", String.class).orElse(null),
            region == null ? null : region.id());
    if (request instanceof PutItemRequest put) {
      return call.to(put.item(), false, AttributeValues.INSTANCE, keyNames);
    }
    Map<String, AttributeValue> key = DynamoDbItems.keyOf(request);
    return key == null ? call : call.to(key, true, AttributeValues.INSTANCE, keyNames);
  }

  private SdkRequest stamped(SdkRequest request, StorageCall call) {
    try {
      if (request instanceof PutItemRequest put) {
        return stamped(put, call);
      }
      return request instanceof UpdateItemRequest update ? stamped(update, call) : request;
    } catch (Throwable fault) {
      call.stampFailed(fault);
      return request;
    }
  }

  private SdkRequest stamped(PutItemRequest put, StorageCall call) {
    ItemCarrier<AttributeValue> carrier = new ItemCarrier<>(put.item(), AttributeValues.INSTANCE);
    String stamp = call.stamp(carrier);
    return stamp == null
        ? put
        : put.toBuilder().item(carrier.with(handler.stampKey(), stamp)).build();
  }

  private SdkRequest stamped(UpdateItemRequest update, StorageCall call) {
    if (update.hasAttributeUpdates()) {
      call.skip(SkipReason.UNSUPPORTED);
      return update;
    }
    UpdateCarrier<AttributeValue> carrier =
        new UpdateCarrier<>(
            update.updateExpression(),
            update.expressionAttributeNames(),
            update.expressionAttributeValues(),
            AttributeValues.INSTANCE);
    String stamp = call.stamp(carrier);
    return stamp == null
        ? update
        : update.toBuilder()
            .updateExpression(carrier.expression())
            .expressionAttributeNames(carrier.names(handler.stampKey()))
            .expressionAttributeValues(carrier.arguments(stamp))
            .build();
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
      StampHider<AttributeValue> hider = hider();
      SdkResponse visible = DynamoDbItems.hide(response, context.httpResponse(), hider);
      found(hider, attributes);
      return visible;
    } catch (Throwable fault) {
      handler.caught("modifyResponse", fault);
      return response;
    }
  }

  @Override
  public Throwable modifyException(FailedExecution context, ExecutionAttributes attributes) {
    Throwable error = context.exception();
    try {
      StampHider<AttributeValue> hider = hider();
      Throwable visible = DynamoDbItems.hide(error, hider);
      found(hider, attributes);
      return visible;
    } catch (Throwable fault) {
      handler.caught("modifyException", fault);
      return error;
    }
  }

  private StampHider<AttributeValue> hider() {
    return new StampHider<>(AttributeValues.INSTANCE, handler.stampKey());
  }

  private void found(StampHider<AttributeValue> hider, ExecutionAttributes attributes) {
    StorageCall call = ours(attributes);
    if (call != null && hider.found()) {
      call.found(hider.stamps());
    }
  }

  @Override
  public void afterExecution(AfterExecution context, ExecutionAttributes attributes) {
    end(DynamoDbAnswer.of(context.httpResponse()), attributes);
  }

  @Override
  public void onExecutionFailure(FailedExecution context, ExecutionAttributes attributes) {
    end(DynamoDbAnswer.of(context.exception()), attributes);
  }

  private void end(DynamoDbAnswer answer, ExecutionAttributes attributes) {
    try {
      StorageCall call = ours(attributes);
      if (call != null) {
        call.end(answer);
      }
    } catch (Throwable fault) {
      handler.caught("end", fault);
    }
  }

  /** Returns the call this interceptor prepared, or null: registered twice, one of them acts. */
  private StorageCall ours(ExecutionAttributes attributes) {
    StorageCall call = attributes.getAttribute(CALL);
    return call != null && call.isOf(handler) ? call : null;
  }
}
