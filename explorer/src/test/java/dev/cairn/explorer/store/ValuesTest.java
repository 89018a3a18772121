// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

final class ValuesTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** A batch of 20 MiB may be seven hundred thousand spans with next to nothing in them. */
  @Test
  void roomFromTheStart_isBounded_howeverManyRowsAreExpected() {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    Values values = new Values(700_000);

    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(4 << 20);
    assertThat(values).isNotNull();
  }

  @Test
  void moreRowsThanExpected_haveRoom() {
    Values values = new Values(0);

    assertThatCode(
            () -> {
              for (int row = 0; row < 1000; row++) {
                values.beginRow(row);
                values.add(row).add("text of row " + row).add((Long) null);
              }
            })
        .doesNotThrowAnyException();
  }
}
