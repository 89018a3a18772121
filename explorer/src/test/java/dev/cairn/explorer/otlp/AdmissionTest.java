// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.explorer.otlp.Admission.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Who may send how much at once. */
final class AdmissionTest {
  private static final long HALF = Admission.MAX_OCTETS / 2;

  private final Admission admission = new Admission();

  @Test
  void batchesThatHaveRoom_areReadAtOnce_andTheNextWaits() {
    Place first = admission.enter(HALF);
    Place second = admission.enter(HALF);
    Place third = admission.enter(1);

    assertThat(first.given()).isCompleted();
    assertThat(second.given()).isCompleted();
    assertThat(third.given()).isNotCompleted();

    admission.leave(second);
    assertThat(third.given()).isCompleted();
  }

  @Test
  void batchThatIsSmaller_doesNotOvertakeOneThatWaits() {
    Place first = admission.enter(HALF + 1);
    Place large = admission.enter(HALF);
    Place small = admission.enter(1);

    assertThat(large.given()).isNotCompleted();
    assertThat(small.given()).isNotCompleted();

    admission.leave(first);
    assertThat(large.given()).isCompleted();
    assertThat(small.given()).isCompleted();
  }

  @Test
  void batchThatIsLargerThanAllRoom_isReadAlone() {
    Place small = admission.enter(1);
    Place huge = admission.enter(2 * Admission.MAX_OCTETS);
    assertThat(huge.given()).isNotCompleted();

    admission.leave(small);

    assertThat(huge.given()).isCompleted();
    assertThat(admission.enter(1).given()).isNotCompleted();
  }

  @Test
  void batchesThatDoNotSayHowLargeTheyAre_areTakenForLargeOnes() {
    List<Place> places = new ArrayList<>();
    while (places.isEmpty() || places.get(places.size() - 1).given().isDone()) {
      places.add(admission.enter(-1));
    }

    assertThat(places).hasSizeBetween(5, 20);

    Place waits = places.get(places.size() - 1);
    admission.measured(places.get(0), 0);
    assertThat(waits.given()).isCompleted();
    places.forEach(admission::leave);
    assertThat(admission.enter(Admission.MAX_OCTETS).given()).isCompleted();
  }

  @Test
  void batchThatIsLargeOnceUnpacked_waitsUntilOthersHaveLeft() throws Exception {
    Place first = admission.enter(10);
    Place second = admission.enter(10);
    Place third = admission.enter(10);
    assertThat(third.given()).isCompleted();
    admission.measured(first, 2 * HALF);
    CompletableFuture<Void> measuring =
        CompletableFuture.runAsync(() -> admission.measured(second, HALF));
    CompletableFuture<Void> alike =
        CompletableFuture.runAsync(() -> admission.measured(third, HALF));
    assertThatThrownBy(() -> measuring.get(50, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);

    admission.leave(first);

    assertThat(measuring).succeedsWithin(Duration.ofSeconds(20));
    assertThat(alike).succeedsWithin(Duration.ofSeconds(20));
  }

  @Test
  void moreThanSoManyBatches_areRefused_untilOneHasLeft() {
    Place first = admission.enter(0);
    for (int i = 1; i < Admission.MAX_BATCHES; i++) {
      assertThat(admission.enter(0)).isNotNull();
    }
    assertThat(admission.enter(0)).isNull();

    admission.leave(first);

    assertThat(admission.enter(0)).isNotNull();
  }
}
