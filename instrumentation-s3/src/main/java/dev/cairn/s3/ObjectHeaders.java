// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import dev.cairn.instrument.SkipReason;
import dev.cairn.instrument.StampCarrier;
import dev.cairn.instrument.Utf8;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The headers of a request that writes an object, as the place for a stamp: user metadata are
 * headers. Shared by both SDKs, which keep headers differently.
 */
final class ObjectHeaders implements StampCarrier {
  /** User metadata on the wire; S3 keeps the names in lower case. */
  static final String METADATA = "x-amz-meta-";

  /**
   * Keys and values of user metadata, in bytes. Whether the prefix counts is not documented: here
   * it does, so that the application never gets an error that is ours.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html#UserMetadata">
   *     User-defined object metadata</a>
   */
  private static final int MAX_METADATA = 2048;

  /** All headers of a PUT, in bytes; documented at the same place. */
  private static final int MAX_HEADERS = 8192;

  /** Left for what the SDK adds after us: the signature and a session token. */
  private static final int RESERVED = 3072;

  private static final String COPY_SOURCE = "x-amz-copy-source";
  private static final String DIRECTIVE = "x-amz-metadata-directive";

  /** Of an append: what it does to the object's metadata is not documented. */
  private static final String OFFSET = "x-amz-write-offset-bytes";

  private final Consumer<BiConsumer<String, String>> headers;
  private final boolean copied;
  private Sums sums;

  private ObjectHeaders(Consumer<BiConsumer<String, String>> headers, boolean copied) {
    this.headers = headers;
    this.copied = copied;
  }

  /**
   * Returns the view of a request's headers.
   *
   * @param headers calls its argument with each header's name and value
   * @param copied whether the metadata among them is that of the source of a copy
   */
  static ObjectHeaders of(Consumer<BiConsumer<String, String>> headers, boolean copied) {
    return new ObjectHeaders(headers, copied);
  }

  /** Returns the view of a request's headers. */
  static ObjectHeaders of(Map<String, String> headers) {
    return new ObjectHeaders(headers::forEach, false);
  }

  @Override
  public String present(String key) {
    return walked(key).present;
  }

  @Override
  public SkipReason refuse(String key, String stamp) {
    Sums found = walked(key);
    if (copied || (found.copy && !found.replace)) {
      return SkipReason.COPIED;
    }
    if (found.append) {
      return SkipReason.NOT_CARRIED;
    }
    int added = METADATA.length() + key.length() + stamp.length();
    return found.metadata + added > MAX_METADATA || found.all + added + RESERVED > MAX_HEADERS
        ? SkipReason.NO_ROOM
        : null;
  }

  /** Both questions are asked of the same headers, for the same key. */
  private Sums walked(String key) {
    if (sums == null) {
      sums = new Sums(METADATA + key);
      headers.accept(sums);
    }
    return sums;
  }

  /** One walk over the headers; what is already under our own name will be replaced. */
  private static final class Sums implements BiConsumer<String, String> {
    private final String ownName;
    private String present;
    private boolean copy;
    private boolean replace;
    private boolean append;
    private int metadata;
    private int all;

    Sums(String ownName) {
      this.ownName = ownName;
    }

    @Override
    public void accept(String name, String value) {
      String text = value == null ? "" : value;
      if (name.equalsIgnoreCase(ownName)) {
        present = text;
        return;
      }
      int size = name.length() + Utf8.length(text);
      all += size;
      if (name.regionMatches(true, 0, METADATA, 0, METADATA.length())) {
        metadata += size;
      } else if (name.equalsIgnoreCase(COPY_SOURCE)) {
        copy = true;
      } else if (name.equalsIgnoreCase(DIRECTIVE)) {
        replace = text.equalsIgnoreCase("REPLACE");
      } else if (name.equalsIgnoreCase(OFFSET)) {
        append = true;
      }
    }
  }
}
