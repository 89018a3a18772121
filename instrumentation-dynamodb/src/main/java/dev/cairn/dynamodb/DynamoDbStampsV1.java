// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import com.amazonaws.AmazonWebServiceRequest;
import com.amazonaws.services.dynamodbv2.model.AttributeAction;
import com.amazonaws.services.dynamodbv2.model.AttributeValue;
import com.amazonaws.services.dynamodbv2.model.AttributeValueUpdate;
import com.amazonaws.services.dynamodbv2.model.BatchWriteItemRequest;
import com.amazonaws.services.dynamodbv2.model.Put;
import com.amazonaws.services.dynamodbv2.model.PutItemRequest;
import com.amazonaws.services.dynamodbv2.model.PutRequest;
import com.amazonaws.services.dynamodbv2.model.TransactWriteItem;
import com.amazonaws.services.dynamodbv2.model.TransactWriteItemsRequest;
import com.amazonaws.services.dynamodbv2.model.Update;
import com.amazonaws.services.dynamodbv2.model.UpdateItemRequest;
import com.amazonaws.services.dynamodbv2.model.WriteRequest;
import dev.cairn.dynamodb.UpdateCarrier.Parts;
import dev.cairn.instrument.SkipReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where requests of the AWS SDK 1.x take stamps. The request is a clone of our own; what it refers
 * to is the application's and is copied where it gets a stamp: what other handlers find in the
 * clone can be changed like any request.
 */
final class DynamoDbStampsV1 {
  private static final Stamping.LegacyUpdates<AttributeValue, AttributeValueUpdate> LEGACY =
      new Stamping.LegacyUpdates<>() {
        @Override
        public boolean test(AttributeValueUpdate update) {
          return !AttributeAction.DELETE.name().equals(update.getAction());
        }

        @Override
        public AttributeValueUpdate put(AttributeValue value) {
          return new AttributeValueUpdate(value, AttributeAction.PUT);
        }
      };

  private final Stamping<AttributeValue> stamping;

  DynamoDbStampsV1(Stamping<AttributeValue> stamping) {
    this.stamping = stamping;
  }

  /** Puts every stamp into the clone that the request is to carry. */
  void into(AmazonWebServiceRequest clone) {
    if (clone instanceof PutItemRequest put) {
      into(put);
    } else if (clone instanceof UpdateItemRequest update) {
      if (update.getAttributeUpdates() == null) {
        into(update);
      } else {
        intoLegacy(update);
      }
    } else if (clone instanceof BatchWriteItemRequest batch && batch.getRequestItems() != null) {
      into(batch);
    } else if (clone instanceof TransactWriteItemsRequest transact
        && transact.getTransactItems() != null) {
      into(transact);
    }
  }

  private void into(PutItemRequest put) {
    Map<String, AttributeValue> item = stamping.put(Stamping.ONLY, put.getItem(), Room.unlimited());
    if (item != null) {
      put.setItem(new LinkedHashMap<>(item));
    }
  }

  private void into(UpdateItemRequest update) {
    Parts<AttributeValue> with =
        stamping.update(
            Stamping.ONLY,
            update.getTableName(),
            new Parts<>(
                update.getUpdateExpression(),
                update.getExpressionAttributeNames(),
                update.getExpressionAttributeValues()),
            Room.unlimited());
    if (with != null) {
      update.setUpdateExpression(with.expression());
      update.setExpressionAttributeNames(new LinkedHashMap<>(with.names()));
      update.setExpressionAttributeValues(new LinkedHashMap<>(with.arguments()));
    }
  }

  private void intoLegacy(UpdateItemRequest update) {
    if (update.getUpdateExpression() != null) {
      stamping.skip(Stamping.ONLY, SkipReason.UNKNOWN_GRAMMAR);
      return;
    }
    Map<String, AttributeValueUpdate> with =
        stamping.update(update.getTableName(), update.getAttributeUpdates(), LEGACY);
    if (with != null) {
      update.setAttributeUpdates(with);
    }
  }

  private void into(BatchWriteItemRequest batch) {
    Map<String, List<WriteRequest>> tables = new LinkedHashMap<>();
    int index = 0;
    for (Map.Entry<String, List<WriteRequest>> table : batch.getRequestItems().entrySet()) {
      List<WriteRequest> writes = new ArrayList<>(table.getValue().size());
      for (WriteRequest write : table.getValue()) {
        writes.add(stamped(write, index++));
      }
      tables.put(table.getKey(), writes);
    }
    batch.setRequestItems(tables);
  }

  private WriteRequest stamped(WriteRequest write, int index) {
    if (write.getPutRequest() == null) {
      return write;
    }
    Map<String, AttributeValue> item =
        stamping.put(index, write.getPutRequest().getItem(), Room.unlimited());
    return item == null
        ? write
        : new WriteRequest()
            .withPutRequest(new PutRequest(new LinkedHashMap<>(item)))
            .withDeleteRequest(write.getDeleteRequest());
  }

  private void into(TransactWriteItemsRequest transact) {
    List<TransactWriteItem> writes = transact.getTransactItems();
    if (transact.getClientRequestToken() != null) {
      for (int index = 0; index < writes.size(); index++) {
        stamping.skip(index, SkipReason.OWN_TOKEN);
      }
      return;
    }
    Room room =
        Room.inTransaction(
            stamping.sizeOf(
                writes.stream()
                    .filter(write -> write.getPut() != null && write.getPut().getItem() != null)
                    .map(write -> write.getPut().getItem())
                    .toList()));
    List<TransactWriteItem> stamped = new ArrayList<>(writes.size());
    for (TransactWriteItem write : writes) {
      stamped.add(stamped(write, stamped.size(), room));
    }
    transact.setTransactItems(stamped);
  }

  private TransactWriteItem stamped(TransactWriteItem write, int index, Room room) {
    if (write.getPut() != null) {
      Put put = write.getPut();
      Map<String, AttributeValue> item = stamping.put(index, put.getItem(), room);
      return item == null
          ? write
          : write.clone().withPut(put.clone().withItem(new LinkedHashMap<>(item)));
    }
    if (write.getUpdate() == null) {
      return write;
    }
    Update update = write.getUpdate();
    Parts<AttributeValue> with =
        stamping.update(
            index,
            update.getTableName(),
            new Parts<>(
                update.getUpdateExpression(),
                update.getExpressionAttributeNames(),
                update.getExpressionAttributeValues()),
            room);
    return with == null
        ? write
        : write
            .clone()
            .withUpdate(
                update
                    .clone()
                    .withUpdateExpression(with.expression())
                    .withExpressionAttributeNames(new LinkedHashMap<>(with.names()))
                    .withExpressionAttributeValues(new LinkedHashMap<>(with.arguments())));
  }
}
