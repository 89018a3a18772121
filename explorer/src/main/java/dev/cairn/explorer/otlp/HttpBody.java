// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import com.linecorp.armeria.common.MediaType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/**
 * What a body of OTLP/HTTP is written in; the answer is written in the same.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#otlphttp-request">OTLP/HTTP Request</a>
 */
enum HttpBody {
  PROTOBUF("application/x-protobuf") {
    @Override
    ByteBuffer read(ByteBuffer body, Signal signal) {
      return body;
    }

    @Override
    byte[] write(Message message) {
      return message.toByteArray();
    }

    @Override
    byte[] status(int code, String message) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try {
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeInt32(1, code);
        out.writeString(2, message);
        out.flush();
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
      return bytes.toByteArray();
    }
  },

  JSON("application/json") {
    @Override
    ByteBuffer read(ByteBuffer body, Signal signal) throws InvalidProtocolBufferException {
      Message.Builder message = signal.newRequest();
      JsonFormat.parser()
          .ignoringUnknownFields()
          .merge(StandardCharsets.UTF_8.decode(body).toString(), message);
      JsonIds.restore(message);
      return ByteBuffer.wrap(message.build().toByteArray());
    }

    @Override
    byte[] write(Message message) {
      try {
        return JsonFormat.printer()
            .omittingInsignificantWhitespace()
            .print(message)
            .getBytes(StandardCharsets.UTF_8);
      } catch (InvalidProtocolBufferException impossible) { // of messages without an Any
        throw new UncheckedIOException(impossible);
      }
    }

    @Override
    byte[] status(int code, String message) {
      return JsonNodeFactory.instance
          .objectNode()
          .put("code", code)
          .put("message", message)
          .toString()
          .getBytes(StandardCharsets.UTF_8);
    }
  };

  final MediaType type;

  HttpBody(String type) {
    this.type = MediaType.parse(type);
  }

  /** Returns the body of this media type, or null where OTLP has none such. */
  static HttpBody of(MediaType type) {
    return Stream.of(values())
        .filter(body -> type != null && type.is(body.type))
        .findFirst()
        .orElse(null);
  }

  /** Returns the body's message in protobuf, in an array. */
  abstract ByteBuffer read(ByteBuffer body, Signal signal) throws InvalidProtocolBufferException;

  abstract byte[] write(Message message);

  /** Returns a google.rpc.Status, the body of an error. */
  abstract byte[] status(int code, String message);
}
