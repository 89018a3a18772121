// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import static dev.cairn.explorer.question.Answers.S3;
import static dev.cairn.explorer.question.Answers.store;
import static dev.cairn.explorer.store.SpanBuilder.EPOCH;
import static dev.cairn.explorer.store.SpanBuilder.request;
import static dev.cairn.explorer.store.SpanBuilder.span;
import static dev.cairn.explorer.store.SpanBuilder.spanId;
import static dev.cairn.explorer.store.SpanBuilder.traceId;
import static dev.cairn.explorer.store.SpanBuilder.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.CairnAttributes;
import dev.cairn.StoredAddress;
import dev.cairn.explorer.store.Selection;
import dev.cairn.explorer.store.SpanRecord;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EvidenceFinderTest {
  private static SpanEvidence find(SpanRecord... spans) {
    return find(SpanContext.getInvalid(), spans);
  }

  private static SpanEvidence find(SpanContext entry, SpanRecord... spans) {
    return new EvidenceFinder(store(spans)).find(StoredAddress.parse(S3), entry, Selection.ALL);
  }

  private static SpanContext context(String trace, String span) {
    return SpanContext.create(
        traceId(trace), spanId(span), TraceFlags.getDefault(), TraceState.getDefault());
  }

  @Test
  void entry_isTheRequestThatLedToTheWrite_notAnotherOfItsTrace() {
    SpanRecord one = request("1", "1", "GET /one").parent("dead").at(0, 5).build();
    SpanRecord other = request("1", "2", "POST /other").parent("dead").at(10, 20).build();
    SpanRecord put = write("1", "3", S3).parent("2").at(12, 15).build();

    Entry entry = find(one, other, put).writes().get(0).entry();

    assertThat(entry.spanId()).isEqualTo(spanId("2"));
    assertThat(entry.request().status()).isEqualTo(200);
  }

  @Test
  void entry_isTheEdge_whereTheWriteIsMadeFurtherDown() {
    SpanRecord edge = request("1", "1", "POST /photos").at(0, 50).build();
    SpanRecord call = span("1", "2").parent("1").kind(SpanKind.CLIENT, "POST").build();
    SpanRecord inner =
        request("1", "3", "PUT /blobs").parent("2").service("blobs").at(5, 40).build();
    SpanRecord put = write("1", "4", S3).parent("3").service("blobs").at(6, 30).build();

    Entry entry = find(edge, call, inner, put).writes().get(0).entry();

    assertThat(entry.spanId()).isEqualTo(spanId("1"));
    assertThat(entry.request().route()).isEqualTo("/photos");
    assertThat(entry.request().service()).isEqualTo("photo-api");
  }

  @Test
  void gatewayThatKnowsNoOrigin_isNotTheEntry() {
    SpanRecord gateway = span("1", "9").kind(SpanKind.SERVER, "gateway").at(0, 99).build();
    SpanRecord edge = request("1", "1", "POST /photos").parent("9").at(1, 50).build();
    SpanRecord put = write("1", "2", S3).parent("1").at(2, 3).build();

    assertThat(find(gateway, edge, put).writes().get(0).entry().spanId()).isEqualTo(spanId("1"));
  }

  @Test
  void job_isAnEntryToo() {
    SpanRecord job =
        span("1", "1")
            .kind(SpanKind.INTERNAL, "job nightly-report")
            .with(CairnAttributes.ORIGIN_TRACE_ID, traceId("1"))
            .build();
    SpanRecord put =
        write("1", "2", S3)
            .parent("1")
            .with(CairnAttributes.ORIGIN_REQUEST, "job nightly-report")
            .build();

    RequestInfo request = find(job, put).writes().get(0).entry().request();

    assertThat(request.method()).isEqualTo("job");
    assertThat(request.route()).isEqualTo("nightly-report");
    assertThat(request.status()).isNull();
    assertThat(request.time()).isNotNull();
  }

  @Test
  void entryThatIsNotThere_isWhatTheWriteSaysOfIt() {
    Entry entry = find(write("1", "2", S3).parent("1").build()).writes().get(0).entry();

    assertThat(entry.traceId()).isEqualTo(traceId("1"));
    assertThat(entry.spanId()).isNull();
    assertThat(entry.request()).isEqualTo(RequestInfo.named("POST /photos", "photo-api"));
    assertThat(entry.who()).isEqualTo(new Entry.Who("ada", "acme"));
  }

  @Test
  void writeWithoutAnOrigin_isOfItsOwnTrace() {
    SpanRecord bare =
        span("7", "2")
            .with(CairnAttributes.ADDRESS, S3)
            .with(CairnAttributes.OUTCOME, "applied")
            .parent("1")
            .build();

    Entry entry = find(bare).writes().get(0).entry();

    assertThat(entry.traceId()).isEqualTo(traceId("7"));
    assertThat(entry.request()).isEqualTo(RequestInfo.UNKNOWN);
    assertThat(entry.who()).isEqualTo(new Entry.Who(null, null));
  }

  @Test
  void stampsEntry_isFoundByBothIds() {
    SpanRecord edge = request("1", "1", "POST /photos").build();

    assertThat(find(context("1", "1"), edge).entry().who().user()).isEqualTo("ada");
    assertThat(find(context("1", "2"), edge).entry()).isNull();
    assertThat(find(context("2", "1"), edge).entry()).isNull();
    assertThat(find(edge).entry()).isNull();
  }

  @Test
  void write_isFoundByEachOfItsItems_withItsOwnOutcome() {
    SpanRecord batch =
        span("1", "2")
            .kind(SpanKind.CLIENT, "S3.DeleteObjects")
            .with(CairnAttributes.RPC_METHOD, "DeleteObjects")
            .with(CairnAttributes.OUTCOME, "applied")
            .with(CairnAttributes.ADDRESSES, List.of("s3://photos/other", S3))
            .with(CairnAttributes.OUTCOMES, List.of("applied", "rejected"))
            .with(CairnAttributes.STAMPS, List.of("written", "skipped:not-carried"))
            .build();

    assertThat(find(batch).writes())
        .singleElement()
        .satisfies(
            write -> {
              assertThat(write.operation()).isEqualTo("DeleteObjects");
              assertThat(write.outcome()).isEqualTo("rejected");
              assertThat(write.made().stamped()).isFalse();
            });
  }

  @Test
  void writes_areBounded_theNewestStay() {
    List<SpanRecord> spans = new ArrayList<>();
    for (int i = 1; i <= EvidenceFinder.MAX_WRITES + 5; i++) {
      spans.add(write(Integer.toHexString(i), "1", S3).at(i, i + 1).build());
    }

    List<WriteRecord> writes = find(spans.toArray(SpanRecord[]::new)).writes();

    assertThat(writes).hasSize(EvidenceFinder.MAX_WRITES);
    assertThat(writes.get(0).entry().traceId())
        .isEqualTo(traceId(Integer.toHexString(EvidenceFinder.MAX_WRITES + 5)));
  }

  @Test
  void evidence_survivesItsJourneyAsJson() {
    SpanRecord edge = request("1", "1", "POST /photos").at(0, 50).build();
    SpanRecord put =
        write("1", "2", S3)
            .parent("1")
            .with(CairnAttributes.S3_ETAG, "abc")
            .with(CairnAttributes.S3_VERSION_ID, "v1")
            .with(CairnAttributes.AWS_REQUEST_ID, "r1")
            .with(CairnAttributes.STAMP, "written")
            .at(10, 20)
            .build();
    SpanEvidence evidence = find(context("1", "1"), edge, put);
    var json = Json.object().put("complete", (Boolean) null);

    evidence.putInto(json);

    assertThat(SpanEvidence.fromJson(json)).isEqualTo(evidence);
  }

  @Test
  void writes_areOfTheTimeTenantAndServiceAskedFor() {
    SpanRecord early = write("1", "1", S3).at(0, 1).build();
    SpanRecord late =
        write("2", "1", S3)
            .at(5000, 5001)
            .service("worker")
            .with(CairnAttributes.TENANT_ID, "globex")
            .build();

    assertThat(traces(Selection.ALL, early, late)).containsExactly(traceId("2"), traceId("1"));
    assertThat(traces(new Selection(null, "acme", null, null, null), early, late))
        .containsExactly(traceId("1"));
    assertThat(traces(new Selection(null, null, "worker", null, null), early, late))
        .containsExactly(traceId("2"));
    assertThat(traces(new Selection(null, null, null, EPOCH.plusSeconds(5), null), early, late))
        .containsExactly(traceId("2"));
    assertThat(traces(new Selection(null, null, null, null, EPOCH.plusSeconds(5)), early, late))
        .containsExactly(traceId("1"));
  }

  private static List<String> traces(Selection which, SpanRecord... spans) {
    return new EvidenceFinder(store(spans))
        .find(StoredAddress.parse(S3), SpanContext.getInvalid(), which).writes().stream()
            .map(write -> write.entry().traceId())
            .toList();
  }
}
