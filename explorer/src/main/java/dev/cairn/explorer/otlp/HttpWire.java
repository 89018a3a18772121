// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import java.nio.ByteBuffer;

/**
 * OTLP/HTTP.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#otlphttp">OTLP/HTTP</a>
 */
final class HttpWire implements Wire {
  /** Seconds after which a client may try again. */
  private static final int RETRY_AFTER = 1;

  @Override
  public ByteBuffer read(AggregatedHttpRequest request, Signal signal)
      throws InvalidProtocolBufferException {
    if (request.method() != HttpMethod.POST) {
      throw new Refused(Refused.Reason.METHOD, "batches are sent by POST");
    }
    HttpBody body = HttpBody.of(request.contentType());
    if (body == null) {
      throw new Refused(
          Refused.Reason.UNSUPPORTED,
          "content-type " + request.contentType() + " is neither " + types());
    }
    return body.read(unpacked(request), signal);
  }

  private static String types() {
    return HttpBody.PROTOBUF.type + " nor " + HttpBody.JSON.type;
  }

  private static ByteBuffer unpacked(AggregatedHttpRequest request) {
    String encoding = request.headers().get(HttpHeaderNames.CONTENT_ENCODING, "identity");
    ByteBuffer body = ByteBuffer.wrap(request.content().array());
    return switch (encoding) {
      case "identity" -> body;
      case "gzip" -> Gunzip.unpack(body, OtlpReceiver.MAX_BATCH_BYTES);
      default ->
          throw new Refused(
              Refused.Reason.UNSUPPORTED, "content-encoding " + encoding + " is not gzip");
    };
  }

  @Override
  public HttpResponse accepted(RequestHeaders request, Message response) {
    HttpBody body = body(request);
    return HttpResponse.of(HttpStatus.OK, body.type, body.write(response));
  }

  @Override
  public HttpResponse refused(RequestHeaders request, Refused why) {
    HttpBody body = body(request);
    ResponseHeadersBuilder headers =
        ResponseHeaders.builder(why.reason().httpStatus).contentType(body.type);
    if (why.reason() == Refused.Reason.BUSY) {
      headers.setInt(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER);
    }
    byte[] status = body.status(why.reason().grpcCode, why.getMessage());
    return HttpResponse.of(headers.build(), HttpData.wrap(status));
  }

  /** The answer is in what the request is in; of another media type in protobuf. */
  private static HttpBody body(RequestHeaders request) {
    HttpBody body = HttpBody.of(request.contentType());
    return body == null ? HttpBody.PROTOBUF : body;
  }
}
