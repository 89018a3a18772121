// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cairn.StoredAddress;
import dev.cairn.explorer.question.Blame;
import io.opentelemetry.api.trace.SpanContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks an explorer over HTTP, by the client of the JDK that starts fastest. */
final class ExplorerClient implements Blame.Spans {
  static final String DEFAULT_URL = "http://127.0.0.1:4318";
  private static final int CONNECT_TIMEOUT_MS = 2000;

  /** Longer than an explorer works on a question. */
  private static final int READ_TIMEOUT_MS = 90_000;

  private final String url;
  private final boolean mustAnswer;
  private final Map<String, String> always;

  /**
   * @param url null for {@link #DEFAULT_URL}, where there need be none to blame
   */
  ExplorerClient(String url) {
    this(url, Map.of());
  }

  /**
   * @param always parameters of every question about an address
   */
  ExplorerClient(String url, Map<String, String> always) {
    this.url = url == null ? DEFAULT_URL : url.replaceAll("/+$", "");
    this.mustAnswer = url != null;
    this.always = always;
  }

  @Override
  public JsonNode about(StoredAddress address, SpanContext entry) {
    Map<String, String> asked = new LinkedHashMap<>(always);
    asked.put("address", address.toString());
    if (entry.isValid()) {
      asked.put("entry", entry.getTraceId() + '-' + entry.getSpanId());
    }
    try {
      return get("/api/blame", asked);
    } catch (ExplorerException | IllegalArgumentException none) {
      if (mustAnswer) {
        throw none;
      }
      return null;
    }
  }

  /** Asks a question; parameters that are null are left out. */
  JsonNode get(String path, Map<String, String> asked) {
    String query =
        asked.entrySet().stream()
            .filter(parameter -> parameter.getValue() != null)
            .map(parameter -> parameter.getKey() + '=' + encoded(parameter.getValue()))
            .collect(Collectors.joining("&"));
    try {
      return get(url + path + '?' + query);
    } catch (JsonProcessingException malformed) {
      throw new ExplorerException(
          "the explorer at " + url + " answered what is no JSON: is it one?", malformed);
    } catch (IOException failed) {
      throw silent(failed);
    }
  }

  private ExplorerException silent(IOException failed) {
    return new ExplorerException(
        "the explorer at "
            + url
            + " does not answer ("
            + failed.getMessage()
            + "): start one with 'cairn serve', or name another with --explorer URL",
        failed);
  }

  private JsonNode get(String whole) throws IOException {
    HttpURLConnection connection = open(whole);
    connection.setConnectTimeout(CONNECT_TIMEOUT_MS);
    connection.setReadTimeout(READ_TIMEOUT_MS);
    int status = connection.getResponseCode();
    boolean answered = status == HttpURLConnection.HTTP_OK;
    try (InputStream body = answered ? connection.getInputStream() : connection.getErrorStream()) {
      String type = connection.getContentType();
      boolean isJson = body != null && type != null && type.startsWith("application/json");
      JsonNode json = isJson ? new JsonMapper().readTree(body) : null;
      if (answered && json != null && json.isObject()) {
        return json;
      }
      String why = json == null ? null : Printable.text(json, "error");
      if (status == HttpURLConnection.HTTP_BAD_REQUEST && why != null) {
        throw new IllegalArgumentException(why);
      }
      throw new ExplorerException(
          "the explorer at " + url + " answered " + status + (why == null ? "" : ": " + why), null);
    } finally {
      connection.disconnect();
    }
  }

  /**
   * Writes what a path answers into a file, which is whole or not there.
   *
   * @return how many rows it has
   */
  long download(String path, Path file) throws IOException {
    HttpURLConnection connection = open(url + path);
    connection.setConnectTimeout(CONNECT_TIMEOUT_MS);
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      int status = connection.getResponseCode();
      if (status != HttpURLConnection.HTTP_OK) {
        throw new ExplorerException("the explorer at " + url + " answered " + status, null);
      }
      try (InputStream body = connection.getInputStream()) {
        Files.copy(body, part, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      return connection.getHeaderFieldLong("cairn-rows", -1);
    } catch (ConnectException nobody) {
      throw silent(nobody);
    } finally {
      connection.disconnect();
      Files.deleteIfExists(part);
    }
  }

  /** Sends an empty batch; returns why it was not taken, or null. */
  String tryOtlp() {
    try {
      HttpURLConnection connection = open(url + "/v1/traces");
      connection.setConnectTimeout(CONNECT_TIMEOUT_MS);
      connection.setReadTimeout(CONNECT_TIMEOUT_MS);
      connection.setRequestMethod("POST");
      connection.setRequestProperty("Content-Type", "application/x-protobuf");
      connection.setDoOutput(true);
      connection.getOutputStream().close();
      int status = connection.getResponseCode();
      connection.disconnect();
      return status == HttpURLConnection.HTTP_OK ? null : "it answered " + status;
    } catch (IOException failed) {
      return failed.getMessage();
    }
  }

  @Override
  public String toString() {
    return url;
  }

  private HttpURLConnection open(String whole) throws IOException {
    try {
      return (HttpURLConnection) URI.create(whole).toURL().openConnection();
    } catch (MalformedURLException | IllegalArgumentException | ClassCastException malformed) {
      throw new IllegalArgumentException(
          "--explorer: '" + url + "' is no URL such as " + DEFAULT_URL, malformed);
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
