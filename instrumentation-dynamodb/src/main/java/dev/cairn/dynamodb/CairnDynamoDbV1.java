// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import com.amazonaws.AmazonWebServiceResult;
import com.amazonaws.ClientConfiguration;
import com.amazonaws.client.builder.AwsClientBuilder;
import com.amazonaws.handlers.RequestHandler2;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDB;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBAsync;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBAsyncClientBuilder;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBClientBuilder;
import com.amazonaws.services.dynamodbv2.model.AttributeValue;
import com.amazonaws.services.dynamodbv2.model.DescribeTableRequest;
import com.amazonaws.services.dynamodbv2.model.KeySchemaElement;
import com.amazonaws.services.dynamodbv2.model.KeyType;
import com.amazonaws.services.dynamodbv2.model.Record;
import com.amazonaws.services.dynamodbv2.model.StreamRecord;
import dev.cairn.Cairn;
import dev.cairn.Stamp;
import dev.cairn.instrument.StorageCall;
import dev.cairn.instrument.StorageHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Decorates DynamoDB clients of the AWS SDK for Java 1.x. Thread-safe.
 *
 * <p>A decorated client stamps what it writes with the current {@link dev.cairn.Origin}, links what
 * it reads to the request that wrote it, and records each call as a span. Requests, results and
 * errors are otherwise those of the undecorated client; stamps do not show in items. What is built
 * on a decorated client, as {@code DynamoDBMapper} is, is decorated with it.
 */
public final class CairnDynamoDbV1 {
  private final StorageHandler handler;
  private final DecoratorSettings settings;

  private CairnDynamoDbV1(Builder builder) {
    handler = StorageHandler.dynamoDb(builder.cairn);
    settings = builder.settings;
  }

  /** Returns the decorator with these settings. */
  public static CairnDynamoDbV1 create(Cairn cairn) {
    return builder(cairn).build();
  }

  /** Returns a builder of a decorator that knows tables' keys. */
  public static Builder builder(Cairn cairn) {
    return new Builder(cairn);
  }

  /**
   * Builds the client, decorated. The builder's other request handlers stay and run first.
   *
   * <p>The client returned stands before the SDK's own: a write that is refused for what may be its
   * stamp, it sends once more without.
   */
  public AmazonDynamoDB build(AmazonDynamoDBClientBuilder builder) {
    return build(AmazonDynamoDB.class, builder);
  }

  /** Builds the asynchronous client; else as {@link #build(AmazonDynamoDBClientBuilder)}. */
  public AmazonDynamoDBAsync build(AmazonDynamoDBAsyncClientBuilder builder) {
    return build(AmazonDynamoDBAsync.class, builder);
  }

  private <T extends AmazonDynamoDB> T build(
      Class<T> type, AwsClientBuilder<?, ? extends T> builder) {
    List<RequestHandler2> handlers =
        builder.getRequestHandlers() == null
            ? new ArrayList<>()
            : new ArrayList<>(builder.getRequestHandlers());
    KeyNames keyNames = settings.keyNames();
    if (handlers.stream().noneMatch(DynamoDbRequestHandler.class::isInstance)) {
      handlers.add(new DynamoDbRequestHandler(handler, keyNames, settings.encryption(handlers)));
      builder.setRequestHandlers(handlers.toArray(new RequestHandler2[0]));
    }
    T client = builder.build();
    settings.lookUp(keyNames, handler, table -> describe(client, table));
    ClientConfiguration configuration = builder.getClientConfiguration();
    int timeout = configuration == null ? 0 : configuration.getClientExecutionTimeout();
    return new DynamoDbDelegateV1(handler, client, timeout).as(type);
  }

  private static KeyNames.Names describe(AmazonDynamoDB client, String table) {
    DescribeTableRequest request = new DescribeTableRequest(table);
    request.addHandlerContext(DynamoDbRequestHandler.CALL, StorageCall.none());
    List<KeySchemaElement> schema = client.describeTable(request).getTable().getKeySchema();
    return new KeyNames.Names(name(schema, KeyType.HASH), name(schema, KeyType.RANGE));
  }

  private static String name(List<KeySchemaElement> schema, KeyType type) {
    return schema.stream()
        .filter(element -> type.name().equals(element.getKeyType()))
        .map(KeySchemaElement::getAttributeName)
        .findFirst()
        .orElse(null);
  }

  /**
   * Returns the request handler {@link #build} adds, for clients that somebody else builds. With it
   * alone nothing is sent once more, and names of keys are configured or learned, not looked up.
   */
  public RequestHandler2 requestHandler() {
    return new DynamoDbRequestHandler(handler, settings.keyNames(), settings.encryption(List.of()));
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

  /**
   * Returns the stamp of the item that a stream record tells of: of the new image, else of the old
   * one; {@link Stamp#INVALID} where the stream has keys only. Of a delete it names the last write,
   * not who deleted. {@code stampOf(record).resume()} makes its origin that of the work to come.
   */
  public Stamp stampOf(Record record) {
    StreamRecord change = record.getDynamodb();
    if (change == null) {
      return Stamp.INVALID;
    }
    return stampOf(change.getNewImage() == null ? change.getOldImage() : change.getNewImage());
  }

  /**
   * Returns the stamp in an item that was read by other means, or {@link Stamp#INVALID}.
   *
   * @param item may be null
   */
  public Stamp stampOf(Map<String, AttributeValue> item) {
    AttributeValue value = item == null ? null : item.get(handler.stampKey());
    return value == null ? Stamp.INVALID : Stamp.parse(value.getS());
  }

  /** Settings on the way to a {@link CairnDynamoDbV1}. Not thread-safe. */
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
    public CairnDynamoDbV1 build() {
      return new CairnDynamoDbV1(this);
    }
  }
}
