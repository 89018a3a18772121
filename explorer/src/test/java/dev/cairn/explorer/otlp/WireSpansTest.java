// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.cairn.explorer.store.EncodedAttributes;
import dev.cairn.explorer.store.SpanRecord;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from the octets of a batch is what protobuf's own parser reads. */
final class WireSpansTest {
  private static final AnyValue TEXT = AnyValue.newBuilder().setStringValue("grün \"a\"\n").build();
  private static final AnyValue NUMBER = AnyValue.newBuilder().setIntValue(-7).build();
  private static final AnyValue RATIO = AnyValue.newBuilder().setDoubleValue(0.25).build();
  private static final AnyValue TRUE = AnyValue.newBuilder().setBoolValue(true).build();

  private static final List<KeyValue> ATTRIBUTES =
      List.of(
          attribute("text", TEXT),
          attribute("empty", AnyValue.newBuilder().setStringValue("").build()),
          attribute("number", NUMBER),
          attribute("ratio", RATIO),
          attribute("nothing", AnyValue.newBuilder().setDoubleValue(Double.NaN).build()),
          attribute("true", TRUE),
          attribute("false", AnyValue.newBuilder().setBoolValue(false).build()),
          attribute("texts", array(TEXT, TEXT)),
          attribute("numbers", array(NUMBER, NUMBER)),
          attribute("ratios", array(RATIO)),
          attribute("flags", array(TRUE)),
          attribute("none", array()),
          attribute("mixed", array(TEXT, NUMBER)),
          attribute(
              "map",
              AnyValue.newBuilder()
                  .setKvlistValue(KeyValueList.newBuilder().addValues(attribute("in", TEXT)))
                  .build()),
          attribute(
              "octets", AnyValue.newBuilder().setBytesValue(ByteString.copyFromUtf8("ab")).build()),
          attribute("", TEXT),
          attribute("valueless", AnyValue.getDefaultInstance()),
          KeyValue.newBuilder().setKey("without").build());

  private static final ResourceSpans SPANS =
      ResourceSpans.newBuilder()
          .setResource(Resource.newBuilder().addAttributes(attribute("service.name", TEXT)))
          .addScopeSpans(
              ScopeSpans.newBuilder()
                  .setScope(InstrumentationScope.newBuilder().setName("scope"))
                  .addSpans(
                      Span.newBuilder()
                          .setTraceId(octets(16))
                          .setSpanId(octets(8))
                          .setParentSpanId(octets(8))
                          .setTraceState("a=b")
                          .setName("PUT ü")
                          .setKind(Span.SpanKind.SPAN_KIND_CLIENT)
                          .setFlags(0x101)
                          .setStartTimeUnixNano(1_789_948_800_000_000_001L)
                          .setEndTimeUnixNano(1_789_948_800_000_000_099L)
                          .addAllAttributes(ATTRIBUTES)
                          .setDroppedAttributesCount(3)
                          .addLinks(
                              Span.Link.newBuilder()
                                  .setTraceId(octets(16))
                                  .setSpanId(octets(8))
                                  .addAttributes(attribute("cairn.link.type", TEXT)))
                          .addLinks(Span.Link.newBuilder().setTraceId(octets(3)))
                          .addEvents(
                              Span.Event.newBuilder()
                                  .setName("exception")
                                  .setTimeUnixNano(5)
                                  .addAllAttributes(ATTRIBUTES))
                          .setStatus(
                              Status.newBuilder()
                                  .setCode(Status.StatusCode.STATUS_CODE_ERROR)
                                  .setMessage("no")))
                  .addSpans(Span.newBuilder().setTraceId(octets(16)).setSpanId(octets(8)))
                  .addSpans(Span.newBuilder().setTraceId(octets(15)).setSpanId(octets(8))))
          .build();

  private static final byte[] BATCH =
      ExportTraceServiceRequest.newBuilder()
          .addResourceSpans(SPANS)
          .addResourceSpans(SPANS)
          .build()
          .toByteArray();

