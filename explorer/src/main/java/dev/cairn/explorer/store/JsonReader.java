// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cairn.explorer.store.SpanRecord.Event;
import dev.cairn.explorer.store.SpanRecord.Link;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@link JsonWriter} wrote. */
final class JsonReader {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonReader() {}

  static Attributes attributes(String json) {
    return read(json, JsonReader::attributes);
  }

  /** Returns no links for null. */
  static List<Link> links(String json) {
    return json == null ? List.of() : read(json, parser -> list(parser, JsonReader::link));
  }

  /** Returns no events for null. */
  static List<Event> events(String json) {
    return json == null ? List.of() : read(json, parser -> list(parser, JsonReader::event));
  }

  private interface Part<T> {
    /** Reads from the part's first token, which is current, to its last. */
    T read(JsonParser parser) throws IOException;
  }

  private static <T> T read(String json, Part<T> part) {
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      return part.read(parser);
    } catch (IOException damaged) {
      throw new StoreException("a span in the store is damaged: " + damaged.getMessage(), damaged);
    }
  }

  private static <T> List<T> list(JsonParser parser, Part<T> element) throws IOException {
    List<T> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(element.read(parser));
    }
    return list;
  }

  private static Link link(JsonParser parser) throws IOException {
    String traceId = null;
    String spanId = null;
    String type = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      String value = parser.nextTextValue();
      switch (name) {
        case "trace_id" -> traceId = value;
        case "span_id" -> spanId = value;
        default -> type = value;
      }
    }
    return new Link(traceId, spanId, type);
  }

  private static Event event(JsonParser parser) throws IOException {
    long time = 0;
    String eventName = null;
    Attributes attributes = Attributes.empty();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "time" -> time = parser.getLongValue();
        case "name" -> eventName = parser.getText();
        default -> attributes = attributes(parser);
      }
    }
    return new Event(time, eventName, attributes);
  }

  private static Attributes attributes(JsonParser parser) throws IOException {
    AttributesBuilder builder = Attributes.builder();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      put(builder, parser.currentName(), parser);
    }
    return builder.build();
  }

  private static void put(AttributesBuilder builder, String key, JsonParser parser)
      throws IOException {
    switch (parser.nextToken()) {
      case VALUE_NUMBER_INT -> builder.put(key, parser.getLongValue());
      case VALUE_NUMBER_FLOAT -> builder.put(key, parser.getDoubleValue());
      case VALUE_TRUE, VALUE_FALSE -> builder.put(key, parser.getBooleanValue());
      case START_ARRAY -> putArray(builder, key, parser);
      default -> builder.put(key, parser.getText());
    }
  }

  /** All elements are of one type; that of an empty array is not known any more. */
  private static void putArray(AttributesBuilder builder, String key, JsonParser parser)
      throws IOException {
    switch (parser.nextToken()) {
      case VALUE_NUMBER_INT ->
          builder.put(AttributeKey.longArrayKey(key), rest(parser, JsonParser::getLongValue));
      case VALUE_NUMBER_FLOAT ->
          builder.put(AttributeKey.doubleArrayKey(key), rest(parser, JsonReader::number));
      case VALUE_TRUE, VALUE_FALSE ->
          builder.put(AttributeKey.booleanArrayKey(key), rest(parser, JsonParser::getBooleanValue));
      case END_ARRAY -> builder.put(AttributeKey.stringArrayKey(key), List.of());
      default -> builder.put(AttributeKey.stringArrayKey(key), rest(parser, JsonParser::getText));
    }
  }

  /** A double that is no number stands as text. */
  private static double number(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_STRING
        ? Double.parseDouble(parser.getText())
        : parser.getDoubleValue();
  }

  private static <T> List<T> rest(JsonParser parser, Part<T> element) throws IOException {
    List<T> values = new ArrayList<>();
    do {
      values.add(element.read(parser));
    } while (parser.nextToken() != JsonToken.END_ARRAY);
    return values;
  }
}
