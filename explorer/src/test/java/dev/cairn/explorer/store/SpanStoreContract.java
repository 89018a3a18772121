// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import static dev.cairn.explorer.store.SpanBuilder.EPOCH;
import static dev.cairn.explorer.store.SpanBuilder.read;
import static dev.cairn.explorer.store.SpanBuilder.request;
import static dev.cairn.explorer.store.SpanBuilder.span;
import static dev.cairn.explorer.store.SpanBuilder.traceId;
import static dev.cairn.explorer.store.SpanBuilder.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.CairnAttributes;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every {@link SpanStore} does. */
public abstract class SpanStoreContract {
  private SpanStore opened;

  /** Returns an empty store. */
  protected abstract SpanStore open();

  private SpanStore newStore() {
    opened = open();
    return opened;
  }

  @AfterEach
  void close() {
    if (opened != null) {
      opened.close();
    }
  }

  private final SpanRecord post = request("1", "1", "POST /photos").at(0, 30).build();
  private final SpanRecord put = write("1", "2", "s3://photos/a").parent("1").at(10, 20).build();
  private final SpanRecord get =
      read("2", "4", "s3://photos/a").parent("3").at(110, 120).writtenBy("1", "1").build();

  private SpanStore store(SpanRecord... spans) {
    SpanStore store = newStore();
    store.append(Batch.of(List.of(spans)));
    return store;
  }

  @Test
  void span_isReadBackWhole() {
    SpanRecord span =
        span("a", "b")
            .parent("c")
            .service("worker")
            .kind(SpanKind.CONSUMER, "poll")
            .failed("no such photo")
            .thrown("java.io.IOException", "disk full")
            .with(CairnAttributes.USER_ID, "ada")
            .with(CairnAttributes.HTTP_RESPONSE_STATUS_CODE, 500L)
            .with(CairnAttributes.AWS_DYNAMODB_TABLE_NAMES, List.of("x", "y"))
            .writtenBy("1", "1")
            .at(1, 2)
            .build();

    assertThat(store(span).trace(traceId("a"))).containsExactly(span);
  }

  @Test
  void span_withoutServiceAndParent_isReadBackWhole() {
    SpanRecord span = span("a", "b").service(null).build();

    assertThat(store(span).trace(traceId("a"))).containsExactly(span);
  }

  @Test
  void trace_isInOrderOfStart_howeverItCame() {
    SpanStore store = store(put);
    store.append(Batch.of(List.of(get, post)));

    assertThat(store.trace(traceId("1"))).containsExactly(post, put);
    assertThat(store.trace(traceId("9"))).isEmpty();
  }

  @Test
  void traces_areThoseAskedFor() {
    SpanStore store = store(put, post, get);

    assertThat(store.traces(List.of(traceId("1"), traceId("2"), traceId("9"), "none")))
        .isEqualTo(Map.of(traceId("1"), List.of(post, put), traceId("2"), List.of(get)));
    assertThat(store.traces(List.of())).isEmpty();
  }

  @Test
  void span_sentTwice_isKeptOnce() {
    SpanStore store = store(post, put, post);
    store.append(Batch.of(List.of(post, put)));

    assertThat(store.trace(traceId("1"))).containsExactly(post, put);
    assertThat(store.at("s3://photos/a")).containsExactly(put);
    assertThat(store.size()).isEqualTo(2);
  }

  @Test
  void batchOfWhichAPartCameBefore_isKeptWithoutThatPart() {
    SpanStore store = store(post);
    SpanRecord other = write("1", "5", "s3://photos/a").parent("1").at(2, 9).build();

    store.append(Batch.of(List.of(post, put, post, other)));

    assertThat(store.trace(traceId("1"))).containsExactlyInAnyOrder(post, put, other);
    assertThat(store.at("s3://photos/a")).containsExactlyInAnyOrder(put, other);
    assertThat(store.requests(Selection.ofUser("ada"), 10)).hasSize(1);
    assertThat(store.size()).isEqualTo(3);
  }

  @Test
  void spanIds_areOfTheirTrace() {
    SpanRecord sameSpanId = span("7", "1").build();

    assertThat(store(post, sameSpanId).trace(traceId("7"))).containsExactly(sameSpanId);
  }

  @Test
  void address_isMatchedExactly() {
    SpanRecord other = write("3", "1", "s3://photos/ab").build();
    SpanStore store = store(post, put, get, other);

    assertThat(store.at("s3://photos/a")).containsExactly(put);
    assertThat(store.at("s3://photos/")).isEmpty();
  }

  @Test
  void address_isMatched_amongTheItemsOfACall() {
    SpanRecord batch =
        span("3", "1")
            .with(CairnAttributes.ADDRESSES, List.of("s3://photos/x", "s3://photos/y"))
            .with(CairnAttributes.OUTCOMES, List.of("applied", "rejected"))
            .build();
    SpanStore store = store(post, batch);

    assertThat(store.at("s3://photos/x")).containsExactly(batch);
    assertThat(store.at("s3://photos/y")).containsExactly(batch);
    assertThat(store.at("s3://photos/z")).isEmpty();
  }

