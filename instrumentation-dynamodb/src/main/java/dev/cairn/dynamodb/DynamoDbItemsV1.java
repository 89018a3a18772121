// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import com.amazonaws.AmazonServiceException;
import com.amazonaws.AmazonWebServiceResult;
import com.amazonaws.ResponseMetadata;
import com.amazonaws.services.dynamodbv2.model.AttributeValue;
import com.amazonaws.services.dynamodbv2.model.BatchExecuteStatementResult;
import com.amazonaws.services.dynamodbv2.model.BatchGetItemResult;
import com.amazonaws.services.dynamodbv2.model.BatchStatementResponse;
import com.amazonaws.services.dynamodbv2.model.CancellationReason;
import com.amazonaws.services.dynamodbv2.model.ConditionalCheckFailedException;
import com.amazonaws.services.dynamodbv2.model.DeleteItemResult;
import com.amazonaws.services.dynamodbv2.model.ExecuteStatementResult;
import com.amazonaws.services.dynamodbv2.model.ExecuteTransactionResult;
import com.amazonaws.services.dynamodbv2.model.GetItemResult;
import com.amazonaws.services.dynamodbv2.model.ItemResponse;
import com.amazonaws.services.dynamodbv2.model.PutItemResult;
import com.amazonaws.services.dynamodbv2.model.QueryResult;
import com.amazonaws.services.dynamodbv2.model.ScanResult;
import com.amazonaws.services.dynamodbv2.model.TransactGetItemsResult;
import com.amazonaws.services.dynamodbv2.model.TransactionCanceledException;
import com.amazonaws.services.dynamodbv2.model.UpdateItemResult;
import dev.cairn.Stamp;
import java.util.List;
import java.util.Map;

/**
 * Takes the stamps out of one answer of the AWS SDK 1.x. Results and their maps can be changed, and
 * are the caller's alone: the stamp is removed from the very map.
 */
final class DynamoDbItemsV1 {
  private final StampHider<AttributeValue> hider;
  private final List<String> tables;

  /**
   * The items of one answer.
   *
   * @param tables those the items are of, in their order; one stands for all
   */
  DynamoDbItemsV1(StampHider<AttributeValue> hider, List<String> tables) {
    this.hider = hider;
    this.tables = tables;
  }

  private String table(int index) {
    return tables.get(Math.min(index, tables.size() - 1));
  }

  /** Takes the stamps out of a result, and lets the result remember them. */
  void hideIn(Object result) {
    if (result instanceof GetItemResult get) {
      hide(table(0), get.getItem());
    } else if (result instanceof QueryResult query) {
      hide(table(0), query.getItems());
    } else if (result instanceof ScanResult scan) {
      hide(table(0), scan.getItems());
    } else if (result instanceof BatchGetItemResult batch && batch.getResponses() != null) {
      batch.getResponses().forEach(this::hide);
    } else if (result instanceof TransactGetItemsResult transact) {
      hideInResponses(transact.getResponses());
    } else {
      hideInImage(result);
      hideInPartiQl(result);
    }
    if (hider.found() && result instanceof AmazonWebServiceResult<?> stamped) {
      remember(stamped, hider.stamps());
    }
  }

  /** Where nothing but the stamp was there before, the application is told of nothing. */
  private void hideInImage(Object result) {
    if (result instanceof PutItemResult put && isEmptied(put.getAttributes())) {
      put.setAttributes(null);
    } else if (result instanceof UpdateItemResult update && isEmptied(update.getAttributes())) {
      update.setAttributes(null);
    } else if (result instanceof DeleteItemResult delete && isEmptied(delete.getAttributes())) {
      delete.setAttributes(null);
    }
  }

  private boolean isEmptied(Map<String, AttributeValue> image) {
    return image != null && !image.isEmpty() && hide(table(0), image) && image.isEmpty();
  }

  private void hideInPartiQl(Object result) {
    if (result instanceof ExecuteStatementResult statement) {
      hide(table(0), statement.getItems());
    } else if (result instanceof ExecuteTransactionResult transaction) {
      hideInResponses(transaction.getResponses());
    } else if (result instanceof BatchExecuteStatementResult batch
        && batch.getResponses() != null) {
      int index = 0;
      for (BatchStatementResponse each : batch.getResponses()) {
        String table = table(index++);
        hide(table, each.getItem());
        if (each.getError() != null) {
          hide(table, each.getError().getItem());
        }
      }
    }
  }

  private void hideInResponses(List<ItemResponse> responses) {
    int index = 0;
    for (ItemResponse each : responses == null ? List.<ItemResponse>of() : responses) {
      hide(table(index++), each.getItem());
    }
  }

  private void hide(String table, List<Map<String, AttributeValue>> items) {
    if (items != null && !hider.hasNothingIn(table, items)) {
      items.forEach(item -> hide(table, item));
    }
  }

  private boolean hide(String table, Map<String, AttributeValue> item) {
    if (item == null || !hider.isToHide(table, item)) {
      return false;
    }
    item.remove(hider.key());
    return true;
  }

  @SuppressWarnings("unchecked") // every result of DynamoDB has plain metadata
  private static void remember(AmazonWebServiceResult<?> result, List<Stamp> stamps) {
    AmazonWebServiceResult<ResponseMetadata> stamped =
        (AmazonWebServiceResult<ResponseMetadata>) result;
    stamped.setSdkResponseMetadata(new StampedMetadataV1(stamped.getSdkResponseMetadata(), stamps));
  }

  /** Takes the stamps out of the items that an error shows. */
  void hideIn(AmazonServiceException error) {
    if (error instanceof ConditionalCheckFailedException failed) {
      hide(table(0), failed.getItem());
    } else if (error instanceof TransactionCanceledException canceled
        && canceled.getCancellationReasons() != null) {
      int index = 0;
      for (CancellationReason reason : canceled.getCancellationReasons()) {
        hide(index < tables.size() ? table(index) : null, reason.getItem());
        index++;
      }
    }
  }
}
