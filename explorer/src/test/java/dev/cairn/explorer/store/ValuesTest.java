// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.store;

import static org.assertj.core.api.Assertions.assertThat;

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
}
