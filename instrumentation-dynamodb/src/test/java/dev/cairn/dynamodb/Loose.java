// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import java.util.Map;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbFlatten;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;

/** An application's bean that takes every other attribute into a map. */
@DynamoDbBean
public final class Loose {
  private String pk;
  private Map<String, String> rest;

  @DynamoDbPartitionKey
  public String getPk() {
    return pk;
  }

  public void setPk(String pk) {
    this.pk = pk;
  }

  @DynamoDbFlatten
  public Map<String, String> getRest() {
    return rest;
  }

  public void setRest(Map<String, String> rest) {
    this.rest = rest;
  }
}
