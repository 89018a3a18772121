// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import dev.cairn.Stamp;
import dev.cairn.instrument.StorageHandler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkRequest;
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
 * <p>Builders copy each map that they are given, once: a view costs no second copy, nor does an
 * answer that is {@linkplain Rebuilt rebuilt}.
 */
final class DynamoDbItems {
  private static final List<String> ITEM = List.of("Item");
  private static final List<String> ITEMS = List.of("Items");
  private static final List<String> RESPONSES = List.of("Responses");

  private final StampHider<AttributeValue> hider;
  private final SdkRequest request;
  private List<String> tables;

  DynamoDbItems(StampHider<AttributeValue> hider, SdkRequest request) {
    this.hider = hider;
    this.request = request;
  }

  /** Returns the stamps that were left in the items of an answer; none where no item has one. */
  static List<Stamp> stampsIn(DynamoDbResponse response, StorageHandler handler) {
    StampHider<AttributeValue> hider =
        new StampHider<>(AttributeValues.INSTANCE, handler, new Encryption(false, null));
    DynamoDbItems items = new DynamoDbItems(hider, null);
    items.tables = Collections.singletonList(null);
    items.visible(response);
    return hider.found() ? hider.stamps() : List.of();
  }

  /** Returns the table that an item is of. */
  private String table(int index) {
    if (tables == null) {
      tables = DynamoDbCalls.tablesRead(request);
    }
    return tables.get(Math.min(index, tables.size() - 1));
  }

  /**
   * Returns a builder of the answer as the application is to see it, or null where it sees the
   * answer as it is.
   */
  DynamoDbResponse.Builder visible(SdkResponse response) {
    if (response instanceof GetItemResponse get) {
      Map<String, AttributeValue> item = get.hasItem() ? visible(get.item()) : null;
      return item == null ? null : Rebuilt.from(get, GetItemResponse.builder(), ITEM).item(item);
    }
    if (response instanceof QueryResponse query) {
      List<Map<String, AttributeValue>> items = visibleAll(query.items());
      return items == null
          ? null
          : Rebuilt.from(query, QueryResponse.builder(), ITEMS).items(items);
    }
    if (response instanceof ScanResponse scan) {
      List<Map<String, AttributeValue>> items = visibleAll(scan.items());
      return items == null ? null : Rebuilt.from(scan, ScanResponse.builder(), ITEMS).items(items);
    }
    if (response instanceof BatchGetItemResponse batch) {
      Map<String, List<Map<String, AttributeValue>>> visible = new LinkedHashMap<>();
      batch.responses().forEach((table, items) -> visible.put(table, hider.items(table, items)));
      return hider.hides()
          ? Rebuilt.from(batch, BatchGetItemResponse.builder(), RESPONSES).responses(visible)
          : null;
    }
    if (response instanceof TransactGetItemsResponse transact) {
      List<ItemResponse> visible = visible(transact.responses());
      return hider.hides() ? transact.toBuilder().responses(visible) : null;
    }
    DynamoDbResponse.Builder old = visibleOld(response);
    return old == null ? visiblePartiQl(response) : old;
  }

  /** Returns the item without its stamp; null where there is nothing to hide. */
  private Map<String, AttributeValue> visible(Map<String, AttributeValue> item) {
    if (hider.hasNothingIn(table(0), item)) {
      return null;
    }
    Map<String, AttributeValue> visible = hider.item(table(0), item);
    return hider.hides() ? visible : null;
  }

  /** Returns the items without their stamps; null where there is nothing to hide. */
  private List<Map<String, AttributeValue>> visibleAll(List<Map<String, AttributeValue>> items) {
    if (hider.hasNothingIn(table(0), items)) {
      return null;
    }
    List<Map<String, AttributeValue>> visible = hider.items(table(0), items);
    return hider.hides() ? visible : null;
  }

  /** Of writes: images of before or after. */
  private DynamoDbResponse.Builder visibleOld(SdkResponse response) {
    if (response instanceof PutItemResponse put && put.hasAttributes()) {
      Map<String, AttributeValue> image = visible(put.attributes());
      return image == null ? null : put.toBuilder().attributes(orNothing(image));
    }
    if (response instanceof UpdateItemResponse update && update.hasAttributes()) {
      Map<String, AttributeValue> image = visible(update.attributes());
      return image == null ? null : update.toBuilder().attributes(orNothing(image));
    }
    if (response instanceof DeleteItemResponse delete && delete.hasAttributes()) {
      Map<String, AttributeValue> image = visible(delete.attributes());
      return image == null ? null : delete.toBuilder().attributes(orNothing(image));
    }
    return null;
  }

  /** Where nothing but the stamp was there before, the application is told of nothing. */
  private static Map<String, AttributeValue> orNothing(Map<String, AttributeValue> image) {
    return image.isEmpty() ? null : image;
  }

  private DynamoDbResponse.Builder visiblePartiQl(SdkResponse response) {
    if (response instanceof ExecuteStatementResponse statement) {
      List<Map<String, AttributeValue>> items = visibleAll(statement.items());
      return items == null
          ? null
          : Rebuilt.from(statement, ExecuteStatementResponse.builder(), ITEMS).items(items);
    }
    if (response instanceof ExecuteTransactionResponse transaction) {
      List<ItemResponse> visible = visible(transaction.responses());
      return hider.hides() ? transaction.toBuilder().responses(visible) : null;
    }
    if (!(response instanceof BatchExecuteStatementResponse batch)) {
      return null;
    }
    List<BatchStatementResponse> visible = new ArrayList<>(batch.responses().size());
    for (BatchStatementResponse each : batch.responses()) {
      visible.add(visible(each, table(visible.size())));
    }
    return hider.hides() ? batch.toBuilder().responses(visible) : null;
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
