// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.instrument;

import dev.cairn.KeyValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The hash by which Datadog's backend joins the writer of an object or item with its readers: the
 * first 32 hex digits of the SHA-256 of its components, joined with {@code |}.
 *
 * @see <a
 *     href="https://github.com/DataDog/dd-span-pointer-rules/blob/main/AWS/S3/Object/README.md">Rules</a>
 */
final class SpanPointer {
  static final String S3_OBJECT = "aws.s3.object";
  static final String DYNAMODB_ITEM = "aws.dynamodb.item";
  private static final int HASH_OCTETS = 16;

  /** One that is not in use: to find a new one takes longer than the hash. */
  private final AtomicReference<MessageDigest> spare = new AtomicReference<>();

  /** Returns the hash of an object of which the ETag is known. */
  String ofObject(String bucket, String key, String eTag) {
    return hash(utf8(bucket), utf8(key), utf8(unquoted(eTag)));
  }

  static String unquoted(String eTag) {
    int end = eTag.length() - 1;
    return end > 0 && eTag.charAt(0) == '"' && eTag.charAt(end) == '"'
        ? eTag.substring(1, end)
        : eTag;
  }

  /** Returns the hash of an item by the one or two attributes of its key. */
  String ofItem(String table, Map<String, KeyValue> key) {
    String[] names = key.keySet().toArray(new String[0]);
    Arrays.sort(names, (a, b) -> Arrays.compareUnsigned(utf8(a), utf8(b)));
    boolean composite = names.length > 1;
    return hash(
        utf8(table),
        utf8(names[0]),
        key.get(names[0]).octets(),
        composite ? utf8(names[1]) : new byte[0],
        composite ? key.get(names[1]).octets() : new byte[0]);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String hash(byte[]... components) {
    MessageDigest found = spare.getAndSet(null);
    MessageDigest digest = found == null ? sha256() : found;
    for (int i = 0; i < components.length; i++) {
      if (i > 0) {
        digest.update((byte) '|');
      }
      digest.update(components[i]);
    }
    byte[] hash = digest.digest(); // which also resets it
    spare.set(digest);
    return HexFormat.of().formatHex(hash, 0, HASH_OCTETS);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
