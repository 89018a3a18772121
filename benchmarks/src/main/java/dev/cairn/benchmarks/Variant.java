// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.benchmarks;

/** Who stands between the application and its client, and what the data carries. */
enum Variant {
  /** Nobody; the data carries no stamp. */
  BARE("bare client"),
  /** Nobody; the application itself sends, and gets, the bytes that Cairn's stamps would add. */
  BYTES("bare client, stamps in the data"),
  /** OpenTelemetry's own library; the data carries no stamp. */
  OPENTELEMETRY("OpenTelemetry's library"),
  /** The same below a parent that is not sampled. */
  OPENTELEMETRY_UNSAMPLED("OpenTelemetry's library, unsampled"),
  /** Cairn: writes are stamped, stamps that are read become links and are hidden. */
  CAIRN("stamped"),
  /** The same below a parent that is not sampled. */
  CAIRN_UNSAMPLED("stamped, unsampled"),
  /** Cairn, which leaves stamps where the application sees them. */
  CAIRN_VISIBLE("stamps visible"),
  /** Cairn, where no stamp is written and the data carries none. */
  CAIRN_PLAIN("no stamps"),
  /** As {@link #CAIRN_PLAIN}, below a parent that is not sampled. */
  CAIRN_PLAIN_UNSAMPLED("no stamps, unsampled");

  private final String text;

  Variant(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  boolean isCairn() {
    return name().startsWith("CAIRN");
  }

  boolean isOpenTelemetry() {
    return name().startsWith("OPENTELEMETRY");
  }

  boolean isSampled() {
    return !name().endsWith("UNSAMPLED");
  }

  /** Returns whether what is written, or read, carries stamps. */
  boolean carriesStamps() {
    return this == BYTES || this == CAIRN || this == CAIRN_UNSAMPLED || this == CAIRN_VISIBLE;
  }

  /** Returns the undecorated variant that handles the same bytes. */
  Variant baseline() {
    return carriesStamps() ? BYTES : BARE;
  }
}
