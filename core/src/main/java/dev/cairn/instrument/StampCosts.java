// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.instrument;

import dev.cairn.BoundedCache;
import dev.cairn.CairnAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;

/** Counts what stamps add to requests and bills, by bucket or table. */
final class StampCosts {
  private final boolean s3;
  private final BoundedCache<String, Attributes> dimensions;
  private final LongCounter bytes;
  private final DoubleCounter writeUnits;

  StampCosts(boolean s3, boolean dryRun, Meter meter) {
    this.s3 = s3;
    AttributeKey<String> name =
        s3 ? CairnAttributes.AWS_S3_BUCKET : CairnAttributes.DB_COLLECTION_NAME;
    dimensions =
        new BoundedCache<>(
            container -> Attributes.of(name, container, CairnAttributes.DRY_RUN, dryRun));
    bytes =
        meter
            .counterBuilder("cairn.stamp.bytes")
            .setUnit("By")
            .setDescription("Length of stamps with their key, as put into requests")
            .build();
    writeUnits =
        meter
            .counterBuilder("cairn.stamp.write_units")
            .ofDoubles()
            .setUnit("{write_unit}")
            .setDescription("Write units that stamps add, estimated")
            .build();
  }

  void add(String container, long length, double units) {
    Attributes attributes = dimensions.get(container);
    bytes.add(length, attributes);
    if (!s3 && units > 0) {
      writeUnits.add(units, attributes);
    }
  }
}
