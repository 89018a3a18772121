// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * OTLP/HTTP with protobuf bodies.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#otlphttp">OTLP/HTTP</a>
 */
final class HttpWire implements Wire {
  private static final MediaType PROTOBUF = MediaType.parse("application/x-protobuf");

  /** Seconds after which a client may try again. */
  private static final int RETRY_AFTER = 1;

  @Override
  public byte[] message(AggregatedHttpRequest request) {
    if (request.method() != HttpMethod.POST) {
      throw new Refused(Refused.Reason.METHOD, "batches are sent by POST");
    }
    MediaType type = request.contentType();
    if (type == null || !type.is(PROTOBUF)) {
      throw new Refused(Refused.Reason.UNSUPPORTED, "content-type " + type + " is not " + PROTOBUF);
    }
    String encoding = request.headers().get(HttpHeaderNames.CONTENT_ENCODING, "identity");
    byte[] body = request.content().array();
    return switch (encoding) {
      case "identity" -> body;
      case "gzip" -> Gunzip.unpack(body, OtlpReceiver.MAX_BATCH_BYTES);
      default ->
          throw new Refused(
              Refused.Reason.UNSUPPORTED, "content-encoding " + encoding + " is not gzip");
    };
  }

  @Override
  public HttpResponse accepted(MessageLite response) {
    return HttpResponse.of(HttpStatus.OK, PROTOBUF, response.toByteArray());
  }

  @Override
  public HttpResponse refused(Refused why) {
    ResponseHeadersBuilder headers =
        ResponseHeaders.builder(why.reason().httpStatus).contentType(PROTOBUF);
    if (why.reason() == Refused.Reason.BUSY) {
      headers.setInt(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER);
    }
    return HttpResponse.of(headers.build(), HttpData.wrap(status(why)));
  }

  /** The body of an error is a google.rpc.Status: 1 the code, 2 the message. */
  private static byte[] status(Refused why) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      out.writeInt32(1, why.reason().grpcCode);
      out.writeString(2, why.getMessage());
      out.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }
}
