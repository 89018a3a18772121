// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class StampTest {
  private static final String TRACEPARENT =
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final SpanContext ENTRY =
      SpanContext.create(
          "4bf92f3577b34da6a3ce929d0e0e4736",
          "00f067aa0ba902b7",
          TraceFlags.getSampled(),
          TraceState.getDefault());

  private static Origin origin(String request, String service) {
    return Origin.begin(request, service, Span.wrap(ENTRY));
  }

  private static String full(Origin origin) {
    return Stamp.encode(origin, StampMode.FULL, UserMode.PLAIN);
  }

  @Test
  void encode_isTheFormatOfTheDesign() {
    Origin origin = origin("POST /photos", "photo-api").withUser("9Kq3", "acme");

    assertThat(full(origin)).isEqualTo(TRACEPARENT + ";u=9Kq3;t=acme;r=POST%20/photos;s=photo-api");
    assertThat(Stamp.encode(origin, StampMode.FULL, UserMode.NONE))
        .isEqualTo(TRACEPARENT + ";t=acme;r=POST%20/photos;s=photo-api");
    assertThat(Stamp.encode(origin, StampMode.TRACE, UserMode.PLAIN)).isEqualTo(TRACEPARENT);
  }

  @Test
  void encode_tellsTheTruthAboutSampling() {
    SpanContext unsampled =
        SpanContext.create(
            ENTRY.getTraceId(),
            ENTRY.getSpanId(),
            TraceFlags.getDefault(),
            TraceState.getDefault());
    Origin origin = Origin.begin("GET /", null, Span.wrap(unsampled));

    assertThat(full(origin)).startsWith(TRACEPARENT.replace("-01", "-00"));
  }

  @Test
  void encode_leavesOutWholeMembers_inTheOrderServiceRequestTenant() {
    String user = "u".repeat(100);
    assertThat(full(origin("r".repeat(60), "s".repeat(60)).withUser(user, "acme")))
        .contains(";r=")
        .doesNotContain(";s=");
    assertThat(full(origin("r".repeat(150), "s".repeat(60)).withUser(user, "acme")))
        .contains(";t=acme")
        .doesNotContain(";r=", ";s=");
    assertThat(full(origin("r".repeat(150), "s").withUser(user, "t".repeat(100))))
        .isEqualTo(TRACEPARENT + ";u=" + user);
  }

  @Test
  void encode_isNull_whenTheUserAloneIsTooLong() {
    assertThat(full(origin("GET /", "s").withUser("u".repeat(256), null))).isNull();
  }

  @Test
  void parse_readsEveryMember() {
    Stamp stamp = Stamp.parse(TRACEPARENT + ";u=ada%40x;t=acme;r=POST%20/photos/{id};s=photo-api");

    assertThat(stamp.isValid()).isTrue();
    assertThat(stamp.spanContext().getTraceId()).isEqualTo(ENTRY.getTraceId());
    assertThat(stamp.spanContext().isRemote()).isTrue();
    assertThat(stamp.user()).isEqualTo("ada@x");
    assertThat(stamp.tenant()).isEqualTo("acme");
    assertThat(stamp.request()).isEqualTo("POST /photos/{id}");
    assertThat(stamp.service()).isEqualTo("photo-api");
  }

  @Test
  void parse_acceptsMembersOfLaterVersions() {
    Stamp stamp = Stamp.parse(TRACEPARENT + ";z=1;m=k1.Zm9v;u=ada");

    assertThat(stamp.user()).isEqualTo("ada");
    assertThat(stamp.resume().stampText(StampMode.FULL, UserMode.NONE))
        .as("carried on byte for byte")
        .isEqualTo(stamp.toString());
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "a heap of stones",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0x",
        TRACEPARENT + ";",
        TRACEPARENT + ";u",
        TRACEPARENT + ";u=a;u=b",
        TRACEPARENT + ";U=a",
        TRACEPARENT + ";uu=a",
        TRACEPARENT + ";u=a b",
        TRACEPARENT + ";u=a\r\nx-amz-acl: public-read",
        TRACEPARENT + ";u=<script>",
        TRACEPARENT + ";u=%",
        TRACEPARENT + ";u=%4",
        TRACEPARENT + ";u=%zz",
        TRACEPARENT + ";u=%ff",
        TRACEPARENT + ";u=é",
        TRACEPARENT + " ;u=a",
        " " + TRACEPARENT
      })
  void parse_isInvalid_forAnythingElse(String text) {
    assertThat(Stamp.parse(text)).isSameAs(Stamp.INVALID);
  }

  @Test
  void parse_isInvalid_beyondTheLimit() {
    String longest = TRACEPARENT + ";u=" + "a".repeat(256 - 58);
    assertThat(Stamp.parse(longest).isValid()).isTrue();
    assertThat(Stamp.parse(longest + "a")).isSameAs(Stamp.INVALID);
  }

  @Test
  void invalid_resumesNothing() {
    assertThat(Stamp.INVALID.resume()).isSameAs(Origin.none());
    assertThat(Stamp.INVALID.user()).isNull();
  }

  @Property
  void parse_neverThrows(@ForAll String text) {
    Stamp.parse(text);
    Stamp.parse(TRACEPARENT + text);
    Stamp.parse(TRACEPARENT + ";u=" + text);
  }

  @Property
  void encode_thenParse_isTheSameOrigin(
      @ForAll("texts") String user, @ForAll("texts") String tenant, @ForAll("texts") String route) {
    String text = full(origin(route, "photo-api").withUser(user, tenant));
    if (text != null) {
      Stamp stamp = Stamp.parse(text);

      assertThat(text).matches("[ -~]{55,256}");
      assertThat(stamp.isValid()).isTrue();
      assertThat(stamp.spanContext().getSpanId()).isEqualTo(ENTRY.getSpanId());
      assertThat(stamp.user()).isEqualTo(user);
      if (text.contains(";t=")) {
        assertThat(stamp.tenant()).isEqualTo(tenant);
      }
      assertThat(full(stamp.resume())).isEqualTo(text);
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .ascii()
        .withChars("äé你😀;=%,".replace("😀", "").toCharArray())
        .ofMinLength(1)
        .ofMaxLength(60);
  }
}
