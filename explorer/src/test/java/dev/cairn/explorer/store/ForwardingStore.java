// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A store in memory, of which a test changes what it needs to be otherwise. */
public abstract class ForwardingStore implements SpanStore {
  private final SpanStore real = SpanStore.inMemory();

  @Override
  public CompletableFuture<Void> appendAsync(Batch batch) {
    return real.appendAsync(batch);
  }

  @Override
  public List<SpanRecord> trace(String traceId) {
    return real.trace(traceId);
  }

  @Override
  public Map<String, List<SpanRecord>> traces(Collection<String> traceIds) {
    return real.traces(traceIds);
  }

  @Override
  public List<SpanRecord> at(String address) {
    return real.at(address);
  }

  @Override
  public List<SpanRecord.Identity> requests(Selection which, int limit) {
    return real.requests(which, limit);
  }

  @Override
  public Map<SpanRecord.Identity, Set<String>> followers(Collection<SpanRecord.Identity> spans) {
    return real.followers(spans);
  }

  @Override
  public <T> List<T> query(String sql, RowMapper<T> mapper, Object... parameters) {
    return real.query(sql, mapper, parameters);
  }

  @Override
  public long export(Export what, Path file) {
    return real.export(what, file);
  }

  @Override
  public long size() {
    return real.size();
  }

  @Override
  public StoreLosses losses() {
    return real.losses();
  }

  @Override
  public void close() {
    real.close();
  }

  /** Returns a store that once had spans that began until then. */
  public static SpanStore thatDropped(long spans, long untilNanos) {
    return new ForwardingStore() {
      @Override
      public StoreLosses losses() {
        return new StoreLosses(spans, untilNanos, 0);
      }
    };
  }
}
