// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.instrument;

import dev.cairn.CairnAttributes;
import dev.cairn.KeyValue;
import dev.cairn.StoredAddress;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.util.List;
import java.util.Map;

/** What the spans and metrics of storage calls say. */
final class StorageSpan {
  private static final String DYNAMODB = "aws.dynamodb";
  private static final String POINTER = "span-pointer";

  private StorageSpan() {}

  /** Writes what is known before the call is answered. */
  static void request(Span span, StorageCall call) {
    StorageRequest request = call.request();
    StoredAddress address = request.address();
    if (call.isS3()) {
      put(span, CairnAttributes.RPC_METHOD, request.operation());
      put(span, CairnAttributes.AWS_S3_BUCKET, request.container());
      if (address != null) {
        put(span, CairnAttributes.AWS_S3_KEY, address.objectKey());
      }
    } else {
      put(span, CairnAttributes.DB_SYSTEM_NAME, DYNAMODB);
      put(span, CairnAttributes.DB_OPERATION_NAME, request.operation());
      put(span, CairnAttributes.DB_COLLECTION_NAME, request.container());
      if (request.container() != null) {
        span.setAttribute(CairnAttributes.AWS_DYNAMODB_TABLE_NAMES, List.of(request.container()));
      }
    }
    put(span, CairnAttributes.CLOUD_REGION, request.region());
    if (address != null) {
      put(span, CairnAttributes.ADDRESS, address.toString());
    }
    StoredAddress source = request.copySource();
    if (source != null) {
      String name = source.container() + '/' + source.objectKey();
      put(span, CairnAttributes.AWS_S3_COPY_SOURCE, name);
    }
    put(span, CairnAttributes.STAMP, call.stampState());
  }

  /** Writes how the call ended. */
  static void answer(Span span, StorageCall call, StorageAnswer answer) {
    if (!span.isRecording()) {
      return;
    }
    put(span, CairnAttributes.AWS_REQUEST_ID, answer.requestId());
    put(span, CairnAttributes.AWS_EXTENDED_REQUEST_ID, answer.extendedRequestId());
    if (answer.status() > 0) {
      span.setAttribute(CairnAttributes.HTTP_RESPONSE_STATUS_CODE, (long) answer.status());
    }
    if (call.resends() > 0) {
      span.setAttribute(CairnAttributes.HTTP_REQUEST_RESEND_COUNT, (long) call.resends());
    }
    if (call.effect() == Effect.WRITE) {
      put(span, CairnAttributes.OUTCOME, call.outcome(answer).text());
    }
    if (answer.error() == null) {
      stored(span, call, answer);
    } else {
      failure(span, call, answer);
    }
  }

  private static void stored(Span span, StorageCall call, StorageAnswer answer) {
    put(span, CairnAttributes.S3_VERSION_ID, answer.versionId());
    StoredAddress address = call.request().address();
    if (call.effect() == Effect.OTHER || address == null) {
      return;
    }
    Map<String, KeyValue> key = call.request().key();
    if (answer.eTag() != null) {
      String eTag = SpanPointer.unquoted(answer.eTag());
      put(span, CairnAttributes.S3_ETAG, eTag);
      String hash = SpanPointer.ofObject(address.container(), address.objectKey(), eTag);
      pointer(span, call, SpanPointer.S3_OBJECT, hash);
    } else if (key != null && !key.isEmpty()) {
      String hash = SpanPointer.ofItem(address.container(), key);
      pointer(span, call, SpanPointer.DYNAMODB_ITEM, hash);
    }
  }

  private static void pointer(Span span, StorageCall call, String kind, String hash) {
    put(span, CairnAttributes.LINK_KIND, POINTER);
    put(span, CairnAttributes.POINTER_KIND, kind);
    put(span, CairnAttributes.POINTER_DIRECTION, call.effect() == Effect.WRITE ? "d" : "u");
    put(span, CairnAttributes.POINTER_HASH, hash);
  }

  private static void failure(Span span, StorageCall call, StorageAnswer answer) {
    if (!call.isS3()) {
      put(span, CairnAttributes.DB_RESPONSE_STATUS_CODE, answer.errorCode());
    }
    if (!Outcome.isOrdinary(answer)) {
      put(span, CairnAttributes.ERROR_TYPE, errorType(answer));
      span.setStatus(StatusCode.ERROR);
      span.recordException(answer.error());
    }
  }

  private static String errorType(StorageAnswer answer) {
    String code = answer.errorCode();
    return code == null || code.isEmpty() ? answer.error().getClass().getName() : code;
  }

  /** Returns the attributes of a measurement: none of unbounded number. */
  static Attributes metricAttributes(StorageCall call, StorageAnswer answer) {
    StorageRequest request = call.request();
    AttributesBuilder attributes = Attributes.builder();
    if (call.isS3()) {
      attributes.put(CairnAttributes.RPC_METHOD, request.operation());
      attributes.put(CairnAttributes.AWS_S3_BUCKET, request.container());
    } else {
      attributes.put(CairnAttributes.DB_SYSTEM_NAME, DYNAMODB);
      attributes.put(CairnAttributes.DB_OPERATION_NAME, request.operation());
      attributes.put(CairnAttributes.DB_COLLECTION_NAME, request.container());
    }
    if (answer.error() != null && !Outcome.isOrdinary(answer)) {
      attributes.put(CairnAttributes.ERROR_TYPE, errorType(answer));
    }
    return attributes.build();
  }

  private static void put(Span span, AttributeKey<String> key, String value) {
    if (value != null) {
      span.setAttribute(key, value);
    }
  }
}