  @ParameterizedTest
  @ValueSource(strings = {"a", "ü", "\uD83D\uDDFF"})
  void longTexts_areCutAsWhatTheParserReads(String letter) throws IOException {
    for (int more = -2; more <= 2; more++) {
      int times = (Limits.TEXT_CHARACTERS + more) / letter.length();
      for (String text : List.of(letter.repeat(times), "-" + letter.repeat(times))) {
        Span.Builder span = Span.newBuilder().setTraceId(octets(16)).setSpanId(octets(8));
        span.addAttributes(attribute("a", AnyValue.newBuilder().setStringValue(text).build()));
        assertSame(
            ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(
                    ResourceSpans.newBuilder()
                        .addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
                .build()
                .toByteArray());
      }
    }
  }

  @Test
  void spans_areThoseOfProtobufsParser() throws IOException {
    assertSame(BATCH);
    assertThat(read(BATCH).rejected()).isEqualTo(2);
    assertThat(read(BATCH).spans()).hasSize(4);
  }

  @Test
  void attributes_areThoseOfProtobufsParser_whicheverWayTheyAreAskedFor() throws IOException {
    Attributes read = read(BATCH).spans().get(0).attributes();

    Attributes expected = ProtoAttributes.map(ATTRIBUTES);
    assertThat(read).isInstanceOf(EncodedAttributes.class);
    assertThat(read.asMap()).isEqualTo(expected.asMap());
    assertThat(read)
        .isEqualTo(expected)
        .hasSameHashCodeAs(expected)
        .hasToString(expected.toString());
    assertThat(read.size()).isEqualTo(expected.size());
    assertThat(read.isEmpty()).isFalse();
    assertThat(read.toBuilder().build()).isEqualTo(expected);
    List<AttributeKey<?>> keys = new ArrayList<>();
    expected.forEach((key, value) -> assertThat((Object) read.get(key)).isEqualTo(value));
    read.forEach((key, value) -> keys.add(key));
    assertThat(keys).containsExactlyInAnyOrderElementsOf(expected.asMap().keySet());
    assertThat(read.get(AttributeKey.longKey("text"))).isNull();
    assertThat(read.get(AttributeKey.stringKey("texts"))).isNull();
    assertThat(read.get(AttributeKey.stringKey("other"))).isNull();
  }

  @Test
  void attributes_areWrittenAsTheyAre() throws IOException {
    Span span =
        span(
            attribute("a \"key\"", TEXT),
            attribute("number", NUMBER),
            attribute("ratio", RATIO),
            attribute("true", TRUE),
            attribute("texts", array(TEXT)));

    assertThat(json(only(span).attributes()))
        .isEqualTo(
            "{\"a \\\"key\\\"\":\"grün \\\"a\\\"\\n\",\"number\":-7,\"ratio\":0.25,\"true\":true,"
                + "\"texts\":[\"grün \\\"a\\\"\\n\"]}");
  }

  @Test
  void ofSeveralAttributesOfOneName_theLastIsKept() throws IOException {
    assertThat(
            json(
                only(span(attribute("a", TEXT), attribute("b", TRUE), attribute("a", NUMBER)))
                    .attributes()))
        .isEqualTo("{\"a\":-7,\"b\":true}");
    List<KeyValue> many = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      many.add(attribute("key." + i % 150, AnyValue.newBuilder().setIntValue(i).build()));
    }

    SpanRecord read = only(Span.newBuilder().addAllAttributes(many).build());

    assertThat(read.attributes()).isEqualTo(ProtoAttributes.map(many));
    assertThat(read.attributes().size()).isEqualTo(150);
  }

  @Test
  void moreNamesThanAreRemembered_areReadAllTheSame() throws IOException {
    List<KeyValue> many = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      many.add(attribute("key." + i, NUMBER));
    }

    SpanRecord read = only(Span.newBuilder().addAllAttributes(many).build());

