// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import dev.cairn.Stamp;
import dev.cairn.instrument.StorageCall;
import dev.cairn.instrument.StorageHandler;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import software.amazon.awssdk.auth.signer.AwsSignerExecutionAttribute;
import software.amazon.awssdk.core.ClientType;
import software.amazon.awssdk.core.RequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context.AfterExecution;
import software.amazon.awssdk.core.interceptor.Context.AfterTransmission;
import software.amazon.awssdk.core.interceptor.Context.BeforeTransmission;
import software.amazon.awssdk.core.interceptor.Context.FailedExecution;
import software.amazon.awssdk.core.interceptor.Context.ModifyHttpRequest;
import software.amazon.awssdk.core.interceptor.Context.ModifyRequest;
import software.amazon.awssdk.core.interceptor.Context.ModifyResponse;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * Translates calls of S3 clients, AWS SDK 2.x, for the {@link StorageHandler}. Every hook returns
 * what it was given where something throws.
 *
 * <p>The stamp is a header put in before signing: neither the caller's request object nor a copy of
 * it is touched.
 */
final class S3Interceptor implements ExecutionInterceptor {
  /** Names are unique for the SDK, which a second copy of Cairn may share. */
  private static final ExecutionAttribute<StorageCall> CALL =
      new ExecutionAttribute<>("dev.cairn.s3.Call-" + UUID.randomUUID());

  private static final String TRACE = "X-Amzn-Trace-Id";

  private final StorageHandler handler;

  S3Interceptor(StorageHandler handler) {
    this.handler = handler;
  }

  @Override
  @SuppressWarnings("deprecation") // the presigner has no other mark
  public SdkRequest modifyRequest(ModifyRequest context, ExecutionAttributes attributes) {
    try {
      boolean presigning =
          attributes.getAttribute(AwsSignerExecutionAttribute.PRESIGNER_EXPIRATION) != null;
      if (!presigning && attributes.getAttribute(CALL) == null) {
        attributes.putAttribute(CALL, prepare(context.request(), attributes));
      }
    } catch (Throwable fault) {
      handler.caught("modifyRequest", fault);
    }
    return context.request();
  }

  private StorageCall prepare(SdkRequest request, ExecutionAttributes attributes) {
    S3Request view = new S3Request(request, attributes, handler::bucket);
    Carried carried = Carried.in(attributes);
    if (carried != null) {
      return handler.prepare(view, carried.caller());
    }
    return attributes.getAttribute(SdkExecutionAttribute.CLIENT_TYPE) == ClientType.ASYNC
        ? handler.prepare(view, handler.caller())
        : handler.prepare(view, Context.current());
  }

  @Override
  public SdkHttpRequest modifyHttpRequest(
      ModifyHttpRequest context, ExecutionAttributes attributes) {
    SdkHttpRequest request = context.httpRequest();
    StorageCall call = ours(attributes);
    if (call == null || !call.mayChange()) {
      return request;
    }
    try {
      Carried carried = Carried.in(attributes);
      boolean copied = carried != null && carried.keepsMetadata();
      Map<String, List<String>> later = addedLater(context.request());
      String stamp = call.stamp(ObjectHeaders.of(each -> visit(request, later, each), copied));
      String trace = isTraced(request, later) ? null : call.traceHeader();
      return stamp == null && trace == null ? request : with(request, stamp, trace);
    } catch (Throwable fault) {
      call.stampFailed(fault);
      return request;
    }
  }

  private static boolean isTraced(SdkHttpRequest request, Map<String, List<String>> later) {
    for (String name : later.keySet()) {
      if (name.equalsIgnoreCase(TRACE)) {
        return true;
      }
    }
    return request.firstMatchingHeader(TRACE).isPresent();
  }

  private SdkHttpRequest with(SdkHttpRequest request, String stamp, String trace) {
    return request.copy(
        to -> {
          if (stamp != null) {
            to.putHeader(ObjectHeaders.METADATA + handler.stampKey(), stamp);
          }
          if (trace != null) {
            to.putHeader(TRACE, trace);
          }
        });
  }

  /** Returns the headers that the SDK adds after the last hook, those of the request's own. */
  private static Map<String, List<String>> addedLater(SdkRequest request) {
    return request
        .overrideConfiguration()
        .map(RequestOverrideConfiguration::headers)
        .orElse(Map.of());
  }

  private static void visit(
      SdkHttpRequest request, Map<String, List<String>> later, BiConsumer<String, String> each) {
    request.forEachHeader((name, values) -> values.forEach(value -> each.accept(name, value)));
    later.forEach((name, values) -> values.forEach(value -> each.accept(name, value)));
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
      Carried carried = Carried.in(attributes);
      if (carried != null && carried.keepsMetadata()) {
        return response; // the SDK looks at the source of a copy, to take its stamp along
      }
      Map<String, String> metadata = metadata(response);
      Stamp stamp = ObjectMetadataView.stampIn(metadata, handler.stampKey());
      if (!stamp.isValid()) {
        return response;
      }
      StorageCall call = ours(attributes);
      if (call != null) {
        call.found(List.of(stamp));
      }
      return withMetadata(response, ObjectMetadataView.without(metadata, handler.stampKey()));
    } catch (Throwable fault) {
      handler.caught("modifyResponse", fault);
      return response;
    }
  }

  private static Map<String, String> metadata(SdkResponse response) {
    if (response instanceof GetObjectResponse get) {
      return get.metadata();
    }
    return response instanceof HeadObjectResponse head ? head.metadata() : null;
  }

  private static SdkResponse withMetadata(SdkResponse response, Map<String, String> metadata) {
    return response instanceof GetObjectResponse get
        ? get.toBuilder().metadata(metadata).build()
        : ((HeadObjectResponse) response).toBuilder().metadata(metadata).build();
  }

  @Override
  public void afterExecution(AfterExecution context, ExecutionAttributes attributes) {
    end(new S3Answer(context), attributes);
  }

  @Override
  public void onExecutionFailure(FailedExecution context, ExecutionAttributes attributes) {
    end(new S3Answer(context), attributes);
  }

  private void end(S3Answer answer, ExecutionAttributes attributes) {
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
