// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.instrument.Volume;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VolumesTest {
  @Test
  void volume_isTheJson_withoutWhatFramesIt() {
    List<Map<String, String>> items = List.of(Map.of("a", "1", "b", "2"), Map.of("a", "1"));

    assertThat(Volumes.ofItems(2, 136, items, true)).isEqualTo(new Volume(2, 100, true));
    assertThat(Volumes.ofItems(1, 10, items, null)).isEqualTo(new Volume(1, 0, false));
    assertThat(Volumes.ofItems(1, 10, null, false)).isEqualTo(new Volume(1, 10, false));
    assertThat(Volumes.ofItem(112, Map.of("a", "1"), null)).isEqualTo(new Volume(1, 100, false));
    assertThat(Volumes.ofItem(100, null, null)).isEqualTo(new Volume(1, 100, false));
  }

  @Test
  void whatAFilterLeavesOut_isBilled_asMuchAsWhatItLeaves() {
    Volume found = new Volume(1, 1000, false);

    assertThat(Volumes.scanned(found, 10, 100)).isEqualTo(new Volume(1, 10_000, false));
    assertThat(Volumes.scanned(found, 10, 10)).isSameAs(found);
    assertThat(Volumes.scanned(found, 0, 100)).as("not even a guess").isSameAs(found);
    assertThat(Volumes.scanned(found, null, null)).isSameAs(found);
  }
}
