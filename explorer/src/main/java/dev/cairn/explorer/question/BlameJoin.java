// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.Stamp;
import dev.cairn.explorer.question.BlameAnswer.Kind;
import dev.cairn.explorer.question.Stored.State;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Q1 and Q2: what the stamp says and what spans say, joined.
 *
 * <p>The stamp goes first, because it is at the thing itself. A copy carries the stamp of its
 * source: then the stamp's write is the copy's, as the copies were followed. Without one it is the
 * write whose version or ETag the stored thing has, else the newest. {@code current} compares with
 * that write: the same version or ETag is true, another one false. An item of DynamoDB has neither:
 * there it is false where somebody else's applied write is newer, or where the write left a stamp
 * and there is none now; true it cannot be.
 */
final class BlameJoin {
  private final Stored stored;
  private final SpanEvidence spans;
  private final Stamp stamp;
  private final WriteRecord write;
  private final Entry entry;

  private BlameJoin(Stored stored, SpanEvidence spans) {
    this.stored = stored;
    this.spans = spans;
    this.stamp = Stamp.parse(stored.stampText());
    this.write = stored.state() == State.ABSENT ? null : write();
    this.entry = stamp.isValid() ? stampEntry() : write == null ? null : write.entry();
  }

  static BlameAnswer answer(Stored stored, SpanEvidence spans) {
    BlameJoin join = new BlameJoin(stored, spans);
    ObjectNode contract = join.contract();
    ObjectNode full = contract.deepCopy();
    spans.putInto(full);
    return new BlameAnswer(join.kind(), contract, full);
  }

  private WriteRecord write() {
    List<WriteRecord> possible = spans.writes().stream().filter(this::isPossible).toList();
    return maker(possible).or(() -> possible.stream().findFirst()).orElse(null);
  }

  private boolean isPossible(WriteRecord candidate) {
    return candidate.mayHaveStored()
        && (!stamp.isValid() || candidate.along(stamp.spanContext().getTraceId()) != null);
  }

  /** The newest of the writes that left the stored version behind. */
  private Optional<WriteRecord> maker(List<WriteRecord> writes) {
    return writes.stream()
        .filter(WriteRecord::mayHaveStored)
        .filter(made -> Boolean.TRUE.equals(stored.version().isBy(made.made())))
        .findFirst();
  }

  private Entry stampEntry() {
    WriteRecord own = write == null ? null : write.along(stamp.spanContext().getTraceId());
    return Entry.of(stamp).or(spans.entry()).or(own == null ? null : own.entry());
  }

  private Kind kind() {
    if (stored.state() == State.ABSENT) {
      return Kind.NOTHING_STORED;
    }
    boolean known = entry != null && (stamp.isValid() || entry.namesSomeone());
    return known ? Kind.ANSWERED : Kind.NO_ORIGIN;
  }

  private ObjectNode contract() {
    Entry shown =
        entry == null
            ? new Entry(null, null, RequestInfo.UNKNOWN, new Entry.Who(null, null))
            : entry;
    ObjectNode json =
        Json.object()
            .put("address", stored.address().toString())
            .put("stamp", verdict())
            .put("binding", stored.state() == State.UNREAD ? null : "none")
            .put("current", current())
            .put("source", source())
            .put("outcome", outcome());
    json.set("request", shown.request().toJson());
    return json.put("storedAt", Json.time(storedAtOrWritten()))
        .put("user", shown.who().user())
        .put("tenant", shown.who().tenant())
        .put("traceId", shown.traceId())
        .put("spanId", shown.spanId())
        .put("complete", spans.completeness().complete());
  }

  private String verdict() {
    if (stored.state() == State.UNREAD) {
      return null;
    }
    if (stored.stampText() == null) {
      return "none";
    }
    return stamp.isValid() ? "unsigned" : "invalid";
  }

  private String source() {
    if (!stamp.isValid()) {
      return write == null ? null : "span";
    }
    return write == null && spans.entry() == null ? "stamp" : "both";
  }

  /** A stamp at the thing proves that a write by its origin was applied. */
  private String outcome() {
    if (write != null) {
      return write.outcome();
    }
    return stamp.isValid() ? "applied" : null;
  }

  private Instant storedAtOrWritten() {
    return stored.storedAt() != null || write == null || !write.isApplied()
        ? stored.storedAt()
        : write.time();
  }

  private Boolean current() {
    if (stored.state() != State.PRESENT) {
      return null;
    }
    Boolean same = write == null ? null : stored.version().isBy(write.made());
    if (same != null) {
      return !same ? Boolean.FALSE : write.isApplied() ? Boolean.TRUE : null;
    }
    return isSuperseded() ? Boolean.FALSE : null;
  }

  private boolean isSuperseded() {
    if (stored.version().versionId() != null || stored.version().etag() != null) {
      return entry != null && maker(spans.writes()).isPresent();
    }
    if (write == null) {
      return false;
    }
    WriteRecord newest =
        spans.writes().stream()
            .filter(made -> made.isApplied() && made.mayHaveStored())
            .findFirst()
            .orElse(write);
    return !Objects.equals(newest.entry().traceId(), write.entry().traceId())
        || write.made().stamped() && write.isApplied() && stored.stampText() == null;
  }
}
