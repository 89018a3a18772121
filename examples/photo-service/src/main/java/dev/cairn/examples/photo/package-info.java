// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * A service for photos on S3 and DynamoDB, decorated by Cairn: an API, a moderation service it
 * calls over HTTP, and a worker that finds its work by polling what is stored. {@link
 * dev.cairn.examples.photo.Demo} plays traffic on it.
 */
package dev.cairn.examples.photo;
