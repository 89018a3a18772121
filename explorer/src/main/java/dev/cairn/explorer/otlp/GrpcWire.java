// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import com.google.protobuf.Message;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Unary gRPC: one message each way behind a prefix of one octet, whether it is packed, and four,
 * its length; the status is a trailer.
 *
 * <p>By hand, because Armeria's AbstractUnaryGrpcService (1.36) neither unpacks gzip nor bounds a
 * message.
 *
 * @see <a href="https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md">gRPC over HTTP2</a>
 */
final class GrpcWire implements Wire {
  private static final MediaType GRPC = MediaType.parse("application/grpc");
  private static final int PREFIX = 5;

  @Override
  public ByteBuffer read(AggregatedHttpRequest request, Signal signal) {
    MediaType type = request.contentType();
    if (request.method() != HttpMethod.POST
        || type == null
        || !type.type().equals("application")
        || !(type.subtype().equals("grpc") || type.subtype().equals("grpc+proto"))) {
      throw new Refused(Refused.Reason.UNSUPPORTED, "content-type " + type + " is not " + GRPC);
    }
    byte[] body = request.content().array();
    if (body.length < PREFIX || ByteBuffer.wrap(body).getInt(1) != body.length - PREFIX) {
      throw new Refused(Refused.Reason.MALFORMED, "the body is not one whole gRPC message");
    }
    ByteBuffer message = ByteBuffer.wrap(body, PREFIX, body.length - PREFIX);
    if (body[0] == 0) {
      return message;
    }
    String encoding = request.headers().get("grpc-encoding", "identity");
    if (!encoding.equals("gzip")) {
      throw new Refused(Refused.Reason.UNSUPPORTED, "grpc-encoding " + encoding + " is not gzip");
    }
    return Gunzip.unpack(message, OtlpReceiver.MAX_BATCH_BYTES);
  }

  @Override
  public HttpResponse accepted(RequestHeaders request, Message response) {
    byte[] message = response.toByteArray();
    byte[] frame =
        ByteBuffer.allocate(PREFIX + message.length)
            .put((byte) 0)
            .putInt(message.length)
            .put(message)
            .array();
    return HttpResponse.of(
        ResponseHeaders.builder(HttpStatus.OK).contentType(GRPC).build(),
        HttpData.wrap(frame),
        HttpHeaders.of("grpc-status", "0"));
  }

  @Override
  public HttpResponse refused(RequestHeaders request, Refused why) {
    return HttpResponse.of(
        ResponseHeaders.builder(HttpStatus.OK)
            .contentType(GRPC)
            .set("grpc-status", Integer.toString(why.reason().grpcCode))
            .set("grpc-message", encoded(why.getMessage()))
            .build());
  }

  /** Percent-encodes more than gRPC asks for, which every client decodes all the same. */
  private static String encoded(String message) {
    return URLEncoder.encode(message, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
