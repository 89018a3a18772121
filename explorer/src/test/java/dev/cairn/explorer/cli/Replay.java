// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import io.opentelemetry.exporter.internal.otlp.traces.TraceRequestMarshaler;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Batches of spans as an exporter encodes them, to be sent again and again at little cost: each
 * time as other traces, which have just ended, so that they are new to whoever receives them.
 */
final class Replay {
  private static final byte[] ORIGIN = "cairn.origin.trace_id".getBytes(StandardCharsets.US_ASCII);

  /** Octets of a gRPC message before its content. */
  private static final int PREFIX = 5;

  private static final int TRACE_OCTETS = 16;

  private final List<Encoded> batches = new ArrayList<>();

  /**
   * A gRPC message.
   *
   * @param ids where the last four octets of a trace's id are
   * @param texts where the last eight digits are of one that is written as text
   * @param times where nanoseconds since 1970 are
   * @param last the latest of them
   */
  private record Encoded(byte[] message, int[] ids, int[] texts, int[] times, long last) {}

  /** Takes the spans in whole batches; what is left over is left out. */
  Replay(List<SpanData> spans, int batchSize) {
    for (int from = 0; from + batchSize <= spans.size(); from += batchSize) {
      batches.add(encoded(spans.subList(from, from + batchSize)));
    }
  }

  /** Returns the batch of a number from 0, as one gRPC message; no two have a trace in common. */
  byte[] message(long number) {
    Encoded batch = batches.get((int) (number % batches.size()));
    int round = (int) (number / batches.size());
    ByteBuffer message = ByteBuffer.wrap(batch.message.clone());
    for (int at : batch.ids) {
      message.putInt(at, message.getInt(at) ^ round);
    }
    for (int at : batch.texts) {
      String digits = new String(batch.message, at, 8, StandardCharsets.US_ASCII);
      String other = HexFormat.of().toHexDigits(HexFormat.fromHexDigits(digits) ^ round);
      message.put(at, other.getBytes(StandardCharsets.US_ASCII));
    }
    message.order(ByteOrder.LITTLE_ENDIAN);
    long later = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - batch.last;
    for (int at : batch.times) {
      message.putLong(at, message.getLong(at) + later);
    }
    return message.array();
  }

  private static Encoded encoded(List<SpanData> spans) {
    long first = spans.stream().mapToLong(SpanData::getStartEpochNanos).min().orElseThrow();
    long last = spans.stream().mapToLong(SpanData::getEndEpochNanos).max().orElseThrow();
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    try {
      TraceRequestMarshaler.create(spans).writeBinaryTo(content);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    ByteBuffer message = ByteBuffer.allocate(PREFIX + content.size());
    message.put((byte) 0).putInt(content.size()).put(content.toByteArray());
    byte[] bytes = message.order(ByteOrder.LITTLE_ENDIAN).array();
    // Fields 1 and 2 of a span or a link: its trace's id and its own.
    int[] ids =
        places(
            bytes.length - TRACE_OCTETS - 4,
            at ->
                message.getShort(at) == 0x100a
                    && message.getShort(at + 2 + TRACE_OCTETS) == 0x0812);
    int[] texts =
        places(
            bytes.length - ORIGIN.length,
            at -> Arrays.equals(bytes, at, at + ORIGIN.length, ORIGIN, 0, ORIGIN.length));
    // Fields 7 and 8 of a span: when it began and ended.
    int[] begins =
        places(
            bytes.length - 2 * (1 + Long.BYTES),
            at ->
                bytes[at] == 0x39
                    && bytes[at + 1 + Long.BYTES] == 0x41
                    && message.getLong(at + 1) >= first
                    && message.getLong(at + 1) <= last);
    return new Encoded(
        bytes,
        moved(ids, 2 + TRACE_OCTETS - Integer.BYTES),
        moved(texts, ORIGIN.length + 4 + 32 - 8), // a value, a text and their lengths; its end
        IntStream.of(begins).flatMap(at -> IntStream.of(at + 1, at + 2 + Long.BYTES)).toArray(),
        last);
  }

  private static int[] places(int end, IntPredicate what) {
    return IntStream.range(PREFIX, end).filter(what).toArray();
  }

  private static int[] moved(int[] places, int by) {
    return Arrays.stream(places).map(at -> at + by).toArray();
  }
}