    assertThat(read.attributes()).isEqualTo(ProtoAttributes.map(many));
  }

  @Test
  void whoSentThem_isRead_whereItStandsBehindThem() throws IOException {
    ResourceSpans spans = SPANS.toBuilder().clearResource().build();
    ResourceSpans sender = SPANS.toBuilder().clearScopeSpans().build();
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    spans.writeTo(both);
    sender.writeTo(both); // messages one behind the other are merged

    byte[] batch = batch(both.toByteArray());

    assertSame(batch);
    assertThat(read(batch).spans().get(0).service()).isEqualTo(TEXT.getStringValue());
  }

  @Test
  void textThatIsNotUtf8_isRefused_whereverItIsKept() {
    byte[] broken = {'a', (byte) 0xc3};
    for (String text : List.of("grün", "PUT ü", "number", "scope", "exception")) {
      byte[] octets = text.getBytes(StandardCharsets.UTF_8);
      for (int at = 0; at <= BATCH.length - octets.length; at++) {
        if (Arrays.equals(BATCH, at, at + octets.length, octets, 0, octets.length)) {
          byte[] spoiled = BATCH.clone();
          System.arraycopy(broken, 0, spoiled, at + octets.length - 2, 2);
          assertThatThrownBy(() -> read(spoiled))
              .as(text + " at " + at)
              .isInstanceOf(InvalidProtocolBufferException.class);
        }
      }
    }
  }

  /** Where the parser refuses, more may be refused. */
  @Test
  void whatProtobufsParserAccepts_isReadAlike_howeverOddItIs() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    int accepted = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] spoiled = BATCH.clone();
      for (int n = random.nextInt(1, 4); n > 0; n--) {
        spoiled[random.nextInt(spoiled.length)] = (byte) random.nextInt(256);
      }
      try {
        ExportTraceServiceRequest.parseFrom(spoiled);
      } catch (InvalidProtocolBufferException refused) {
        readOrRefuse(spoiled);
        continue;
      }
      accepted++;
      assertSame(spoiled);
    }
    assertThat(accepted).isGreaterThan(1_000);
  }

  /** Nothing but a refusal comes of what is no batch. */
  private static void readOrRefuse(byte[] batch) throws IOException {
    try {
      read(batch).spans().forEach(span -> json(span.attributes()));
    } catch (InvalidProtocolBufferException refused) {
      assertThat(refused).hasMessageNotContaining("null");
    }
  }

  private static void assertSame(byte[] batch) throws IOException {
    List<SpanRecord> expected = ParsedSpans.of(ExportTraceServiceRequest.parseFrom(batch));
    List<SpanRecord> read = read(batch).spans();
    assertThat(read).isEqualTo(expected);
  }

  private static TraceRequest read(byte[] batch) throws IOException {
    byte[] within = new byte[batch.length + 9]; // where it stands in a larger array
    System.arraycopy(batch, 0, within, 5, batch.length);
    return TraceRequest.read(ByteBuffer.wrap(within, 5, batch.length));
  }

  private static SpanRecord only(Span span) throws IOException {
    Span whole = span.toBuilder().setTraceId(octets(16)).setSpanId(octets(8)).build();
    return read(batch(
            ResourceSpans.newBuilder()
                .addScopeSpans(ScopeSpans.newBuilder().addSpans(whole))
                .build()
                .toByteArray()))
        .spans()
        .get(0);
  }

  private static byte[] batch(byte[] resourceSpans) {
    return ByteString.copyFrom(
            new byte[] {ExportTraceServiceRequest.RESOURCE_SPANS_FIELD_NUMBER << 3 | 2})
        .concat(varint(resourceSpans.length))
        .concat(ByteString.copyFrom(resourceSpans))
        .toByteArray();
  }

  private static ByteString varint(int number) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int rest = number;
    while (rest >= 0x80) {
      out.write(rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
    return ByteString.copyFrom(out.toByteArray());
  }

  private static String json(Attributes attributes) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    try (JsonGenerator out = new JsonFactory().createGenerator(octets)) {
      if (attributes instanceof EncodedAttributes encoded) {
        encoded.writeTo(out);
      }
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return octets.toString(StandardCharsets.UTF_8);
  }

  private static Span span(KeyValue... attributes) {
    return Span.newBuilder().addAllAttributes(List.of(attributes)).build();
  }

  private static KeyValue attribute(String key, AnyValue value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  private static AnyValue array(AnyValue... values) {
    return AnyValue.newBuilder()
        .setArrayValue(ArrayValue.newBuilder().addAllValues(List.of(values)))
        .build();
  }

  private static ByteString octets(int length) {
    byte[] octets = new byte[length];
    for (int i = 0; i < length; i++) {
      octets[i] = (byte) (0x30 + i);
    }
    return ByteString.copyFrom(octets);
  }
}
