// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.CairnAttributes;
import dev.cairn.Stamp;
import dev.cairn.contract.ItemClient.Answer;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reads, deletes, and work on behalf of what was read. */
public abstract class DynamoDbReadContract extends DynamoDbUpdateContract {
  @Test
  void delete_isRecorded_andNotStamped() {
    asAda(() -> decorated.put(table, item("cat")));
    Answer old = asAda(() -> decorated.delete(table, "cat"));

    assertThat(old.item()).as("without the stamp").isEqualTo(item("cat"));
    SpanData span = telemetry.span("DynamoDB.DeleteItem");
    assertThat(attribute(span, CairnAttributes.ADDRESS)).isEqualTo("dynamodb://" + table + "/cat");
    assertThat(attribute(span, CairnAttributes.OUTCOME)).isEqualTo("applied");
    assertThat(attribute(span, CairnAttributes.STAMP)).isEqualTo("skipped:not-carried");
  }

  @Test
  void read_linksToTheWriter_andHidesTheStamp() {
    asAda(() -> decorated.put(table, item("cat")));
    Answer got = decorated.get(table, "cat");

    assertThat(got.item()).isEqualTo(item("cat"));
    assertThat(got.stamps()).containsExactly(stored("cat"));
    SpanData span = telemetry.span("DynamoDB.GetItem");
    assertThat(span.getLinks()).hasSize(1);
    LinkData link = span.getLinks().get(0);
    assertThat(link.getSpanContext().getSpanId()).isEqualTo(entry().getSpanId());
    assertThat(link.getAttributes().get(CairnAttributes.LINK_TYPE)).isEqualTo("written_by");
    assertThat(attribute(span, CairnAttributes.POINTER_HASH))
        .isEqualTo(attribute(telemetry.span("DynamoDB.PutItem"), CairnAttributes.POINTER_HASH));
  }

  @Test
  void read_hidesTheStamp_inOldImages() {
    asAda(() -> decorated.put(table, item("cat")));
    Answer old = asAda(() -> decorated.put(table, Map.of("pk", "cat")));

    assertThat(old.item()).isEqualTo(item("cat"));
  }

  @Test
  void query_linksEveryWriterOnce_andTellsTheStampOfEachItem() {
    asAda(
        () -> {
          decorated.put(table, item("cat"));
          return decorated.put(table, item("dog"));
        });
    bare.put(table, item("eel"));
    Answer found = decorated.scan(table);

    assertThat(found.items()).containsExactlyInAnyOrder(item("cat"), item("dog"), item("eel"));
    assertThat(found.stamps()).hasSize(3);
    for (int i = 0; i < 3; i++) {
      boolean stamped = !found.items().get(i).get("pk").equals("eel");
      assertThat(found.stamps().get(i).isValid()).isEqualTo(stamped);
    }
    assertThat(telemetry.span("DynamoDB.Scan").getLinks()).as("one writer").hasSize(1);
    assertThat(decorated.query(table, "cat").items()).containsExactly(item("cat"));
    assertThat(telemetry.span("DynamoDB.Query").getLinks()).hasSize(1);
  }

  @Test
  void query_countsLinksBeyondTheirLimit() {
    for (int i = 0; i < 40; i++) {
      String pk = "cat-" + i;
      asAda(
          () -> {
            decorated.put(table, item(pk));
            return decorated.put(table, item(pk + "-too"));
          });
    }
    decorated.scan(table);

    SpanData span = telemetry.span("DynamoDB.Scan");
    assertThat(span.getLinks()).hasSize(32);
    assertThat(attribute(span, CairnAttributes.LINKS_DROPPED)).as("writers").isEqualTo(8);
  }

  @Test
  void read_isNeverChanged() {
    asAda(() -> decorated.put(table, item("cat")));
    Answer got = decorated.project(table, "cat", "title");

    assertThat(got.item()).isEqualTo(Map.of("title", "My cat"));
    assertThat(got.stamps()).as("no attribute was added to the projection").isEmpty();
    assertThat(telemetry.span("DynamoDB.GetItem").getLinks()).isEmpty();
  }

  @Test
  void read_ofNothing_isNoError() {
    assertThat(decorated.get(table, "none").items()).isEmpty();
    assertThat(telemetry.span("DynamoDB.GetItem").getStatus().getStatusCode())
        .isEqualTo(StatusCode.UNSET);
  }

  @Test
  void resumedOrigin_carriesTheStampOn() {
    asAda(() -> decorated.put(table, item("cat")));
    Stamp read = decorated.get(table, "cat").stamps().get(0);
    try (Scope ignored = read.resume().makeCurrent()) {
      decorated.put(table, item("thumbnail"));
    }

    assertThat(stored("thumbnail")).isEqualTo(stored("cat"));
  }
}
