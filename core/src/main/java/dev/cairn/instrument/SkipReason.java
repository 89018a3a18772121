// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.instrument;

/** Why a write went out without a stamp. */
public enum SkipReason {
  /** No origin was current: nothing began or resumed one. */
  NO_ORIGIN("no-origin", false),
  /** The bucket or table is configured to carry none. */
  OFF("off", false),
  /** The operation has no place for a stamp. */
  NOT_CARRIED("not-carried", false),
  /** The copy takes over the metadata of its source, its stamp included. */
  COPIED("copied", false),
  /** The application keeps something of its own under the stamp's key. */
  KEY_IN_USE("key-in-use", true),
  /** The user's id is too long for a stamp. */
  TOO_LONG("too-long", true),
  /** With the stamp the request would be over a limit of the service. */
  NO_ROOM("no-room", true),
  /** An assignment would create an item that the application's update would not. */
  WOULD_CREATE("would-create", false),
  /** The update expression is not understood, or already names what the stamp needs. */
  UNKNOWN_GRAMMAR("unknown-grammar", true),
  /** The application's own idempotency token covers the request's every byte. */
  OWN_TOKEN("own-token", false),
  /** The item is under client-side encryption: a stamp would make it unreadable. */
  ENCRYPTED("encrypted", true),
  /** The stamped call was refused for what may be the stamp, so it went out again without. */
  RESENT("resent", true),
  /** The bucket or table refused stamps less than five minutes ago. */
  REFUSED("refused", true),
  /** Stamps are only counted. */
  DRY_RUN("dry-run", false),
  /** Something threw while the stamp was made. */
  FAULT("fault", false);

  private final String text;
  private final boolean warned;

  SkipReason(String text, boolean warned) {
    this.text = text;
    this.warned = warned;
  }

  /** Returns the reason as it stands on spans and metrics. */
  public String text() {
    return text;
  }

  /** Returns whether an operator should read of it in the log. */
  boolean isWarned() {
    return warned;
  }
}
