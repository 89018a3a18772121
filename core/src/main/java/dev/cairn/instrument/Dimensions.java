// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.instrument;

import dev.cairn.CairnAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;

/**
 * What the measurement of a call says of it: nothing of unbounded number.
 *
 * @param container may be null
 * @param error null where the call succeeded, or failed as calls ordinarily do
 */
record Dimensions(String operation, String container, String error) {
  Attributes ofS3() {
    return with(CairnAttributes.RPC_METHOD, CairnAttributes.AWS_S3_BUCKET, Attributes.builder());
  }

  Attributes ofDynamoDb() {
    return with(
        CairnAttributes.DB_OPERATION_NAME,
        CairnAttributes.DB_COLLECTION_NAME,
        Attributes.builder().put(CairnAttributes.DB_SYSTEM_NAME, StorageSpan.DYNAMODB));
  }

  private Attributes with(
      AttributeKey<String> operationKey,
      AttributeKey<String> containerKey,
      AttributesBuilder attributes) {
    return attributes
        .put(operationKey, operation)
        .put(containerKey, container)
        .put(CairnAttributes.ERROR_TYPE, error)
        .build();
  }
}
