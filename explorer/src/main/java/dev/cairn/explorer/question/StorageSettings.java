// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import java.net.URI;
import java.util.Objects;

/**
 * How storage is reached to read stamps. Region and credentials are found as every AWS SDK does.
 *
 * @param s3Endpoint null for the one the AWS settings name
 * @param dynamoDbEndpoint null for the one the AWS settings name
 * @param stampKey the S3 metadata key and DynamoDB attribute of stamps
 */
public record StorageSettings(URI s3Endpoint, URI dynamoDbEndpoint, String stampKey) {
  public StorageSettings {
    Objects.requireNonNull(stampKey, "stampKey");
  }
}
