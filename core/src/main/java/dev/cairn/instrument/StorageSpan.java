// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.instrument;

import dev.cairn.AddressMode;
import dev.cairn.Cairn;
import dev.cairn.CairnAttributes;
import dev.cairn.KeyValue;
import dev.cairn.StoredAddress;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the spans and metrics of storage calls say. */
final class StorageSpan {
  static final String DYNAMODB = "aws.dynamodb";
  private static final String POINTER = "span-pointer";

  /** Items of one span: the default limits of exporters lose some of more. */
  static final int MAX_ITEMS = 100;

  private StorageSpan() {}

  /** Writes what is known before the call is answered. */
  static void request(Span span, CallSpan call) {
    StorageRequest request = call.request();
    StoredAddress address = request.address();
    Cairn cairn = call.handler().cairn();
    if (call.handler().isS3()) {
      put(span, CairnAttributes.RPC_METHOD, request.operation());
      put(span, CairnAttributes.AWS_S3_BUCKET, request.container());
      if (address != null) {
        put(span, CairnAttributes.AWS_S3_KEY, cairn.shownKey(address));
      }
    } else {
      put(span, CairnAttributes.DB_SYSTEM_NAME, DYNAMODB);
      put(span, CairnAttributes.DB_OPERATION_NAME, request.operation());
      put(span, CairnAttributes.DB_COLLECTION_NAME, request.container());
      List<String> tables = tables(request);
      if (!tables.isEmpty()) {
        span.setAttribute(CairnAttributes.AWS_DYNAMODB_TABLE_NAMES, tables);
      }
      put(span, CairnAttributes.DB_QUERY_TEXT, request.queryText());
    }
    put(span, CairnAttributes.CLOUD_REGION, request.region());
    if (address != null) {
      put(span, CairnAttributes.ADDRESS, cairn.shown(address));
    }
    StoredAddress source =
        request.copySource() == null ? call.upload().copySource() : request.copySource();
    if (source != null) {
      String name = source.container() + '/' + cairn.shownKey(source);
      put(span, CairnAttributes.AWS_S3_COPY_SOURCE, name);
    }
    put(span, CairnAttributes.AWS_S3_UPLOAD_ID, request.uploadId());
    if (request.partNumber() != null) {
      span.setAttribute(CairnAttributes.AWS_S3_PART_NUMBER, request.partNumber());
    }
  }

  private static List<String> tables(StorageRequest request) {
    if (request.container() != null) {
      return List.of(request.container());
    }
    return request.addresses().stream().map(StoredAddress::container).distinct().toList();
  }

  private static String stampState(CallSpan call) {
    if (call.stamps().state() != null || call.effect() != Effect.WRITE) {
      return call.stamps().state();
    }
    // An upload is stamped when it is begun, perhaps by another process.
    return Effect.endsUpload(call.request().operation())
        ? call.upload().stampState()
        : CallStamps.NOT_CARRIED;
  }

  /** Writes that the call is sent once more, and what became of the attempt before. */
  static void resent(Span span, Attempts attempts) {
    if (span.isRecording()) {
      AttributesBuilder attributes = Attributes.builder();
      attributes.put(CairnAttributes.HTTP_REQUEST_RESEND_COUNT, (long) attempts.resends());
      if (attempts.lastStatus() > 0) {
        attributes.put(CairnAttributes.HTTP_RESPONSE_STATUS_CODE, (long) attempts.lastStatus());
      }
      span.addEvent("resent", attributes.build());
    }
  }

  /** Writes a span that says of items from an index on what the call's own has no room for. */
  static void sibling(Span span, CallSpan call, StorageAnswer answer, int from) {
    if (span.isRecording()) {
      request(span, call);
      put(span, CairnAttributes.AWS_REQUEST_ID, answer.requestId());
      span.setAttribute(CairnAttributes.ITEMS_FROM, (long) from);
      items(span, call, answer, from);
    }
  }

  private static void items(Span span, CallSpan call, StorageAnswer answer, int from) {
    List<StoredAddress> all = call.request().addresses();
    int to = Math.min(all.size(), from + MAX_ITEMS);
    List<String> addresses = new ArrayList<>(to - from);
    List<String> outcomes = new ArrayList<>(to - from);
    for (int item = from; item < to; item++) {
      addresses.add(call.handler().cairn().shown(all.get(item)));
      Outcome outcome =
          answer.error() == null
              ? Outcome.ofItem(answer.errorCode(item))
              : call.attempts().outcomeOfFailure();
      outcomes.add(outcome.text());
    }
    span.setAttribute(CairnAttributes.ADDRESSES, addresses);
    span.setAttribute(CairnAttributes.STAMPS, call.stamps().states(from, to));
    span.setAttribute(CairnAttributes.OUTCOMES, outcomes);
  }

