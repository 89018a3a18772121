// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.cairn.explorer.store.SpanRecord.Event;
import dev.cairn.explorer.store.SpanRecord.Link;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * What a span tells, as JSON in UTF-8: a whole number is a long, one with a point or an exponent a
 * double; of a double that is no number the name remains, as text.
 */
final class JsonWriter {
  private static final JsonFactory JSON = new JsonFactoryBuilder().rootValueSeparator("").build();

  private final ByteArrayOutputStream octets = new ByteArrayOutputStream(512);
  private final JsonGenerator out;

  private interface Text {
    void write() throws IOException;
  }

  JsonWriter() {
    try {
      out = JSON.createGenerator(octets);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** {@code {"user.id":"ada","http.response.status_code":200}}. */
  byte[] attributes(Attributes attributes) {
    return text(() -> write(attributes));
  }

  /** An array of {@code {"trace_id","span_id","type"}}; null for none. */
  byte[] links(List<Link> links) {
    return links.isEmpty() ? null : text(() -> writeLinks(links));
  }

  /** An array of {@code {"time","name","attributes"}}; null for none. */
  byte[] events(List<Event> events) {
    return events.isEmpty() ? null : text(() -> writeEvents(events));
  }

  private byte[] text(Text text) {
    try {
      text.write();
      out.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    byte[] written = octets.toByteArray();
    octets.reset();
    return written;
  }

  private void writeLinks(List<Link> links) throws IOException {
    out.writeStartArray();
    for (Link link : links) {
      out.writeStartObject();
      out.writeStringField("trace_id", link.traceId());
      out.writeStringField("span_id", link.spanId());
      if (link.type() != null) {
        out.writeStringField("type", link.type());
      }
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private void writeEvents(List<Event> events) throws IOException {
    out.writeStartArray();
    for (Event event : events) {
      out.writeStartObject();
      out.writeNumberField("time", event.timeNanos());
      out.writeStringField("name", event.name());
      out.writeFieldName("attributes");
      write(event.attributes());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private void write(Attributes attributes) throws IOException {
    if (attributes instanceof EncodedAttributes encoded) {
      encoded.writeTo(out);
      return;
    }
    out.writeStartObject();
    for (Map.Entry<AttributeKey<?>, Object> attribute : attributes.asMap().entrySet()) {
      out.writeFieldName(attribute.getKey().getKey());
      EncodedAttributes.write(attribute.getValue(), out);
    }
    out.writeEndObject();
  }
}
