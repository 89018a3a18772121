// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import com.amazonaws.services.dynamodbv2.datamodeling.DynamoDBHashKey;
import com.amazonaws.services.dynamodbv2.datamodeling.DynamoDBTable;
import com.amazonaws.services.dynamodbv2.datamodeling.DynamoDBVersionAttribute;

/** An application's class for the mapper of the AWS SDK 1.x. */
@DynamoDBTable(tableName = "photos")
public final class PhotoV1 {
  private String pk;
  private String title;
  private Integer likes;
  private Long version;

  public PhotoV1() {}

  PhotoV1(String pk, String title, Integer likes) {
    this.pk = pk;
    this.title = title;
    this.likes = likes;
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

  public Integer getLikes() {
    return likes;
  }

  public void setLikes(Integer likes) {
    this.likes = likes;
  }

  @DynamoDBVersionAttribute
  public Long getVersion() {
    return version;
  }

  public void setVersion(Long version) {
    this.version = version;
  }
}