  /** Writes how the call ended. */
  static void answer(Span span, CallSpan call, StorageAnswer answer) {
    if (!span.isRecording()) {
      return;
    }
    put(span, CairnAttributes.AWS_REQUEST_ID, answer.requestId());
    put(span, CairnAttributes.AWS_EXTENDED_REQUEST_ID, answer.extendedRequestId());
    if (answer.status() > 0) {
      span.setAttribute(CairnAttributes.HTTP_RESPONSE_STATUS_CODE, (long) answer.status());
    }
    int resends = call.attempts().resends();
    if (resends > 0) {
      span.setAttribute(CairnAttributes.HTTP_REQUEST_RESEND_COUNT, (long) resends);
    }
    if (!call.request().addresses().isEmpty()) {
      items(span, call, answer, 0);
    } else {
      put(span, CairnAttributes.STAMP, stampState(call));
    }
    if (call.effect() == Effect.WRITE) {
      Outcome outcome =
          answer.error() == null ? Outcome.APPLIED : call.attempts().outcomeOfFailure();
      put(span, CairnAttributes.OUTCOME, outcome.text());
    } else if (call.effect() == Effect.GRANT) {
      put(span, CairnAttributes.OUTCOME, Outcome.UNKNOWN.text());
    }
    if (answer.error() == null) {
      stored(span, call, answer);
    } else {
      failure(span, call, answer);
    }
  }

  private static void stored(Span span, CallSpan call, StorageAnswer answer) {
    put(span, CairnAttributes.S3_VERSION_ID, answer.versionId());
    StoredAddress address = call.request().address();
    if (call.effect() == Effect.OTHER || address == null) {
      return;
    }
    // A pointer is a hash without a key: whoever guesses the address can tell that it is this one.
    boolean plain = call.handler().cairn().addressMode(address) == AddressMode.PLAIN;
    SpanPointer pointers = call.handler().pointers();
    Map<String, KeyValue> key = call.request().key();
    if (answer.eTag() != null) {
      String eTag = SpanPointer.unquoted(answer.eTag());
      put(span, CairnAttributes.S3_ETAG, eTag);
      if (plain) {
        String hash = pointers.ofObject(address.container(), address.objectKey(), eTag);
        pointer(span, call.effect(), SpanPointer.S3_OBJECT, hash);
      }
    } else if (plain && key != null && !key.isEmpty()) {
      String hash = pointers.ofItem(address.container(), key);
      pointer(span, call.effect(), SpanPointer.DYNAMODB_ITEM, hash);
    }
  }

  /** Writes what is known of something stored that the span works on. */
  static void told(Span span, StorageHandler handler, StoredAddress at, StorageAnswer answer) {
    Cairn cairn = handler.cairn();
    put(span, CairnAttributes.ADDRESS, cairn.shown(at));
    put(span, CairnAttributes.AWS_REQUEST_ID, answer.requestId());
    put(span, CairnAttributes.AWS_EXTENDED_REQUEST_ID, answer.extendedRequestId());
    put(span, CairnAttributes.S3_VERSION_ID, answer.versionId());
    if (at.isS3() && answer.eTag() != null) {
      String eTag = SpanPointer.unquoted(answer.eTag());
      put(span, CairnAttributes.S3_ETAG, eTag);
      if (cairn.addressMode(at) == AddressMode.PLAIN) {
        String hash = handler.pointers().ofObject(at.container(), at.objectKey(), eTag);
        pointer(span, Effect.READ, SpanPointer.S3_OBJECT, hash);
      }
    }
  }

  private static void pointer(Span span, Effect effect, String kind, String hash) {
    put(span, CairnAttributes.LINK_KIND, POINTER);
    put(span, CairnAttributes.POINTER_KIND, kind);
    put(span, CairnAttributes.POINTER_DIRECTION, effect == Effect.WRITE ? "d" : "u");
    put(span, CairnAttributes.POINTER_HASH, hash);
  }

  private static void failure(Span span, CallSpan call, StorageAnswer answer) {
    if (!call.handler().isS3()) {
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

  /** Returns what a measurement says of an answer's error; null where that is an ordinary one. */
  static String metricError(StorageAnswer answer) {
    return answer.error() == null || Outcome.isOrdinary(answer) ? null : errorType(answer);
  }

  private static void put(Span span, AttributeKey<String> key, String value) {
    if (value != null) {
      span.setAttribute(key, value);
    }
  }
}
