// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn;

import java.util.Objects;

/**
 * Where something is stored, in one canonical form. Immutable; equal when the canonical forms are.
 *
 * <pre>
 *   s3://bucket/key[?versionId=version]
 *   dynamodb://[account@region/]table/partitionKey[/sortKey]
 * </pre>
 *
 * An S3 key keeps its slashes and is percent-encoded otherwise. The values of a DynamoDB key are
 * {@link KeyValue}s; where they are not known, as for a PutItem to a table whose key names nobody
 * has named, the address ends in {@code /?}.
 */
public final class StoredAddress {
  private static final String S3 = "s3://";
  private static final String DYNAMODB = "dynamodb://";
  private static final String VERSION = "?versionId=";
  private static final String UNKNOWN_KEY = "?";

  private final boolean s3;
  private final String home;
  private final String container;
  private final String objectKey;
  private final String versionId;
  private final KeyValue partitionKey;
  private final KeyValue sortKey;
  private String canonical;

  private StoredAddress(String bucket, String objectKey, String versionId) {
    this.s3 = true;
    this.home = null;
    this.container = notEmpty("bucket", bucket);
    this.objectKey = notEmpty("key", objectKey);
    this.versionId = versionId;
    this.partitionKey = null;
    this.sortKey = null;
  }

  private StoredAddress(String home, String table, KeyValue partitionKey, KeyValue sortKey) {
    this.s3 = false;
    this.home = home;
    this.container = notEmpty("table", table);
    this.objectKey = null;
    this.versionId = null;
    this.partitionKey = partitionKey;
    this.sortKey = sortKey;
  }

  private static String notEmpty(String what, String value) {
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException("a stored address needs a " + what);
    }
    return value;
  }

  /** Returns the address of an object's current version. */
  public static StoredAddress s3(String bucket, String key) {
    return new StoredAddress(bucket, key, null);
  }

  /** Returns the address of one version of an object; {@code versionId} may be null. */
  public static StoredAddress s3(String bucket, String key, String versionId) {
    return new StoredAddress(bucket, key, versionId);
  }

  /**
   * Returns the address of an item.
   *
   * @param sortKey null where the table has none
   */
  public static StoredAddress dynamoDb(String table, KeyValue partitionKey, KeyValue sortKey) {
    Objects.requireNonNull(partitionKey, "partitionKey");
    return new StoredAddress(null, table, partitionKey, sortKey);
  }

  /** Returns the address of an item of which only the table is known. */
  public static StoredAddress dynamoDbUnknownKey(String table) {
    return new StoredAddress(null, table, null, null);
  }

  /** Returns this DynamoDB address in the given account and region. */
  public StoredAddress in(String account, String region) {
    if (s3) {
      throw new IllegalStateException("only DynamoDB addresses name an account: " + this);
    }
    return new StoredAddress(account + '@' + region, container, partitionKey, sortKey);
  }

  /**
   * Reads an address as a person types it: what is already canonical stays, other characters are
   * taken as they are.
   *
   * @throws IllegalArgumentException saying what is wrong and what is expected
   */
  public static StoredAddress parse(String text) {
    if (text.startsWith(S3)) {
      return parseS3(text);
    }
    if (text.startsWith(DYNAMODB)) {
      return parseDynamoDb(text);
    }
    throw malformed(text, "it starts with neither " + S3 + " nor " + DYNAMODB);
  }

  private static StoredAddress parseS3(String text) {
    String rest = text.substring(S3.length());
    int slash = rest.indexOf('/');
    if (slash < 1 || slash == rest.length() - 1) {
      throw malformed(text, "it names no " + (slash < 1 ? "bucket and key" : "key"));
    }
    int version = rest.lastIndexOf(VERSION);
    String key = rest.substring(slash + 1, version < 0 ? rest.length() : version);
    String versionId = version < 0 ? null : rest.substring(version + VERSION.length());
    return s3(
        decoded(text, rest.substring(0, slash)),
        decoded(text, key),
        versionId == null ? null : decoded(text, versionId));
  }

  private static StoredAddress parseDynamoDb(String text) {
    String[] parts = text.substring(DYNAMODB.length()).split("/", -1);
    int table = parts[0].indexOf('@') > 0 ? 1 : 0;
    int keys = parts.length - table - 1;
    if (keys < 1 || keys > 2) {
      throw malformed(text, "it names " + (keys < 1 ? "no key" : "more than two key values"));
    }
    String home = table == 0 ? null : parts[0];
    String name = decoded(text, parts[table]);
    if (keys == 1 && parts[table + 1].equals(UNKNOWN_KEY)) {
      return new StoredAddress(home, name, null, null);
    }
    KeyValue partitionKey = keyValue(text, parts[table + 1]);
    return new StoredAddress(
        home, name, partitionKey, keys == 1 ? null : keyValue(text, parts[table + 2]));
  }

  private static KeyValue keyValue(String text, String canonical) {
    KeyValue value = canonical.isEmpty() ? null : KeyValue.parse(canonical);
    if (value == null) {
      throw malformed(text, "the key value '" + canonical + "' is empty or badly encoded");
    }
    return value;
  }

  private static String decoded(String text, String part) {
    String decoded = Percent.decode(part);
    if (decoded == null) {
      throw malformed(text, "'" + part + "' is badly percent-encoded (write % as %25)");
    }
    return decoded;
  }

  private static IllegalArgumentException malformed(String text, String why) {
    return new IllegalArgumentException(
        "'"
            + text
            + "' is no address of something stored: "
            + why
            + "; expected s3://bucket/key or dynamodb://table/partitionKey[/sortKey]");
  }

  /** Returns whether this is an object of S3; else it is an item of DynamoDB. */
  public boolean isS3() {
    return s3;
  }

  /** Returns the bucket or the table. */
  public String container() {
    return container;
  }

  /** Returns {@code account@region}, or null where the address does not say. */
  public String home() {
    return home;
  }

  /** Returns the key of the S3 object, or null for DynamoDB. */
  public String objectKey() {
    return objectKey;
  }

  /** Returns the version of the S3 object, or null where the address names none. */
  public String versionId() {
    return versionId;
  }

  /** Returns the partition key of the item, or null for S3 and where it is not known. */
  public KeyValue partitionKey() {
    return partitionKey;
  }

  /** Returns the sort key of the item, or null where there is none. */
  public KeyValue sortKey() {
    return sortKey;
  }

  /** Returns the canonical form. */
  @Override
  public String toString() {
    String text = canonical;
    if (text == null) {
      text = s3 ? objectText() : itemText();
      canonical = text; // made where it is asked for: of an unsampled call nobody does
    }
    return text;
  }

  private String objectText() {
    String base =
        S3
            + Percent.encode(container, Percent.UNRESERVED)
            + '/'
            + Percent.encode(objectKey, Percent.PATH);
    return versionId == null
        ? base
        : base + VERSION + Percent.encode(versionId, Percent.UNRESERVED);
  }

  private String itemText() {
    return DYNAMODB
        + (home == null ? "" : home + '/')
        + Percent.encode(container, Percent.UNRESERVED)
        + '/'
        + (partitionKey == null ? UNKNOWN_KEY : partitionKey)
        + (sortKey == null ? "" : "/" + sortKey);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoredAddress that && toString().equals(that.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }
}
