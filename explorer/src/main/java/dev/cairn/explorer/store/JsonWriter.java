// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.cairn.explorer.store.SpanRecord.Event;
import dev.cairn.explorer.store.SpanRecord.Link;
import io.opentelemetry.api.common.Attributes;
import java.util.List;

/**
 * What a span tells, as JSON text: a whole number is a long, one with a point or an exponent a
 * double; of a double that is no number the name remains, as text.
 */
final class JsonWriter {
  private final JsonStringEncoder encoder = JsonStringEncoder.getInstance();
  private final StringBuilder out = new StringBuilder(512);

  /** {@code {"user.id":"ada","http.response.status_code":200}}. */
  String attributes(Attributes attributes) {
    out.setLength(0);
    write(attributes);
    return out.toString();
  }

  /** An array of {@code {"trace_id","span_id","type"}}; null for none. */
  String links(List<Link> links) {
    if (links.isEmpty()) {
      return null;
    }
    out.setLength(0);
    out.append('[');
    for (Link link : links) {
      comma('[').append("{\"trace_id\":");
      write(link.traceId());
      out.append(",\"span_id\":");
      write(link.spanId());
      if (link.type() != null) {
        out.append(",\"type\":");
        write(link.type());
      }
      out.append('}');
    }
    return out.append(']').toString();
  }

  /** An array of {@code {"time","name","attributes"}}; null for none. */
  String events(List<Event> events) {
    if (events.isEmpty()) {
      return null;
    }
    out.setLength(0);
    out.append('[');
    for (Event event : events) {
      comma('[').append("{\"time\":").append(event.timeNanos()).append(",\"name\":");
      write(event.name());
      out.append(",\"attributes\":");
      write(event.attributes());
      out.append('}');
    }
    return out.append(']').toString();
  }

  private void write(Attributes attributes) {
    out.append('{');
    attributes.forEach(
        (key, value) -> {
          comma('{');
          write(key.getKey());
          out.append(':');
          write(value);
        });
    out.append('}');
  }

  private void write(Object value) {
    if (value instanceof List<?> list) {
      out.append('[');
      for (Object element : list) {
        comma('[');
        write(element);
      }
      out.append(']');
    } else if (value instanceof Long || value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof Double number && Double.isFinite(number)) {
      out.append(value);
    } else {
      out.append('"');
      encoder.quoteAsString(String.valueOf(value), out);
      out.append('"');
    }
  }

  private StringBuilder comma(char opening) {
    return out.charAt(out.length() - 1) == opening ? out : out.append(',');
  }
}
