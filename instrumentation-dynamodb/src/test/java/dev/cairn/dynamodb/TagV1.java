// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import com.amazonaws.services.dynamodbv2.datamodeling.DynamoDBHashKey;
import com.amazonaws.services.dynamodbv2.datamodeling.DynamoDBTable;

/** An application's class for the mapper of the AWS SDK 1.x, without versions. */
@DynamoDBTable(tableName = "photos")
public final class TagV1 {
  private String pk;
  private String title;

  public TagV1() {}

  TagV1(String pk, String title) {
    this.pk = pk;
    this.title = title;
  }

  @DynamoDBHashKey
  public String getPk() {
    return pk;
  }

  public void setPk(String pk) {
    this.pk = pk;
  }

  public String getTitle() {
    return title;
  }

  public void setTitle(String title) {
    this.title = title;
  }
}
