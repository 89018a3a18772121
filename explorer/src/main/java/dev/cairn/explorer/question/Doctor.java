// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.explorer.store.Selection;
import dev.cairn.explorer.store.SpanStore;
import dev.cairn.explorer.store.StoreLosses;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What is wrong with what the explorer receives, and what to do about it. Looks at the latest spans
 * only, so that what was put right is no longer told.
 */
final class Doctor {
  /** So many of the latest spans are looked at. */
  private static final int LATEST = 20_000;

  /** A caller that began longer before is taken for one that is not there. */
  private static final Duration LONGEST = Duration.ofHours(1);

  /** Clocks of machines that keep time differ by less. */
  private static final Duration SKEW = Duration.ofSeconds(5);

  private static final String SINCE =
      "SELECT min(time) FROM (SELECT time FROM span ORDER BY time DESC LIMIT " + LATEST + ")";
  private static final String RECENT =
      "WITH recent AS (SELECT * FROM span JOIN emitter USING (emitter) WHERE time >= ?) ";
  private static final String SERVICES =
      RECENT + "SELECT DISTINCT service FROM recent ORDER BY service NULLS LAST";
  private static final String AHEAD =
      RECENT + "SELECT DISTINCT service FROM recent WHERE time > ? ORDER BY service NULLS LAST";
  private static final String BEHIND =
      RECENT
          + "SELECT DISTINCT c.service FROM recent c JOIN recent p"
          + " ON p.trace_id = c.trace_id AND p.span_id = c.parent_id"
          + " WHERE c.time < p.time - ? ORDER BY c.service NULLS LAST";
  private static final String TWICE =
      RECENT
          + "SELECT DISTINCT c.service FROM recent c JOIN recent p"
          + " ON p.trace_id = c.trace_id AND p.span_id = c.parent_id"
          + " WHERE c.kind = 'CLIENT' AND p.kind = 'CLIENT'"
          + " AND starts_with(c.scope, 'dev.cairn') <> starts_with(p.scope, 'dev.cairn')"
          + " AND (contains(c.scope, 'aws-sdk') OR contains(p.scope, 'aws-sdk'))"
          + " ORDER BY c.service NULLS LAST";
  private static final String PARENTLESS =
      RECENT
          + "SELECT count(*) AS part, 0 AS whole, NULL AS service FROM recent c WHERE parent_id IS"
          + " NOT NULL AND NOT EXISTS (SELECT 1 FROM span p WHERE p.time >= ? AND p.trace_id ="
          + " c.trace_id AND p.span_id = c.parent_id)";
  private static final String SAMPLED =
      "SELECT count(*) FILTER (kept IS NOT NULL) AS part, count(*) AS whole, NULL AS service"
          + " FROM request WHERE time >= ?";
  private static final String WITHOUT_ORIGIN =
      "SELECT count(*) FILTER (origin_id IS NULL) AS part, count(*) AS whole, service"
          + " FROM write WHERE time >= ?"
          + " GROUP BY service HAVING count(*) FILTER (origin_id IS NULL) > 0"
          + " ORDER BY service NULLS LAST";

  private final SpanStore store;
  private final ArrayNode checks = Json.object().arrayNode();
  private final long since;

  Doctor(SpanStore store) {
    this.store = store;
    this.since = store.query(SINCE, row -> row.getLong(1)).get(0);
  }

  ObjectNode answer() {
    List<String> services = services(SERVICES, since);
    store();
    if (!services.isEmpty()) {
      ok("services", String.join(", ", services));
      losses();
      clocks();
      sampling();
      instrumentation();
      origins();
    }
    ObjectNode json = Json.object().put("time", Json.time(Instant.now()));
    json.set("checks", checks);
    return json;
  }

  private void store() {
    if (store.size() == 0) {
      wrong(
          "store",
          "nothing has been received",
          "start a service with OTEL_EXPORTER_OTLP_ENDPOINT set to this explorer");
      return;
    }
    StoreLosses losses = store.losses();
    if (losses.evictedSpans() > 0) {
      note(
          "store",
          store.size() + " spans; " + losses.evictedSpans() + " older ones were dropped",
          "to keep more: cairn serve --keep TIME --max-size SIZE");
    } else {
      ok("store", store.size() + " spans");
    }
    if (losses.rejectedSpans() > 0) {
      wrong(
          "store",
          losses.rejectedSpans()
              + " spans were rejected: they have no valid ids, or are larger than 1 MiB",
          "look for what sends them: its exporter was told");
    }
  }