  @Test
  void requests_areOfTheUserAndTenant() {
    SpanRecord bob =
        request("5", "1", "GET /").with(CairnAttributes.USER_ID, "bob").at(5, 6).build();
    SpanRecord elsewhere =
        request("6", "1", "GET /").with(CairnAttributes.TENANT_ID, "other").at(7, 8).build();
    SpanStore store = store(elsewhere, bob, post, put);

    assertThat(store.requests(Selection.ofUser("ada"), 10))
        .containsExactly(post.identity(), elsewhere.identity());
    assertThat(store.requests(new Selection("ada", "acme", null, null, null), 10))
        .containsExactly(post.identity());
    assertThat(store.requests(Selection.ofUser("eve"), 10)).isEmpty();
  }

  @Test
  void requests_areServedOrBeginATrace() {
    SpanRecord job = span("8", "1").with(CairnAttributes.USER_ID, "ada").at(1, 2).build();

    assertThat(store(put, job, post).requests(Selection.ofUser("ada"), 10))
        .containsExactly(post.identity(), job.identity());
  }

  @Test
  void requests_areWithinTheTimes_theNewestFirstToStay() {
    SpanRecord[] requests =
        IntStream.range(0, 5)
            .mapToObj(i -> request("" + (i + 1), "1", "GET /").at(i * 1000L, i * 1000L).build())
            .toArray(SpanRecord[]::new);
    SpanStore store = store(requests);

    assertThat(
            store.requests(
                new Selection("ada", null, null, EPOCH.plusSeconds(1), EPOCH.plusSeconds(3)), 10))
        .containsExactly(requests[1].identity(), requests[2].identity());
    assertThat(store.requests(Selection.ofUser("ada"), 2))
        .containsExactly(requests[3].identity(), requests[4].identity());
    assertThat(store.requests(new Selection("ada", null, null, Instant.MIN, Instant.MAX), 10))
        .hasSize(5);
  }

  @Test
  void followers_linkToTheSpanNamedByBothIds() {
    SpanStore store = store(post, put, get);

    assertThat(store.followers(List.of(post.identity(), put.identity(), get.identity())))
        .isEqualTo(Map.of(post.identity(), Set.of(traceId("2"))));
    assertThat(store.followers(List.of(post.identity())))
        .isEqualTo(Map.of(post.identity(), Set.of(traceId("2"))));
    assertThat(store.followers(List.of(put.identity()))).isEmpty();
    assertThat(store.followers(List.of())).isEmpty();
  }

  @Test
  void followers_haveTheTraceAsTheirOrigin_andAreOthers() {
    SpanRecord resumed =
        span("4", "1").with(CairnAttributes.ORIGIN_TRACE_ID, traceId("1")).at(9, 9).build();
    SpanRecord own = read("1", "9", "s3://photos/a").writtenBy("1", "1").build();
    SpanRecord unrelated = span("5", "2").at(8, 8).build();

    assertThat(store(post, put, resumed, own, unrelated).followers(List.of(post.identity())))
        .isEqualTo(Map.of(post.identity(), Set.of(traceId("4"))));
  }

  @Test
  void rejectedSpans_areCounted() {
    SpanStore store = newStore();
    assertThat(store.losses()).isEqualTo(StoreLosses.NONE);

    store.append(Batch.of(List.of(), 2));
    store.append(Batch.of(List.of(), 3));

    assertThat(store.losses().rejectedSpans()).isEqualTo(5);
  }

  @Test
  void lists_areSnapshots() {
    SpanStore store = store(post);
    List<SpanRecord> before = store.trace(traceId("1"));
    store.append(Batch.of(List.of(put)));

    assertThat(before).containsExactly(post);
  }

  @Test
  void appendsOfManyThreads_areAllFound() throws Exception {
    SpanStore store = newStore();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Void>> work =
          IntStream.range(0, 4)
              .<Callable<Void>>mapToObj(
                  t ->
                      () -> {
                        for (int i = 0; i < 50; i++) {
                          String id = Integer.toHexString(t * 50 + i + 1);
                          store.append(
                              Batch.of(List.of(write("1", id, "s3://photos/" + t).build())));
                          assertThat(store.at("s3://photos/" + t)).hasSize(i + 1);
                        }
                        return null;
                      })
              .toList();
      for (Future<Void> done : threads.invokeAll(work)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(store.trace(traceId("1"))).hasSize(200);
  }

  @Test
  void limit_isAtLeastOne() {
    assertThatThrownBy(() -> newStore().requests(Selection.ofUser("ada"), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("limit: 0");
  }
}
