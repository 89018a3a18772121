// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.sdk;

import dev.cairn.Cairn;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;

/** Stores, configured by variables, and waits to be killed. */
final class Terminated {
  static final int WRITES = 700;

  private Terminated() {}

  public static void main(String[] arguments) throws InterruptedException {
    Cairn cairn =
        Cairn.create(
            CairnAutoConfigure.customize(AutoConfiguredOpenTelemetrySdk.builder())
                .build()
                .getOpenTelemetrySdk());
    for (int i = 0; i < WRITES; i++) {
      cairn.job("nightly", () -> Service.put(cairn, "cat"));
    }
    System.out.println("stored");
    Thread.currentThread().join();
  }
}