  private void losses() {
    String counted = Losses.of(store, Selection.ALL);
    if (counted == null) {
      ok("losses", "no service has counted any");
    } else {
      wrong(
          "losses",
          "services lost spans or events: " + counted,
          "give exporters a larger queue, or shorter delays");
    }
  }

  private void clocks() {
    Instant limit = Instant.now().plus(SKEW);
    long nanos = TimeUnit.SECONDS.toNanos(limit.getEpochSecond()) + limit.getNano();
    List<String> ahead = services(AHEAD, since, nanos);
    List<String> behind = services(BEHIND, since, SKEW.toNanos());
    if (!ahead.isEmpty()) {
      wrong("clock", "ahead of the explorer's: " + String.join(", ", ahead), "set the time by NTP");
    }
    if (!behind.isEmpty()) {
      wrong("clock", "behind their callers': " + String.join(", ", behind), "set the time by NTP");
    }
    if (ahead.isEmpty() && behind.isEmpty()) {
      ok("clock", "all services agree within " + SKEW.toSeconds() + " s");
    }
  }

  private void sampling() {
    Part kept = parts(SAMPLED, since).get(0);
    long parentless = parts(PARENTLESS, since, since - LONGEST.toNanos()).get(0).some;
    if (kept.some > 0) {
      note(
          "sampling",
          "on: "
              + kept.some
              + " of "
              + kept.all
              + " requests lately were dropped by a sampler and kept by Cairn",
          "writes, errors, events and costs are exact all the same; inner calls are missing");
    } else if (parentless > 0) {
      note(
          "sampling",
          "of the latest spans " + parentless + " name a caller that is not there",
          "either the callers send their spans elsewhere, or a sampler drops them: then writes are"
              + " lost too, unless Cairn's sampler and processor are used");
    } else {
      ok("sampling", "none seen");
    }
  }

  private void instrumentation() {
    List<String> twice = services(TWICE, since);
    if (twice.isEmpty()) {
      ok("instrumentation", "no call has two spans");
    } else {
      wrong(
          "instrumentation",
          "calls have two spans, Cairn's and OpenTelemetry's, in: " + String.join(", ", twice),
          "decorate each client by one of them");
    }
  }

  private void origins() {
    List<Part> without = parts(WITHOUT_ORIGIN, since);
    for (Part part : without) {
      String text = part.service + ": " + part.some + " of " + part.all + " writes name no request";
      if (part.some == part.all) {
        wrong(
            "origin",
            text,
            "decorate its server before whatever answers, add OriginSpanProcessor, and make the"
                + " context current where work changes threads");
      } else {
        note("origin", text, "work that no request began is a job: cairn.job(\"name\", …)");
      }
    }
    if (without.isEmpty()) {
      ok("origin", "every write names the request it was for");
    }
  }

  /** Some of all that a service did. */
  private record Part(String service, long some, long all) {}

  private List<Part> parts(String sql, Object... parameters) {
    return store.query(
        sql,
        row -> new Part(name(row.getString("service")), row.getLong("part"), row.getLong("whole")),
        parameters);
  }

  private List<String> services(String sql, Object... parameters) {
    return store.query(sql, row -> name(row.getString(1)), parameters);
  }

  private static String name(String service) {
    return service == null ? "(no service.name)" : service;
  }

  private void ok(String check, String text) {
    add(check, "ok", text, null);
  }

  private void note(String check, String text, String advice) {
    add(check, "note", text, advice);
  }

  private void wrong(String check, String text, String advice) {
    add(check, "wrong", text, advice);
  }

  private void add(String check, String verdict, String text, String advice) {
    checks
        .addObject()
        .put("check", check)
        .put("verdict", verdict)
        .put("text", text)
        .put("advice", advice);
  }
}
