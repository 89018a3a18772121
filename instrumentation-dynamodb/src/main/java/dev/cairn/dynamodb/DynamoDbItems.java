// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.ExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.ExecuteTransactionResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * Where answers of the AWS SDK 2.x hold items. For one answer.
 *
 * <p>Builders copy each map that they are given, once: a view costs no second copy.
 */
final class DynamoDbItems {
  private final StampHider<AttributeValue> hider;
  private final List<String> tables;

  /**
   * The items of one answer.
   *
   * @param tables those the items are of, in their order; one stands for all
   */
  DynamoDbItems(StampHider<AttributeValue> hider, List<String> tables) {
    this.hider = hider;
    this.tables = tables;
  }

  private String table(int index) {
    return tables.get(Math.min(index, tables.size() - 1));
  }

  /**
   * Returns a builder of the answer as the application is to see it, or null where it holds no
   * item, or none with anything under the stamps' key.
   */
  DynamoDbResponse.Builder visible(SdkResponse response) {
    if (response instanceof GetItemResponse get) {
      return !get.hasItem() || isPlain(List.of(get.item()))
          ? null
          : get.toBuilder().item(hider.item(table(0), get.item()));
    }
    if (response instanceof QueryResponse query) {
      return isPlain(query.items())
          ? null
          : query.toBuilder().items(hider.items(table(0), query.items()));
    }
    if (response instanceof ScanResponse scan) {
      return isPlain(scan.items())
          ? null
          : scan.toBuilder().items(hider.items(table(0), scan.items()));
    }
    if (response instanceof BatchGetItemResponse batch) {
      Map<String, List<Map<String, AttributeValue>>> visible = new LinkedHashMap<>();
      batch.responses().forEach((table, items) -> visible.put(table, hider.items(table, items)));
      return hider.found() ? batch.toBuilder().responses(visible) : null;
    }
    if (response instanceof TransactGetItemsResponse transact) {
      List<ItemResponse> visible = visible(transact.responses());
      return hider.found() ? transact.toBuilder().responses(visible) : null;
    }
    DynamoDbResponse.Builder old = visibleOld(response);
    return old == null ? visiblePartiQl(response) : old;
  }

  private boolean isPlain(List<Map<String, AttributeValue>> items) {
    return hider.hasNothingIn(table(0), items);
  }

  /** Of writes: images of before or after. */
  private DynamoDbResponse.Builder visibleOld(SdkResponse response) {
    if (response instanceof PutItemResponse put && put.hasAttributes()) {
      return isPlain(List.of(put.attributes()))
          ? null
          : put.toBuilder().attributes(image(put.attributes()));
    }
    if (response instanceof UpdateItemResponse update && update.hasAttributes()) {
      return isPlain(List.of(update.attributes()))
          ? null
          : update.toBuilder().attributes(image(update.attributes()));
    }
    if (response instanceof DeleteItemResponse delete && delete.hasAttributes()) {
      return isPlain(List.of(delete.attributes()))
          ? null
          : delete.toBuilder().attributes(image(delete.attributes()));
    }
    return null;
  }

  /** Where nothing but the stamp was there before, the application is told of nothing. */
  private Map<String, AttributeValue> image(Map<String, AttributeValue> attributes) {
    Map<String, AttributeValue> visible = hider.item(table(0), attributes);
    return visible.isEmpty() ? null : visible;
  }

  private DynamoDbResponse.Builder visiblePartiQl(SdkResponse response) {
    if (response instanceof ExecuteStatementResponse statement) {
      return isPlain(statement.items())
          ? null
          : statement.toBuilder().items(hider.items(table(0), statement.items()));
    }
    if (response instanceof ExecuteTransactionResponse transaction) {
      List<ItemResponse> visible = visible(transaction.responses());
      return hider.found() ? transaction.toBuilder().responses(visible) : null;
    }
    if (!(response instanceof BatchExecuteStatementResponse batch)) {
      return null;
    }
    List<BatchStatementResponse> visible = new ArrayList<>(batch.responses().size());
    for (BatchStatementResponse each : batch.responses()) {
      visible.add(visible(each, table(visible.size())));
    }
    return hider.found() ? batch.toBuilder().responses(visible) : null;
  }

  private List<ItemResponse> visible(List<ItemResponse> responses) {
    List<ItemResponse> visible = new ArrayList<>(responses.size());
    for (ItemResponse each : responses) {
      visible.add(
          each.hasItem()
              ? each.toBuilder().item(hider.item(table(visible.size()), each.item())).build()
              : each);
    }
    return visible;
  }

  private BatchStatementResponse visible(BatchStatementResponse each, String table) {
    if (each.hasItem()) {
      return each.toBuilder().item(hider.item(table, each.item())).build();
    }
    if (each.error() == null || !each.error().hasItem()) {
      return each;
    }
    Map<String, AttributeValue> item = hider.item(table, each.error().item());
    return each.toBuilder().error(each.error().toBuilder().item(item).build()).build();
  }
}
