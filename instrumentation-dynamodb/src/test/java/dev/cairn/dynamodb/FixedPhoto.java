// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbImmutable;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;

/** An application's immutable value. */
@DynamoDbImmutable(builder = FixedPhoto.Builder.class)
public final class FixedPhoto {
  private final String pk;
  private final String title;

  private FixedPhoto(Builder builder) {
    pk = builder.pk;
    title = builder.title;
  }

  public static Builder builder() {
    return new Builder();
  }

  @DynamoDbPartitionKey
  public String pk() {
    return pk;
  }

  public String title() {
    return title;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FixedPhoto that && pk.equals(that.pk) && title.equals(that.title);
  }

  @Override
  public int hashCode() {
    return pk.hashCode();
  }

  /** What the enhanced client builds it with. */
  public static final class Builder {
    private String pk;
    private String title;

    private Builder() {}

    public Builder pk(String value) {
      pk = value;
      return this;
    }

    public Builder title(String value) {
      title = value;
      return this;
    }

    public FixedPhoto build() {
      return new FixedPhoto(this);
    }
  }
}
