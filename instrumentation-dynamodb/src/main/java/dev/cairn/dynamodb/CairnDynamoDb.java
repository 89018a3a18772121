// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.Cairn;
import dev.cairn.Stamp;
import dev.cairn.instrument.StorageCall;
import dev.cairn.instrument.StorageHandler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClientBuilder;
import software.amazon.awssdk.services.dynamodb.DynamoDbBaseClientBuilder;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * Decorates DynamoDB clients of the AWS SDK for Java 2.x. Thread-safe.
 *
 * <p>A decorated client stamps what it writes with the current {@link dev.cairn.Origin}, links what
 * it reads to the request that wrote it, and records each call as a span. Requests, responses and
 * errors are otherwise those of the undecorated client; stamps do not show in items. What is built
 * on a decorated client, as the enhanced client is, is decorated with it.
 */
public final class CairnDynamoDb {
  private final StorageHandler handler;
  private final DecoratorSettings settings;

  private CairnDynamoDb(Builder builder) {
    handler = StorageHandler.dynamoDb(builder.cairn);
    settings = builder.settings;
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
   *
   * <p>The client returned stands before the SDK's own: a write that is refused for what may be its
   * stamp, it sends once more without.
   */
  public DynamoDbClient build(DynamoDbClientBuilder builder) {
    KeyNames keyNames = decorate(builder);
    Duration timeout = timeout(builder);
    DynamoDbClient client = builder.build();
    lookUp(keyNames, request -> client.describeTable(request).table());
    return new DynamoDbDelegate(handler, client, timeout).as(DynamoDbClient.class);
  }

  /** Builds the asynchronous client, decorated; else as {@link #build(DynamoDbClientBuilder)}. */
  public DynamoDbAsyncClient build(DynamoDbAsyncClientBuilder builder) {
    KeyNames keyNames = decorate(builder);
    Duration timeout = timeout(builder);
    DynamoDbAsyncClient client = builder.build();
    lookUp(keyNames, request -> client.describeTable(request).join().table());
    return new DynamoDbDelegate(handler, client, timeout).as(DynamoDbAsyncClient.class);
  }

  /** Returns what the client's interceptor knows of keys; what nobody asks where there was one. */
  private KeyNames decorate(DynamoDbBaseClientBuilder<?, ?> builder) {
    ClientOverrideConfiguration configuration = builder.overrideConfiguration();
    List<ExecutionInterceptor> interceptors = configuration.executionInterceptors();
    KeyNames keyNames = settings.keyNames();
    if (interceptors.stream().noneMatch(DynamoDbInterceptor.class::isInstance)) {
      builder.overrideConfiguration(
          configuration.toBuilder()
              .addExecutionInterceptor(
                  new DynamoDbInterceptor(handler, keyNames, settings.encryption(interceptors)))
              .build());
    }
    return keyNames;
  }

  private static Duration timeout(DynamoDbBaseClientBuilder<?, ?> builder) {
    return builder.overrideConfiguration().apiCallTimeout().orElse(null);
  }

  private void lookUp(KeyNames names, Function<DescribeTableRequest, TableDescription> client) {
    settings.lookUp(
        names,
        handler,
        table -> {
          TableDescription described =
              client.apply(
                  DescribeTableRequest.builder()
                      .tableName(table)
                      .overrideConfiguration(
                          c ->
                              c.putExecutionAttribute(DynamoDbInterceptor.CALL, StorageCall.none()))
                      .build());
          return new KeyNames.Names(name(described, KeyType.HASH), name(described, KeyType.RANGE));
        });
  }

  private static String name(TableDescription described, KeyType type) {
    return described.keySchema().stream()
        .filter(element -> element.keyType() == type)
        .map(KeySchemaElement::attributeName)
        .findFirst()
        .orElse(null);
  }

  /**
   * Returns the interceptor {@link #build} adds, for clients that somebody else builds. With it
   * alone nothing is sent once more, and names of keys are configured or learned, not looked up.
   */
  public ExecutionInterceptor interceptor() {
    return new DynamoDbInterceptor(handler, settings.keyNames(), settings.encryption(List.of()));
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
    List<Stamp> hidden = StampedMetadata.stampsIn(response.responseMetadata());
    return hidden.isEmpty() ? DynamoDbItems.stampsIn(response, handler) : hidden;
  }

  /**
   * Returns the stamp of the item that a stream record tells of: of the new image, else of the old
   * one; {@link Stamp#INVALID} where the stream has keys only. Of a delete it names the last write,
   * not who deleted. {@code stampOf(record).resume()} makes its origin that of the work to come.
   */
  public Stamp stampOf(Record record) {
    StreamRecord change = record.dynamodb();
    return change == null
        ? Stamp.INVALID
        : stampOf(change.hasNewImage() ? change.newImage() : change.oldImage());
  }

  /** Returns the stamp in an item that was read by other means, or {@link Stamp#INVALID}. */
  public Stamp stampOf(Map<String, AttributeValue> item) {
    AttributeValue value = item.get(handler.stampKey());
    return value == null ? Stamp.INVALID : Stamp.parse(value.s());
  }

  /** Settings on the way to a {@link CairnDynamoDb}. Not thread-safe. */
  public static final class Builder {
    private final Cairn cairn;
    private final DecoratorSettings settings = new DecoratorSettings();

    private Builder(Cairn cairn) {
      this.cairn = Objects.requireNonNull(cairn, "cairn");
    }

    /** Names the key of a table that has a partition key only, so that puts have an address. */
    public Builder key(String table, String partitionKey) {
      settings.key(table, partitionKey, null);
      return this;
    }

    /** Names the key of a table, so that puts have an address. */
    public Builder key(String table, String partitionKey, String sortKey) {
      settings.key(table, partitionKey, Objects.requireNonNull(sortKey, "sortKey"));
      return this;
    }

    /**
     * Sets whether a table whose key nobody has named is described once, in the background.
     * Default: yes, except in AWS Lambda.
     */
    public Builder describeTables(boolean describe) {
      settings.describeTables(describe);
      return this;
    }

    /**
     * Names the prefix of attributes that the client-side encryption of this client's tables leaves
     * out of its signatures. Only if the stamps' key begins so are encrypted items stamped: any
     * other attribute would make them unreadable. Default: none.
     */
    public Builder unsignedPrefix(String prefix) {
      settings.unsignedPrefix(prefix);
      return this;
    }

    /** Returns the decorator. */
    public CairnDynamoDb build() {
      return new CairnDynamoDb(this);
    }
  }
}
