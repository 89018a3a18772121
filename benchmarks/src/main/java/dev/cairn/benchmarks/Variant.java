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
  /** Nobody, in a request that X-Ray's SDK records as a segment. */
  SEGMENT("bare client, in a segment"),
  /** The same in a request that is not sampled. */
  SEGMENT_UNSAMPLED("bare client, in a segment, unsampled"),
  /** X-Ray's SDK, in a request that it records as a segment; the data carries no stamp. */
  XRAY("X-Ray's SDK"),
  /** The same in a request that is not sampled. */
  XRAY_UNSAMPLED("X-Ray's SDK, unsampled"),
  /** Cairn: writes are stamped, stamps that are read become links and are hidden. */
  CAIRN("stamped"),
  /** The same below a parent that is not sampled. */
  CAIRN_UNSAMPLED("stamped, unsampled"),
  /** Cairn, which leaves stamps where the application sees them. */
  CAIRN_VISIBLE("stamps visible"),
  /** Cairn, where no stamp is written and the data carries none. */
  CAIRN_PLAIN("no stamps"),
  /** As {@link #CAIRN_PLAIN}, below a parent that is not sampled. */
  CAIRN_PLAIN_UNSAMPLED("no stamps, unsampled"),
  /** Cairn, which would stamp, but no origin is current. */
  CAIRN_NO_ORIGIN("no origin"),
  /** Cairn, which would stamp, but not a call of this kind. */
  CAIRN_NEVER_STAMPED("never stamped");

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

  boolean isXRay() {
    return name().startsWith("XRAY");
  }

  /** Returns whether the call runs in a request that X-Ray's SDK knows of. */
  boolean isWithinSegment() {
    return name().startsWith("SEGMENT") || isXRay();
  }

  boolean isSampled() {
    return !name().endsWith("UNSAMPLED");
  }

  /** Returns whether what is written, or read, carries stamps. */
  boolean carriesStamps() {
    return this == BYTES || this == CAIRN || this == CAIRN_UNSAMPLED || this == CAIRN_VISIBLE;
  }

  /** Returns whether an origin is current. */
  boolean hasOrigin() {
    return isCairn() && this != CAIRN_NO_ORIGIN;
  }

  /** Returns whether Cairn is set to stamp what is written. */
  boolean isStamping() {
    return this == CAIRN
        || this == CAIRN_UNSAMPLED
        || this == CAIRN_NO_ORIGIN
        || this == CAIRN_NEVER_STAMPED;
  }

  /** Returns the undecorated variant that handles the same bytes, in the same surroundings. */
  Variant baseline() {
    return switch (this) {
      case XRAY -> SEGMENT;
      case XRAY_UNSAMPLED -> SEGMENT_UNSAMPLED;
      default -> carriesStamps() ? BYTES : BARE;
    };
  }
}
