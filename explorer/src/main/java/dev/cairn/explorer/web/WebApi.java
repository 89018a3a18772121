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
import dev.cairn.explorer.question.ErrorFilter;
import dev.cairn.explorer.question.Questions;
import dev.cairn.explorer.store.Selection;
import dev.cairn.explorer.store.SpanStore;
import dev.cairn.explorer.store.StoreException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The questions as JSON. An answer is 200; a question that is not understood 400 with an {@code
 * error} that says what was expected.
 *
 * <p>Q1 to Q8 are the paths below {@code /api}; the README says what each takes and answers. All
 * take {@code tenant}, {@code service}, {@code since} and {@code until}, and those not about one
 * user {@code user} too.
 */
public final class WebApi {
  private static final Logger LOGGER = Logger.getLogger(WebApi.class.getName());

  /** Longer than the store works on a statement. */
  private static final Duration TIMEOUT = Duration.ofSeconds(80);

  private static final int DEFAULT_REQUESTS = 100;
  private static final int DEFAULT_ITEMS = 1000;
  private static final String DEFAULT_OVER = "5ms,10ms,100ms";

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
    server.service("/api/blame", asked(api::blame, Params.common("address", "entry")));
    server.service(
        "/api/errors", asked(api::errors, Params.common("type", "message", "status", "trace")));
    server.service("/api/user", asked(api::user, Params.common("limit")));
    server.service("/api/latency", asked(api::latency, Params.common("over")));
    server.service("/api/events", asked(api::events, Params.common("name", "every")));
    server.service("/api/cost", asked(api::cost, Params.common("by")));
    server.service("/api/stored", asked(api::stored, Params.common("trace", "limit")));
    server.service("/api/trace", asked(api::trace, Set.of("trace")));
    server.service("/api/doctor", asked(any -> questions.doctor(), Set.of()));
    server.service("/health", asked(any -> questions.health(), Set.of()));
    server.decorator(LoopbackGuard::new);
  }

  /** Adds whole tables as files to a server that also has the questions. */
  public static void addExports(ServerBuilder server, SpanStore store) {
    server.service("/api/export", new Exports(store));
  }

  private ObjectNode blame(QueryParams asked) {
    StoredAddress address = StoredAddress.parse(Params.required(asked, "address"));
    return questions.blame(address, Params.entry(asked), Params.selection(asked)).full();
  }

  private ObjectNode errors(QueryParams asked) {
    return questions.errors(
        Params.selection(asked),
        new ErrorFilter(
            Params.optional(asked, "type"),
            Params.optional(asked, "message"),
            Params.optional(asked, "status"),
            Params.optional(asked, "trace")));
  }

  private ObjectNode user(QueryParams asked) {
    Params.required(asked, "user");
    return questions.user(Params.selection(asked), Params.count(asked, "limit", DEFAULT_REQUESTS));
  }

  private ObjectNode latency(QueryParams asked) {
    return questions.latency(Params.selection(asked), asked.get("over", DEFAULT_OVER));
  }

  private ObjectNode events(QueryParams asked) {
    Selection which = Params.selection(asked);
    String name = Params.optional(asked, "name");
    return name == null
        ? questions.events(which)
        : questions.events(which, name, Params.optional(asked, "every"));
  }

  private ObjectNode cost(QueryParams asked) {
    return questions.cost(Params.selection(asked), asked.get("by", "tenant"));
  }

  private ObjectNode stored(QueryParams asked) {
    return questions.stored(
        Params.selection(asked),
        Params.optional(asked, "trace"),
        Params.count(asked, "limit", DEFAULT_ITEMS));
  }

  private ObjectNode trace(QueryParams asked) {
    return questions.trace(Params.required(asked, "trace"));
  }

  /**
   * @param names the parameters it takes; another one is an error, lest a filter that is misspelt
   *     filter nothing
   */
  private static HttpService asked(Function<QueryParams, ObjectNode> question, Set<String> names) {
    return (context, request) ->
        answer(
            context,
            request,
            asked -> {
              Params.check(asked, names);
              return question.apply(asked);
            });
  }

  private static HttpResponse answer(
      ServiceRequestContext context,
      HttpRequest request,
      Function<QueryParams, ObjectNode> question) {
    return switch (request.method()) {
      case GET, HEAD -> {
        context.setRequestTimeout(TIMEOUT);
        yield HttpResponse.of(
            CompletableFuture.supplyAsync(
                () -> answer(context.queryParams(), question), context.blockingTaskExecutor()));
      }
      default -> error(HttpStatus.METHOD_NOT_ALLOWED, "questions are asked by GET");
    };
  }

  private static HttpResponse answer(
      QueryParams asked, Function<QueryParams, ObjectNode> question) {
    try {
      return json(HttpStatus.OK, question.apply(asked));
    } catch (IllegalArgumentException notUnderstood) {
      return error(HttpStatus.BAD_REQUEST, notUnderstood.getMessage());
    } catch (StoreException unanswered) {
      LOGGER.log(Level.WARNING, "the store did not answer a question", unanswered);
      return error(HttpStatus.SERVICE_UNAVAILABLE, unanswered.getMessage());
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
