// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import com.amazonaws.Request;
import com.amazonaws.Response;
import com.amazonaws.handlers.HandlerAfterAttemptContext;
import com.amazonaws.handlers.HandlerBeforeAttemptContext;
import com.amazonaws.handlers.HandlerContextKey;
import com.amazonaws.handlers.RequestHandler2;
import com.amazonaws.services.s3.model.GeneratePresignedUrlRequest;
import com.amazonaws.services.s3.model.ObjectMetadata;
import com.amazonaws.services.s3.model.S3Object;
import dev.cairn.Stamp;
import dev.cairn.instrument.StorageCall;
import dev.cairn.instrument.StorageHandler;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Translates calls of S3 clients, AWS SDK 1.x, for the {@link StorageHandler}. */
final class S3RequestHandler extends RequestHandler2 {
  private static final HandlerContextKey<StorageCall> CALL =
      new HandlerContextKey<>("dev.cairn.s3.Call");

  private static final String TRACE = "X-Amzn-Trace-Id";

  private final StorageHandler handler;
  private final Map<ObjectMetadata, Stamp> hidden;

  S3RequestHandler(StorageHandler handler, Map<ObjectMetadata, Stamp> hidden) {
    this.handler = handler;
    this.hidden = hidden;
  }

  /**
   * Runs after marshalling and before signing, so that the stamp is one more header. When time is
   * up the SDK calls no further hook.
   */
  @Override
  public void beforeRequest(Request<?> request) {
    try {
      boolean presigning = request.getOriginalRequest() instanceof GeneratePresignedUrlRequest;
      if (presigning || request.getHandlerContext(CALL) != null) {
        return;
      }
      StorageCall call =
          handler.prepare(new S3V1Request(request, handler::bucket), handler.caller());
      request.addHandlerContext(CALL, call);
      if (call.mayChange()) {
        stamp(request, call);
      }
    } catch (Throwable fault) {
      handler.caught("beforeRequest", fault);
    }
  }

  private void stamp(Request<?> request, StorageCall call) {
    try {
      String stamp = call.stamp(ObjectHeaders.of(request.getHeaders()));
      if (stamp != null) {
        String header = ObjectHeaders.METADATA + handler.stampKey();
        request.getHeaders().keySet().removeIf(header::equalsIgnoreCase);
        request.addHeader(header, stamp);
      }
      String trace = isTraced(request) ? null : call.traceHeader();
      if (trace != null) {
        request.addHeader(TRACE, trace);
      }
    } catch (Throwable fault) {
      call.stampFailed(fault);
    }
  }

  private static boolean isTraced(Request<?> request) {
    for (String name : request.getHeaders().keySet()) {
      if (name.equalsIgnoreCase(TRACE)) {
        return true;
      }
    }
    return false;
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
      int status = S3V1Answer.status(context.getResponse(), context.getException());
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
      hide(call, response.getAwsResponse());
      if (call != null) {
        call.end(new S3V1Answer(request, response, null));
      }
    } catch (Throwable fault) {
      handler.caught("afterResponse", fault);
    }
  }

  private void hide(StorageCall call, Object result) {
    ObjectMetadata metadata =
        result instanceof S3Object object
            ? object.getObjectMetadata()
            : result instanceof ObjectMetadata head ? head : null;
    if (metadata == null) {
      return;
    }
    Map<String, String> visible = metadata.getUserMetadata();
    Stamp stamp = ObjectMetadataView.stampIn(visible, handler.stampKey());
    if (stamp.isValid()) {
      metadata.setUserMetadata(ObjectMetadataView.without(visible, handler.stampKey()));
      hidden.put(metadata, stamp);
      if (call != null) {
        call.found(List.of(stamp));
      }
    }
  }

  @Override
  public void afterError(Request<?> request, Response<?> response, Exception error) {
    try {
      StorageCall call = ours(request);
      if (call != null) {
        call.end(new S3V1Answer(request, response, error));
      }
    } catch (Throwable fault) {
      handler.caught("afterError", fault);
    }
  }

  /** Returns the call this handler prepared, or null: registered twice, one of them acts. */
  private StorageCall ours(Request<?> request) {
    StorageCall call = request.getHandlerContext(CALL);
    return call != null && call.isOf(handler) ? call : null;
  }
}
