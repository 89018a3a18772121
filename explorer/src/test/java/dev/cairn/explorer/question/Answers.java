// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.Stamp;
import dev.cairn.StoredAddress;
import dev.cairn.explorer.store.Batch;
import dev.cairn.explorer.store.Selection;
import dev.cairn.explorer.store.SpanRecord;
import dev.cairn.explorer.store.SpanStore;
import java.time.Instant;
import java.util.List;

/** Questions asked of spans and stored things made by hand. */
final class Answers {
  static final String S3 = "s3://photos/ada/cat.jpg";
  static final String ITEM = "dynamodb://photos/n:42";
  static final Instant STORED_AT = Instant.parse("2026-11-23T10:15:02Z");

  static final ErrorFilter ANY_ERROR = new ErrorFilter(null, null, null, null);

  private Answers() {}

  static SpanStore store(SpanRecord... spans) {
    SpanStore store = SpanStore.inMemory();
    store.append(Batch.of(List.of(spans)));
    return store;
  }

  static Stored object(String stamp, String etag, String versionId) {
    return new Stored(
        StoredAddress.parse(S3),
        Stored.State.PRESENT,
        stamp,
        new Stored.Version(etag, versionId),
        STORED_AT);
  }

  static Stored item(String stamp) {
    return new Stored(
        StoredAddress.parse(ITEM), Stored.State.PRESENT, stamp, Stored.Version.NONE, null);
  }

  /** Asks as the command line does: what the explorer says travels as JSON. */
  static BlameAnswer blame(Stored stored, SpanRecord... spans) {
    JsonNode told =
        Questions.to(store(spans))
            .blame(stored.address(), Stamp.parse(stored.stampText()).spanContext(), Selection.ALL)
            .full();
    return BlameJoin.answer(stored, SpanEvidence.fromJson(told));
  }
}
