// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import dev.cairn.StoredAddress;
import dev.cairn.instrument.StorageRequest;
import java.util.List;
import java.util.function.UnaryOperator;

/** A call to S3, whichever SDK makes it. Its translator fills it in. */
abstract class ObjectCall implements StorageRequest {
  private final String operation;
  private final String region;
  private final UnaryOperator<String> buckets;
  private String bucket;
  private StoredAddress address;
  private List<StoredAddress> addresses = List.of();
  private String uploadId;
  private Long partNumber;
  private StoredAddress copySource;

  /**
   * A call that concerns no one bucket yet.
   *
   * @param region null where it is not known
   * @param buckets of the names that requests give them
   */
  ObjectCall(String operation, String region, UnaryOperator<String> buckets) {
    this.operation = operation;
    this.region = region;
    this.buckets = buckets;
  }

  /** Says what is written or read; of all but the bucket null where there is no such thing. */
  final void at(String bucketName, String key, String versionId) {
    bucket = buckets.apply(bucketName);
    address = isNamed(bucket) && isNamed(key) ? StoredAddress.s3(bucket, key, versionId) : null;
  }

  /** Says what a call of many writes. */
  final void atAll(List<StoredAddress> objects) {
    addresses = objects;
  }

  /** Says to which upload the call belongs, and which of its parts it sends, or null. */
  final void ofUpload(String id, Integer part) {
    uploadId = id;
    partNumber = part == null ? null : part.longValue();
  }

  /** Says what is copied, or null. */
  final void from(StoredAddress source) {
    copySource = source;
  }

  /** Returns an address, or null where the names are not those of an object. */
  static StoredAddress object(String bucketName, String key) {
    return isNamed(bucketName) && isNamed(key) ? StoredAddress.s3(bucketName, key) : null;
  }

  private static boolean isNamed(String text) {
    return text != null && !text.isEmpty();
  }

  @Override
  public final String operation() {
    return operation;
  }

  @Override
  public final String container() {
    return bucket;
  }

  @Override
  public final StoredAddress address() {
    return address;
  }

  @Override
  public final List<StoredAddress> addresses() {
    return addresses;
  }

  @Override
  public final String uploadId() {
    return uploadId;
  }

  @Override
  public final Long partNumber() {
    return partNumber;
  }

  @Override
  public final StoredAddress copySource() {
    return copySource;
  }

  @Override
  public final String region() {
    return region;
  }
}
