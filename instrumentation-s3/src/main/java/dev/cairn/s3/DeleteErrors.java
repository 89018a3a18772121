// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The objects that a call of many did not delete, and why. */
final class DeleteErrors {
  private final Map<List<String>, String> codes = new HashMap<>();

  void add(String key, String versionId, String code) {
    codes.put(object(key, versionId), code == null ? "" : code);
  }

  /** Returns S3's error code, or null where the object was deleted. */
  String codeOf(String key, String versionId) {
    return codes.get(object(key, versionId));
  }

  /** S3 answers without a version where none was asked for; the SDKs may make it empty. */
  private static List<String> object(String key, String versionId) {
    return Arrays.asList(key, versionId == null || versionId.isEmpty() ? null : versionId);
  }
}
