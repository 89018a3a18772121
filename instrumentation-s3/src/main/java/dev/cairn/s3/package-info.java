// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Decorates clients of S3: {@link dev.cairn.s3.CairnS3} those of the AWS SDK for Java 2.x, {@link
 * dev.cairn.s3.CairnS3V1} those of 1.x. An application has one of the two SDKs on its class path.
 */
package dev.cairn.s3;
