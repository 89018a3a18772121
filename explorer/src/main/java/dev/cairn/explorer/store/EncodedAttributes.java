// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import com.fasterxml.jackson.core.JsonGenerator;
import io.opentelemetry.api.common.Attributes;
import java.io.IOException;
import java.util.List;

/** Attributes as somebody sent them, who are faster written as they are than decoded first. */
public interface EncodedAttributes extends Attributes {
  /** Writes them as one object of JSON, as if each had been decoded. */
  void writeTo(JsonGenerator out) throws IOException;

  /** Writes the value of an attribute. */
  static void write(Object value, JsonGenerator out) throws IOException {
    if (value instanceof List<?> elements) {
      out.writeStartArray();
      for (Object element : elements) {
        out.writeObject(element);
      }
      out.writeEndArray();
    } else {
      out.writeObject(value);
    }
  }
}
