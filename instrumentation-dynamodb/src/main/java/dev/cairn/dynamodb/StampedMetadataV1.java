// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import com.amazonaws.ResponseMetadata;
import dev.cairn.Stamp;
import java.util.List;

/** A result's metadata that also remember the stamps taken out of its items. */
final class StampedMetadataV1 extends ResponseMetadata {
  private final List<Stamp> stamps;

  StampedMetadataV1(ResponseMetadata metadata, List<Stamp> stamps) {
    super(metadata);
    this.stamps = List.copyOf(stamps);
  }

  List<Stamp> stamps() {
    return stamps;
  }
}
