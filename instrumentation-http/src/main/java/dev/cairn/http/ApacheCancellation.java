// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.concurrent.CancellableDependency;

/**
 * Hears when the application cancels its future. Whatever step of the exchange depends on that is
 * told as ever; but a step that is over may be all that the future knows of, and then the exchange
 * goes on, and nobody but this hears that the call has ended.
 *
 * @param future the application's
 */
record ApacheCancellation(CancellableDependency future, Runnable cancelled)
    implements CancellableDependency {
  @Override
  public void setDependency(Cancellable step) {
    future.setDependency(
        () -> {
          boolean done = step.cancel();
          cancelled.run();
          return done;
        });
  }

  @Override
  public boolean isCancelled() {
    return future.isCancelled();
  }

  @Override
  public boolean cancel() {
    return future.cancel();
  }
}
