// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.web;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.stream.StreamMessage;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.cairn.explorer.store.Export;
import dev.cairn.explorer.store.SpanStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Whole tables, {@code ?table=writes}, as files in Parquet. A file is written before it is sent, so
 * that it is of one moment, and is deleted once it is.
 */
final class Exports implements HttpService {
  private static final Logger LOGGER = Logger.getLogger(Exports.class.getName());
  private static final MediaType PARQUET = MediaType.parse("application/vnd.apache.parquet");

  private final SpanStore store;

  Exports(SpanStore store) {
    this.store = store;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    if (request.method() != HttpMethod.GET) {
      return WebApi.error(HttpStatus.METHOD_NOT_ALLOWED, "tables are fetched by GET");
    }
    Export table;
    try {
      table = Export.titled(context.queryParams().get("table", ""));
    } catch (IllegalArgumentException unknown) {
      return WebApi.error(HttpStatus.BAD_REQUEST, unknown.getMessage());
    }
    context.clearRequestTimeout(); // a large table takes minutes
    return HttpResponse.of(
        CompletableFuture.supplyAsync(() -> export(table), context.blockingTaskExecutor()));
  }

  private HttpResponse export(Export table) {
    Path file = null;
    try {
      file = Files.createTempFile("cairn-" + table.title(), ".parquet");
      long rows = store.export(table, file);
      ResponseHeaders headers =
          ResponseHeaders.builder(HttpStatus.OK)
              .contentType(PARQUET)
              .contentLength(Files.size(file))
              .setLong("cairn-rows", rows)
              .build();
      HttpResponse response = HttpResponse.of(headers, StreamMessage.of(file));
      Path sent = file;
      response.whenComplete().whenComplete((any, thrown) -> delete(sent));
      return response;
    } catch (IOException | RuntimeException failed) {
      LOGGER.log(Level.WARNING, "a table was not exported", failed);
      delete(file);
      return WebApi.error(HttpStatus.INTERNAL_SERVER_ERROR, "the export failed: see the log");
    }
  }

  private static void delete(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException kept) {
      LOGGER.log(Level.WARNING, "a file that was sent is kept", kept);
    }
  }
}
