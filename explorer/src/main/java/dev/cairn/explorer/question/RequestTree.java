// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import dev.cairn.CairnAttributes;
import dev.cairn.explorer.store.SpanRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one request led to: its calls, and through storage the work of other traces.
 *
 * <p>Another trace follows where one of its spans links to the request as the writer of what it
 * read, or names the request's trace as its origin. Its local root, with everything below, hangs
 * under the write of the address that the span names, else under the request it follows. Followers
 * are followed in turn. A trace that was shown is not entered again, which also ends every circle.
 */
final class RequestTree {
  /** One request of a batch job may lead to millions of spans; nobody reads more than these. */
  static final int MAX_NODES = 5000;

  /** Well within the 1000 levels of JSON that Jackson reads back, two a node. */
  static final int MAX_DEPTH = 200;

  private final Traces traces;
  private final Set<SpanRecord.Identity> entries;
  private final Set<String> ownTraces;
  private final Set<String> shownTraces;
  private final List<ChainNode> nodes = new ArrayList<>();

  /** Traces that this tree is or refers to. */
  private final Set<String> references = new HashSet<>();

  private int grown = 1;
  private int cut;
  private int orphans;

  /**
   * @param entries requests that have a tree of their own in the answer: only referred to
   * @param shownTraces traces that have been entered, to be added to
   */
  RequestTree(Traces traces, Set<SpanRecord.Identity> entries, Set<String> shownTraces) {
    this.traces = traces;
    this.entries = entries;
    this.ownTraces = entries.stream().map(SpanRecord.Identity::traceId).collect(Collectors.toSet());
    this.shownTraces = shownTraces;
  }

  /** Whether the tree that was grown is all there is. */
  Completeness completeness() {
    if (cut > 0) {
      return new Completeness(
          false, "a request led to more than " + MAX_NODES + " spans; the rest is cut");
    }
    if (nodes.stream().anyMatch(node -> node.span.attribute(CairnAttributes.KEPT) != null)) {
      return new Completeness(
          false,
          "a sampler dropped part of a request: its writes, errors and events are there, its reads"
              + " and inner calls are not");
    }
    return orphans > 0
        ? new Completeness(false, orphans + " spans name a caller that the explorer does not have")
        : Completeness.unknown(null);
  }

  ChainNode grow(SpanRecord entry) {
    ChainNode top = ChainNode.top(entry);
    boolean first = shownTraces.add(entry.traceId());
    references.add(entry.traceId());
    Deque<ChainNode> unfollowed = new ArrayDeque<>(List.of(addCalls(top)));
    if (first) {
      addOrphans(top);
    }
    while (!unfollowed.isEmpty()) {
      follow(unfollowed.remove(), unfollowed);
    }
    return top;
  }

  private void addOrphans(ChainNode top) {
    for (SpanRecord orphan : view(top.span.traceId()).orphans()) {
      if (entries.contains(orphan.identity())) {
        continue; // its caller is not traced: a request of its own
      }
      orphans++;
      if (hasRoomUnder(top)) {
        grown++;
        addCalls(top.addCall(orphan));
      } else {
        cut++;
      }
    }
  }

  private ChainNode addCalls(ChainNode from) {
    Deque<ChainNode> open = new ArrayDeque<>(List.of(from));
    Set<String> seen = new HashSet<>(Set.of(from.span.spanId()));
    while (!open.isEmpty()) {
      ChainNode node = open.remove();
      nodes.add(node);
      for (SpanRecord child : view(node.span.traceId()).children(node.span)) {
        if (!hasRoomUnder(node)) {
          cut++;
        } else if (seen.add(child.spanId())) {
          open.add(node.addCall(child));
          grown++;
        }
      }
    }
    return from;
  }

  private boolean hasRoomUnder(ChainNode node) {
    return node.depth < MAX_DEPTH && grown < MAX_NODES;
  }

  private void follow(ChainNode request, Deque<ChainNode> unfollowed) {
    for (List<SpanRecord> candidates : traces.following(request.span).values()) {
      SpanRecord follower = candidates.get(0);
      ChainNode parent = null;
      for (SpanRecord candidate : candidates) {
        parent = parent == null ? writeBefore(candidate) : parent;
        follower = parent == null ? follower : candidate;
        if (parent != null) {
          break;
        }
      }
      parent = parent == null ? request : parent;
      SpanRecord localRoot = view(follower.traceId()).localRoot(follower);
      if (!hasRoomUnder(parent)) {
        cut++;
      } else if (ownTraces.contains(follower.traceId())) {
        if (references.add(follower.traceId())) {
          parent.addReference(localRoot);
          grown++;
        }
      } else if (shownTraces.add(follower.traceId())) {
        grown++;
        unfollowed.add(addCalls(parent.addThroughStorage(localRoot)));
      }
    }
  }

  /** The last write of the span's address before the span, by whatever the clocks say; or null. */
  private ChainNode writeBefore(SpanRecord span) {
    String address = span.attribute(CairnAttributes.ADDRESS);
    ChainNode found = null;
    for (ChainNode node : nodes) {
      if (address != null && node.writtenAddresses().contains(address)) {
        boolean later = found == null || node.startNanos() > found.startNanos();
        found = later && (found == null || isBefore(node, span)) ? node : found;
      }
    }
    return found;
  }

  private static boolean isBefore(ChainNode write, SpanRecord span) {
    return write.startNanos() <= span.times().startNanos();
  }

  private TraceView view(String traceId) {
    return traces.view(traceId);
  }
}
