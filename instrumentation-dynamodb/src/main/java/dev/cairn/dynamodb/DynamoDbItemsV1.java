// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import com.amazonaws.AmazonServiceException;
import com.amazonaws.AmazonWebServiceRequest;
import com.amazonaws.AmazonWebServiceResult;
import com.amazonaws.ResponseMetadata;
import com.amazonaws.services.dynamodbv2.model.AttributeValue;
import com.amazonaws.services.dynamodbv2.model.BatchGetItemResult;
import com.amazonaws.services.dynamodbv2.model.ConditionalCheckFailedException;
import com.amazonaws.services.dynamodbv2.model.DeleteItemRequest;
import com.amazonaws.services.dynamodbv2.model.DeleteItemResult;
import com.amazonaws.services.dynamodbv2.model.GetItemRequest;
import com.amazonaws.services.dynamodbv2.model.GetItemResult;
import com.amazonaws.services.dynamodbv2.model.PutItemRequest;
import com.amazonaws.services.dynamodbv2.model.PutItemResult;
import com.amazonaws.services.dynamodbv2.model.QueryRequest;
import com.amazonaws.services.dynamodbv2.model.QueryResult;
import com.amazonaws.services.dynamodbv2.model.ScanRequest;
import com.amazonaws.services.dynamodbv2.model.ScanResult;
import com.amazonaws.services.dynamodbv2.model.TransactGetItemsResult;
import com.amazonaws.services.dynamodbv2.model.UpdateItemRequest;
import com.amazonaws.services.dynamodbv2.model.UpdateItemResult;
import dev.cairn.Stamp;
import java.util.List;
import java.util.Map;

/** Where requests and results of the AWS SDK 1.x, which are mutable, hold keys and items. */
final class DynamoDbItemsV1 {
  private static final String REQUEST = "Request";

  private DynamoDbItemsV1() {}

  /** Returns the operation: requests are named after theirs. */
  static String operationOf(AmazonWebServiceRequest request) {
    String name = request.getClass().getSimpleName();
    return name.endsWith(REQUEST) ? name.substring(0, name.length() - REQUEST.length()) : name;
  }

  /** Returns the one table the request names, or null. */
  static String tableOf(AmazonWebServiceRequest request) {
    if (request instanceof PutItemRequest put) {
      return put.getTableName();
    }
    if (request instanceof GetItemRequest get) {
      return get.getTableName();
    }
    if (request instanceof UpdateItemRequest update) {
      return update.getTableName();
    }
    if (request instanceof DeleteItemRequest delete) {
      return delete.getTableName();
    }
    if (request instanceof QueryRequest query) {
      return query.getTableName();
    }
    return request instanceof ScanRequest scan ? scan.getTableName() : null;
  }

  /** Returns the key of the one item the request names, or null. */
  static Map<String, AttributeValue> keyOf(AmazonWebServiceRequest request) {
    if (request instanceof GetItemRequest get) {
      return get.getKey();
    }
    if (request instanceof UpdateItemRequest update) {
      return update.getKey();
    }
    return request instanceof DeleteItemRequest delete ? delete.getKey() : null;
  }

  /** Takes the stamps out of a result, which is the caller's alone. */
  static void hide(Object result, StampHider<AttributeValue> hider) {
    if (result instanceof GetItemResult get && get.getItem() != null) {
      get.setItem(hider.item(get.getItem()));
    } else if (result instanceof QueryResult query && query.getItems() != null) {
      query.setItems(hider.items(query.getItems()));
    } else if (result instanceof ScanResult scan && scan.getItems() != null) {
      scan.setItems(hider.items(scan.getItems()));
    } else if (result instanceof PutItemResult put && put.getAttributes() != null) {
      put.setAttributes(hider.item(put.getAttributes()));
    } else if (result instanceof UpdateItemResult update && update.getAttributes() != null) {
      update.setAttributes(hider.item(update.getAttributes()));
    } else if (result instanceof DeleteItemResult delete && delete.getAttributes() != null) {
      delete.setAttributes(hider.item(delete.getAttributes()));
    } else if (result instanceof BatchGetItemResult batch && batch.getResponses() != null) {
      batch.getResponses().replaceAll((table, items) -> hider.items(items));
    } else if (result instanceof TransactGetItemsResult transact
        && transact.getResponses() != null) {
      transact.getResponses().stream()
          .filter(response -> response.getItem() != null)
          .forEach(response -> response.setItem(hider.item(response.getItem())));
    }
    if (hider.found() && result instanceof AmazonWebServiceResult<?> stamped) {
      remember(stamped, hider.stamps());
    }
  }

  @SuppressWarnings("unchecked") // every result of DynamoDB has plain metadata
  private static void remember(AmazonWebServiceResult<?> result, List<Stamp> stamps) {
    AmazonWebServiceResult<ResponseMetadata> stamped =
        (AmazonWebServiceResult<ResponseMetadata>) result;
    stamped.setSdkResponseMetadata(new StampedMetadataV1(stamped.getSdkResponseMetadata(), stamps));
  }

  /** Takes the stamp out of the item that an error shows. */
  static void hide(AmazonServiceException error, StampHider<AttributeValue> hider) {
    if (error instanceof ConditionalCheckFailedException failed && failed.getItem() != null) {
      failed.setItem(hider.item(failed.getItem()));
    }
  }
}
