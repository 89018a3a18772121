// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import java.util.Objects;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;

/** An application's bean. */
@DynamoDbBean
public final class Photo {
  private String pk;
  private String title;
  private Integer likes;

  @DynamoDbPartitionKey
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

  @Override
  public boolean equals(Object other) {
    return other instanceof Photo that
        && Objects.equals(pk, that.pk)
        && Objects.equals(title, that.title)
        && Objects.equals(likes, that.likes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(pk, title, likes);
  }
}
