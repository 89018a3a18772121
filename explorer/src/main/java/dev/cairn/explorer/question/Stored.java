// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import dev.cairn.StoredAddress;
import java.time.Instant;

/**
 * What the storage itself says of an address.
 *
 * @param address in its canonical form, key values in the types of the table
 * @param stampText the value under the stamp's key, or null
 * @param version by which the stored thing can be known again
 * @param storedAt when it was stored, or null where the storage does not say
 */
record Stored(
    StoredAddress address, State state, String stampText, Version version, Instant storedAt) {
  enum State {
    /** Nobody looked. */
    UNREAD,
    ABSENT,
    PRESENT
  }

  /** Null where the storage has no such thing. */
  record Version(String etag, String versionId) {
    static final Version NONE = new Version(null, null);

    /** Returns whether the write made this version; null where that cannot be told. */
    Boolean isBy(WriteRecord.Made made) {
      if (versionId != null && made.versionId() != null) {
        return versionId.equals(made.versionId());
      }
      return etag == null || made.etag() == null ? null : etag.equals(made.etag());
    }
  }

  static Stored unread(StoredAddress address) {
    return new Stored(address, State.UNREAD, null, Version.NONE, null);
  }

  static Stored absent(StoredAddress address) {
    return new Stored(address, State.ABSENT, null, Version.NONE, null);
  }
}
