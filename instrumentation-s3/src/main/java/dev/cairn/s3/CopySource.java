// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import dev.cairn.StoredAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * The value of {@code x-amz-copy-source}: {@code [/]bucket/key[?versionId=version]}, URL-encoded.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html#AmazonS3-CopyObject-request-header-CopySource">
 *     CopySource</a>
 */
final class CopySource {
  private CopySource() {}

  /** Returns the address, or null where the value names none. */
  static StoredAddress parse(String source) {
    int version = source.indexOf('?');
    String path = version < 0 ? source : source.substring(0, version);
    // A + stands for itself, as in a path.
    path = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    int start = path.startsWith("/") ? 1 : 0;
    int slash = path.indexOf('/', start);
    return slash <= start || slash == path.length() - 1
        ? null
        : StoredAddress.s3(path.substring(start, slash), path.substring(slash + 1));
  }
}
