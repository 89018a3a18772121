// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.AwsResponseMetadata;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** Where requests and answers of the AWS SDK 2.x hold keys and items. */
final class DynamoDbItems {
  private DynamoDbItems() {}

  /** Returns the key of the one item the request names, or null. */
  static Map<String, AttributeValue> keyOf(SdkRequest request) {
    if (request instanceof GetItemRequest get) {
      return get.key();
    }
    if (request instanceof UpdateItemRequest update) {
      return update.key();
    }
    return request instanceof DeleteItemRequest delete ? delete.key() : null;
  }

  /**
   * Returns the answer as the application is to see it; the same where it carries no stamp.
   *
   * @param http what the answer was read from
   */
  static SdkResponse hide(
      SdkResponse response, SdkHttpResponse http, StampHider<AttributeValue> hider) {
    DynamoDbResponse.Builder visible = visible(response, hider);
    if (visible == null || !hider.found()) {
      return response;
    }
    AwsResponseMetadata metadata = ((AwsResponse) response).responseMetadata();
    return visible.responseMetadata(StampedMetadata.of(metadata, http, hider.stamps())).build();
  }

  private static DynamoDbResponse.Builder visible(
      SdkResponse response, StampHider<AttributeValue> hider) {
    if (response instanceof GetItemResponse get && get.hasItem()) {
      if (hider.hasNothingIn(List.of(get.item()))) {
        return null;
      }
      return get.toBuilder().item(hider.item(get.item()));
    }
    if (response instanceof QueryResponse query && query.hasItems()) {
      if (hider.hasNothingIn(query.items())) {
        return null;
      }
      return query.toBuilder().items(hider.items(query.items()));
    }
    if (response instanceof ScanResponse scan && scan.hasItems()) {
      if (hider.hasNothingIn(scan.items())) {
        return null;
      }
      return scan.toBuilder().items(hider.items(scan.items()));
    }
    if (response instanceof PutItemResponse put && put.hasAttributes()) {
      return put.toBuilder().attributes(hider.item(put.attributes()));
    }
    if (response instanceof UpdateItemResponse update && update.hasAttributes()) {
      return update.toBuilder().attributes(hider.item(update.attributes()));
    }
    if (response instanceof DeleteItemResponse delete && delete.hasAttributes()) {
      return delete.toBuilder().attributes(hider.item(delete.attributes()));
    }
    if (response instanceof BatchGetItemResponse batch && batch.hasResponses()) {
      Map<String, List<Map<String, AttributeValue>>> tables = new LinkedHashMap<>();
      batch.responses().forEach((table, items) -> tables.put(table, hider.items(items)));
      return batch.toBuilder().responses(tables);
    }
    if (response instanceof TransactGetItemsResponse transact && transact.hasResponses()) {
      return transact.toBuilder()
          .responses(transact.responses().stream().map(item -> hide(item, hider)).toList());
    }
    return null;
  }

  private static ItemResponse hide(ItemResponse response, StampHider<AttributeValue> hider) {
    return response.hasItem()
        ? response.toBuilder().item(hider.item(response.item())).build()
        : response;
  }

  /** Returns the error as the application is to see it; the same where it carries no stamp. */
  static Throwable hide(Throwable error, StampHider<AttributeValue> hider) {
    if (!(error instanceof ConditionalCheckFailedException failed) || !failed.hasItem()) {
      return error;
    }
    Map<String, AttributeValue> visible = hider.item(failed.item());
    if (!hider.found()) {
      return error;
    }
    ConditionalCheckFailedException hidden = failed.toBuilder().item(visible).build();
    hidden.setStackTrace(error.getStackTrace());
    return hidden;
  }
}
