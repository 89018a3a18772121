// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Decorates clients of DynamoDB: {@link dev.cairn.dynamodb.CairnDynamoDb} those of the AWS SDK for
 * Java 2.x, {@link dev.cairn.dynamodb.CairnDynamoDbV1} those of 1.x. An application has one of the
 * two SDKs on its class path.
 *
 * <p>What concerns DynamoDB rather than an SDK is written once, generic in the SDK's attribute
 * value, which {@code Values} reads.
 */
package dev.cairn.dynamodb;
