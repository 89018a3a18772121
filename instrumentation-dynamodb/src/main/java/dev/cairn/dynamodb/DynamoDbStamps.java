// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.dynamodb.UpdateCarrier.Parts;
import dev.cairn.instrument.SkipReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeAction;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.AttributeValueUpdate;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Where requests of the AWS SDK 2.x take stamps. What none goes into is returned as it is. */
final class DynamoDbStamps {
  private static final Stamping.LegacyUpdates<AttributeValue, AttributeValueUpdate> LEGACY =
      new Stamping.LegacyUpdates<>() {
        @Override
        public boolean test(AttributeValueUpdate update) {
          return update.actionAsString() == null || update.action() != AttributeAction.DELETE;
        }

        @Override
        public AttributeValueUpdate put(AttributeValue value) {
          return AttributeValueUpdate.builder().action(AttributeAction.PUT).value(value).build();
        }
      };

  private static final List<String> ITEM = List.of("Item");
  private static final List<String> UPDATE =
      List.of("UpdateExpression", "ExpressionAttributeNames", "ExpressionAttributeValues");

  private final Stamping<AttributeValue> stamping;

  DynamoDbStamps(Stamping<AttributeValue> stamping) {
    this.stamping = stamping;
  }

  /** Returns the request with every stamp that it is to carry. */
  SdkRequest in(SdkRequest request) {
    if (request instanceof PutItemRequest put) {
      return in(put);
    }
    if (request instanceof UpdateItemRequest update) {
      return update.hasAttributeUpdates() ? inLegacy(update) : in(update);
    }
    if (request instanceof BatchWriteItemRequest batch) {
      return in(batch);
    }
    return request instanceof TransactWriteItemsRequest transact ? in(transact) : request;
  }

  private SdkRequest in(PutItemRequest put) {
    Map<String, AttributeValue> item =
        stamping.put(Stamping.ONLY, put.hasItem() ? put.item() : null, Room.unlimited());
    return item == null
        ? put
        : Rebuilt.fromRequest(put, PutItemRequest.builder(), ITEM).item(item).build();
  }

  private SdkRequest in(UpdateItemRequest update) {
    Parts<AttributeValue> with =
        stamping.update(
            Stamping.ONLY,
            update.tableName(),
            new Parts<>(
                update.updateExpression(),
                update.expressionAttributeNames(),
                update.expressionAttributeValues()),
            Room.unlimited());
    return with == null
        ? update
        : Rebuilt.fromRequest(update, UpdateItemRequest.builder(), UPDATE)
            .updateExpression(with.expression())
            .expressionAttributeNames(with.names())
            .expressionAttributeValues(with.arguments())
            .build();
  }

  private SdkRequest inLegacy(UpdateItemRequest update) {
    if (update.updateExpression() != null) {
      stamping.skip(Stamping.ONLY, SkipReason.UNKNOWN_GRAMMAR);
      return update;
    }
    Map<String, AttributeValueUpdate> with =
        stamping.update(update.tableName(), update.attributeUpdates(), LEGACY);
    return with == null ? update : update.toBuilder().attributeUpdates(with).build();
  }

  private SdkRequest in(BatchWriteItemRequest batch) {
    Map<String, List<WriteRequest>> tables = new LinkedHashMap<>();
    int index = 0;
    boolean any = false;
    for (Map.Entry<String, List<WriteRequest>> table : batch.requestItems().entrySet()) {
      List<WriteRequest> writes = new ArrayList<>(table.getValue().size());
      for (WriteRequest write : table.getValue()) {
        WriteRequest stamped = in(write, index++);
        any |= stamped != write;
        writes.add(stamped);
      }
      tables.put(table.getKey(), writes);
    }
    return any ? batch.toBuilder().requestItems(tables).build() : batch;
  }

  private WriteRequest in(WriteRequest write, int index) {
    if (write.putRequest() == null) {
      return write;
    }
    Map<String, AttributeValue> item =
        stamping.put(index, write.putRequest().item(), Room.unlimited());
    return item == null
        ? write
        : write.toBuilder()
            .putRequest(
                Rebuilt.from(write.putRequest(), PutRequest.builder(), ITEM).item(item).build())
            .build();
  }

  private SdkRequest in(TransactWriteItemsRequest transact) {
    if (transact.clientRequestToken() != null) {
      for (int index = 0; index < transact.transactItems().size(); index++) {
        stamping.skip(index, SkipReason.OWN_TOKEN);
      }
      return transact;
    }
    Room room =
        Room.inTransaction(
            stamping.sizeOf(
                transact.transactItems().stream()
                    .filter(item -> item.put() != null)
                    .map(item -> item.put().item())
                    .toList()));
    List<TransactWriteItem> writes = new ArrayList<>(transact.transactItems().size());
    boolean any = false;
    for (TransactWriteItem write : transact.transactItems()) {
      TransactWriteItem stamped = in(write, writes.size(), room);
      any |= stamped != write;
      writes.add(stamped);
    }
    return any ? transact.toBuilder().transactItems(writes).build() : transact;
  }

  private TransactWriteItem in(TransactWriteItem write, int index, Room room) {
    if (write.put() != null) {
      Put put = write.put();
      Map<String, AttributeValue> item = stamping.put(index, put.item(), room);
      return item == null
          ? write
          : write.toBuilder()
              .put(Rebuilt.from(put, Put.builder(), ITEM).item(item).build())
              .build();
    }
    if (write.update() == null) {
      return write;
    }
    Update update = write.update();
    Parts<AttributeValue> with =
        stamping.update(
            index,
            update.tableName(),
            new Parts<>(
                update.updateExpression(),
                update.expressionAttributeNames(),
                update.expressionAttributeValues()),
            room);
    return with == null
        ? write
        : write.toBuilder()
            .update(
                update.toBuilder()
                    .updateExpression(with.expression())
                    .expressionAttributeNames(with.names())
                    .expressionAttributeValues(with.arguments())
                    .build())
            .build();
  }
}
