// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import com.amazonaws.AmazonWebServiceResult;
import com.amazonaws.handlers.RequestHandler2;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDB;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBClientBuilder;
import dev.cairn.Cairn;
import dev.cairn.Stamp;
import dev.cairn.instrument.StorageHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Decorates DynamoDB clients of the AWS SDK for Java 1.x. Thread-safe.
 *
 * <p>A decorated client stamps what it writes with the current {@link dev.cairn.Origin}, links what
 * it reads to the request that wrote it, and records each call as a span. Requests, results and
 * errors are otherwise those of the undecorated client; stamps do not show in items.
 */
public final class CairnDynamoDbV1 {
  private final StorageHandler handler;
  private final KeyNames keyNames;

  private CairnDynamoDbV1(Builder builder) {
    handler = StorageHandler.dynamoDb(builder.cairn);
    keyNames = builder.keys.build();
  }

  /** Returns the decorator with these settings. */
  public static CairnDynamoDbV1 create(Cairn cairn) {
    return builder(cairn).build();
  }

  /** Returns a builder of a decorator that knows tables' keys. */
  public static Builder builder(Cairn cairn) {
    return new Builder(cairn);
  }

  /** Builds the client, decorated. The builder's other request handlers stay and run first. */
  public AmazonDynamoDB build(AmazonDynamoDBClientBuilder builder) {
    List<RequestHandler2> handlers =
        builder.getRequestHandlers() == null
            ? new ArrayList<>()
            : new ArrayList<>(builder.getRequestHandlers());
    if (handlers.stream().noneMatch(DynamoDbRequestHandler.class::isInstance)) {
      handlers.add(requestHandler());
      builder.setRequestHandlers(handlers.toArray(new RequestHandler2[0]));
    }
    return builder.build();
  }

  /** Returns the request handler {@link #build} adds, for clients that somebody else builds. */
  public RequestHandler2 requestHandler() {
    return new DynamoDbRequestHandler(handler, keyNames);
  }

  /** Returns the stamp of the item that a call answered with, or {@link Stamp#INVALID}. */
  public Stamp stampOf(AmazonWebServiceResult<?> result) {
    List<Stamp> stamps = stampsOf(result);
    return stamps.isEmpty() ? Stamp.INVALID : stamps.get(0);
  }

  /**
   * Returns the stamps of the items that a call answered with, in their order, {@link
   * Stamp#INVALID} where an item has none; the empty list where none has.
   */
  public List<Stamp> stampsOf(AmazonWebServiceResult<?> result) {
    return result.getSdkResponseMetadata() instanceof StampedMetadataV1 stamped
        ? stamped.stamps()
        : List.of();
  }

  /** Settings on the way to a {@link CairnDynamoDbV1}. Not thread-safe. */
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
    public CairnDynamoDbV1 build() {
      return new CairnDynamoDbV1(this);
    }
  }
}
