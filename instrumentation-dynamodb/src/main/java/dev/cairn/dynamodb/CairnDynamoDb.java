// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.Cairn;
import dev.cairn.Stamp;
import dev.cairn.instrument.StorageHandler;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;

/**
 * Decorates DynamoDB clients of the AWS SDK for Java 2.x. Thread-safe.
 *
 * <p>A decorated client stamps what it writes with the current {@link dev.cairn.Origin}, links what
 * it reads to the request that wrote it, and records each call as a span. Requests, responses and
 * errors are otherwise those of the undecorated client; stamps do not show in items.
 */
public final class CairnDynamoDb {
  private final StorageHandler handler;
  private final KeyNames keyNames;

  private CairnDynamoDb(Builder builder) {
    handler = StorageHandler.dynamoDb(builder.cairn);
    keyNames = builder.keys.build();
  }

  /** Returns the decorator with these settings. */
  public static CairnDynamoDb create(Cairn cairn) {
    return builder(cairn).build();
  }

  /** Returns a builder of a decorator that knows tables' keys. */
  public static Builder builder(Cairn cairn) {
    return new Builder(cairn);
  }

  /**
   * Builds the client, decorated. The builder's other interceptors stay; ours runs last on the way
   * out and first on the way back. A builder that is decorated already stays as it is.
   */
  public DynamoDbClient build(DynamoDbClientBuilder builder) {
    ClientOverrideConfiguration configuration = builder.overrideConfiguration();
    boolean decorated =
        configuration.executionInterceptors().stream()
            .anyMatch(DynamoDbInterceptor.class::isInstance);
    if (!decorated) {
      builder.overrideConfiguration(
          configuration.toBuilder().addExecutionInterceptor(interceptor()).build());
    }
    return builder.build();
  }

  /** Returns the interceptor {@link #build} adds, for clients that somebody else builds. */
  public ExecutionInterceptor interceptor() {
    return new DynamoDbInterceptor(handler, keyNames);
  }

  /** Returns the stamp of the item that a call answered with, or {@link Stamp#INVALID}. */
  public Stamp stampOf(DynamoDbResponse response) {
    List<Stamp> stamps = stampsOf(response);
    return stamps.isEmpty() ? Stamp.INVALID : stamps.get(0);
  }

  /**
   * Returns the stamps of the items that a call answered with, in their order, {@link
   * Stamp#INVALID} where an item has none; the empty list where none has.
   */
  public List<Stamp> stampsOf(DynamoDbResponse response) {
    return StampedMetadata.stampsIn(response.responseMetadata());
  }

  /** Settings on the way to a {@link CairnDynamoDb}. Not thread-safe. */
  public static final class Builder {
    private final Cairn cairn;
    private final KeyNames.Builder keys = new KeyNames.Builder();

    private Builder(Cairn cairn) {
      this.cairn = Objects.requireNonNull(cairn, "cairn");
    }

    /** Names the key of a table that has a partition key only, so that puts have an address. */
    public Builder key(String table, String partitionKey) {
      keys.add(table, partitionKey, null);
      return this;
    }

    /** Names the key of a table, so that puts have an address. */
    public Builder key(String table, String partitionKey, String sortKey) {
      keys.add(table, partitionKey, Objects.requireNonNull(sortKey, "sortKey"));
      return this;
    }

    /** Returns the decorator. */
    public CairnDynamoDb build() {
      return new CairnDynamoDb(this);
    }
  }
}
