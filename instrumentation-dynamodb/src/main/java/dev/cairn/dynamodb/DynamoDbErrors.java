// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Where errors of the AWS SDK 2.x show items. */
final class DynamoDbErrors {
  private DynamoDbErrors() {}

  /**
   * Returns the error as the application is to see it; the same where it carries no stamp.
   *
   * @param tables those of the request's items, in their order
   */
  static Throwable visible(Throwable error, StampHider<AttributeValue> hider, List<String> tables) {
    Throwable visible = error;
    if (error instanceof ConditionalCheckFailedException failed && failed.hasItem()) {
      var item = hider.item(tables.get(0), failed.item());
      visible = hider.hides() ? failed.toBuilder().item(item).build() : error;
    } else if (error instanceof TransactionCanceledException canceled) {
      List<CancellationReason> reasons = visible(canceled.cancellationReasons(), hider, tables);
      visible = hider.hides() ? canceled.toBuilder().cancellationReasons(reasons).build() : error;
    }
    if (visible != error) {
      visible.setStackTrace(error.getStackTrace());
      for (Throwable suppressed : error.getSuppressed()) {
        visible.addSuppressed(suppressed);
      }
    }
    return visible;
  }

  private static List<CancellationReason> visible(
      List<CancellationReason> reasons, StampHider<AttributeValue> hider, List<String> tables) {
    List<CancellationReason> visible = new ArrayList<>(reasons.size());
    for (CancellationReason reason : reasons) {
      String table = visible.size() < tables.size() ? tables.get(visible.size()) : null;
      visible.add(
          reason.hasItem()
              ? reason.toBuilder().item(hider.item(table, reason.item())).build()
              : reason);
    }
    return visible;
  }
}
