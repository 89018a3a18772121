// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import java.util.List;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/**
 * Builders of changed requests and responses of the AWS SDK 2.x. Its {@code toBuilder()} copies
 * every map that the object holds, and the builder copies the one that is then put in its place.
 */
final class Rebuilt {
  private Rebuilt() {}

  /**
   * Returns the builder, with all that the original has but for some members, whatever the SDK's
   * version adds to it. Configuration and metadata are no members.
   */
  static <B extends SdkPojo> B from(SdkPojo original, B builder, List<String> but) {
    for (SdkField<?> field : original.sdkFields()) {
      if (!but.contains(field.memberName())) {
        Object value = field.getValueOrDefault(original);
        if (value != null) {
          field.set(builder, value);
        }
      }
    }
    return builder;
  }

  /** As {@link #from(SdkPojo, SdkPojo, List)}, with the configuration of the request. */
  static <B extends DynamoDbRequest.Builder & SdkPojo> B fromRequest(
      DynamoDbRequest original, B builder, List<String> but) {
    original.overrideConfiguration().ifPresent(builder::overrideConfiguration);
    return from(original, builder, but);
  }
}
