// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import static dev.cairn.explorer.question.Answers.S3;
import static dev.cairn.explorer.question.Answers.blame;
import static dev.cairn.explorer.question.Answers.object;
import static dev.cairn.explorer.store.SpanBuilder.spanId;
import static dev.cairn.explorer.store.SpanBuilder.traceId;
import static dev.cairn.explorer.store.SpanBuilder.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.CairnAttributes;
import dev.cairn.explorer.store.SpanBuilder;
import dev.cairn.explorer.store.SpanRecord;
import org.junit.jupiter.api.Test;

/** A copy carries the stamp of what it is a copy of, made by somebody else. */
final class CopiesTest {
  private static final String STAMP = "00-" + traceId("1") + "-" + spanId("1") + "-01;u=ada";

  private final SpanRecord put = write("1", "2", "s3://inbox/a%20cat.jpg").at(10, 20).build();
  private final SpanRecord first =
      copy("2", "s3://archive/cat", "inbox/a cat.jpg").at(30, 40).build();

  /** By bob, in another trace. */
  private static SpanBuilder copy(String trace, String to, String of) {
    return write(trace, "2", to)
        .with(CairnAttributes.RPC_METHOD, "CopyObject")
        .with(CairnAttributes.USER_ID, "bob")
        .with(CairnAttributes.AWS_S3_COPY_SOURCE, of);
  }

  @Test
  void copyOfACopy_isOfItsSourcesWriter_andCurrent() {
    SpanRecord second =
        copy("3", S3, "archive/cat").at(50, 60).with(CairnAttributes.S3_ETAG, "abc").build();

    ObjectNode answer = blame(object(STAMP, "abc", null), put, first, second).full();

    assertThat(answer.path("user").asText()).isEqualTo("ada");
    assertThat(answer.path("traceId").asText()).isEqualTo(traceId("1"));
    assertThat(answer.path("source").asText()).isEqualTo("both");
    assertThat(answer.path("current").asBoolean(false)).isTrue();
    assertThat(answer.at("/writes/0/user").asText()).isEqualTo("bob");
    assertThat(answer.at("/writes/0/copiedFrom/address").asText()).isEqualTo("s3://archive/cat");
    assertThat(answer.at("/writes/0/copiedFrom/write/copiedFrom/address").asText())
        .isEqualTo("s3://inbox/a%20cat.jpg");
    assertThat(answer.at("/writes/0/copiedFrom/write/copiedFrom/write/traceId").asText())
        .isEqualTo(traceId("1"));
  }

  @Test
  void copyWithoutAStamp_isOfWhoCopied_andTellsOfWhat() {
    ObjectNode answer =
        blame(object(null, "abc", null), put, copy("3", S3, "inbox/a cat.jpg").at(50, 60).build())
            .full();

    assertThat(answer.path("user").asText()).isEqualTo("bob");
    assertThat(answer.at("/writes/0/copiedFrom/write/user").asText()).isEqualTo("ada");
  }

  /** What was written to the source after the copy is not what was copied. */
  @Test
  void sourceWrittenSince_isNotFollowed() {
    SpanRecord later = write("4", "2", "s3://inbox/a%20cat.jpg").at(90, 95).build();
    SpanRecord copy = copy("3", S3, "inbox/a cat.jpg").at(50, 60).build();

    ObjectNode answer = blame(object(null, "abc", null), put, later, copy).full();

    assertThat(answer.at("/writes/0/copiedFrom/write/traceId").asText()).isEqualTo(traceId("1"));
  }

  @Test
  void copiesInACircle_end() {
    SpanRecord there = copy("3", S3, "archive/cat").at(50, 60).build();
    SpanRecord back = copy("4", "s3://archive/cat", "photos/ada/cat.jpg").at(50, 60).build();

    ObjectNode answer = blame(object(null, "abc", null), there, back).full();

    assertThat(answer.at("/writes/0/copiedFrom/write").isNull()).isTrue();
  }

  @Test
  void sourceThatIsNoObject_isNone() {
    for (String source : new String[] {"", "/", "inbox", "inbox/", "/key"}) {
      ObjectNode answer =
          blame(object(null, "abc", null), copy("3", S3, source).at(50, 60).build()).full();
      assertThat(answer.at("/writes/0/copiedFrom").isNull()).as(source).isTrue();
    }
  }
}
