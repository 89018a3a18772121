// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.cairn.StoredAddress;
import dev.cairn.explorer.question.Questions;
import dev.cairn.explorer.store.Selection;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The questions as JSON. An answer is 200; a question that is not understood 400 with an {@code
 * error} that says what was expected.
 *
 * <pre>
 *   GET /api/blame?address=s3://bucket/key[&amp;entry=traceId-spanId]
 *   GET /api/user?user=ada[&amp;tenant=][&amp;since=][&amp;until=][&amp;limit=100]
 *   GET /health
 * </pre>
 */
public final class WebApi {
  private static final Logger LOGGER = Logger.getLogger(WebApi.class.getName());
  private static final int DEFAULT_LIMIT = 100;

  private final Questions questions;

  private WebApi(Questions questions) {
    this.questions = questions;
  }

  /**
   * Adds the questions to a server that listens on loopback only, and refuses on all of its paths
   * who comes by another name: see {@link LoopbackGuard}.
   */
  public static void addTo(ServerBuilder server, Questions questions) {
    WebApi api = new WebApi(questions);
    server.service("/api/blame", asked(api::blame));
    server.service("/api/user", asked(api::user));
    server.service("/health", asked(any -> questions.health()));
    server.decorator(LoopbackGuard::new);
  }

  private ObjectNode blame(QueryParams asked) {
    StoredAddress address = StoredAddress.parse(Params.required(asked, "address"));
    return questions.blame(address, Params.entry(asked)).full();
  }

  private ObjectNode user(QueryParams asked) {
    return questions.user(
        new Selection(
            Params.required(asked, "user"),
            asked.get("tenant"),
            asked.get("service"),
            Params.time(asked, "since"),
            Params.time(asked, "until")),
        Params.count(asked, "limit", DEFAULT_LIMIT));
  }

  private static HttpService asked(Function<QueryParams, ObjectNode> question) {
    return (context, request) -> answer(context, request, question);
  }

  private static HttpResponse answer(
      ServiceRequestContext context,
      HttpRequest request,
      Function<QueryParams, ObjectNode> question) {
    return switch (request.method()) {
      case GET, HEAD ->
          HttpResponse.of(
              CompletableFuture.supplyAsync(
                  () -> answer(context.queryParams(), question), context.blockingTaskExecutor()));
      default -> error(HttpStatus.METHOD_NOT_ALLOWED, "questions are asked by GET");
    };
  }

  private static HttpResponse answer(
      QueryParams asked, Function<QueryParams, ObjectNode> question) {
    try {
      return json(HttpStatus.OK, question.apply(asked));
    } catch (IllegalArgumentException notUnderstood) {
      return error(HttpStatus.BAD_REQUEST, notUnderstood.getMessage());
    } catch (RuntimeException failed) {
      LOGGER.log(Level.WARNING, "a question was not answered", failed);
      return error(HttpStatus.INTERNAL_SERVER_ERROR, "the explorer failed: see its log");
    }
  }

  static HttpResponse error(HttpStatus status, String why) {
    return json(status, JsonNodeFactory.instance.objectNode().put("error", why));
  }

  private static HttpResponse json(HttpStatus status, ObjectNode body) {
    return HttpResponse.of(status, MediaType.JSON_UTF_8, body.toString());
  }
}
