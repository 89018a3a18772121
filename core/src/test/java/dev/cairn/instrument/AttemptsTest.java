// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AttemptsTest {
  private final Attempts attempts = new Attempts();

  @Test
  void failure_isRejected_whenNothingWasSent() {
    assertThat(attempts.outcomeOfFailure()).isEqualTo(Outcome.REJECTED);
  }

  @Test
  void failure_isRejected_whenEveryAttemptWasRefused() {
    attempts.sending();
    attempts.answered(400);
    attempts.sending();
    attempts.answered(412);

    assertThat(attempts.outcomeOfFailure()).isEqualTo(Outcome.REJECTED);
    assertThat(attempts.resends()).isEqualTo(1);
  }

  @Test
  void failure_isUnknown_whenTheLastAttemptWasNotAnswered() {
    attempts.sending();

    assertThat(attempts.outcomeOfFailure()).isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void failure_isUnknown_whenAnEarlierAttemptMayHaveBeenApplied() {
    attempts.sending();
    attempts.sending();
    attempts.answered(412);
    assertThat(attempts.outcomeOfFailure()).as("after a lost answer").isEqualTo(Outcome.UNKNOWN);

    Attempts failed = new Attempts();
    failed.sending();
    failed.answered(503);
    failed.sending();
    failed.answered(412);
    assertThat(failed.outcomeOfFailure()).as("after a failed one").isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void failure_isUnknown_whenAGoodAnswerCouldNotBeRead() {
    attempts.sending();
    attempts.answered(200);

    assertThat(attempts.outcomeOfFailure()).isEqualTo(Outcome.UNKNOWN);
  }
}
