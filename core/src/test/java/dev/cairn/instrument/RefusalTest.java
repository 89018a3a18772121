// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.instrument;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.instrument.Refusal.Stamped;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Law 8.4, case by case. */
class RefusalTest {
  private record Answer(int status, String errorCode, String errorMessage, List<String> items)
      implements StorageAnswer {
    @Override
    public String errorCode(int item) {
      return items.get(item);
    }
  }

  private static Refusal of(int status, String code, String message, Stamped call) {
    return Refusal.of(new Answer(status, code, message, List.of()), call);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "400 | ValidationException | Type mismatch for key cairn expected: N       |"
            + " NAMES_THE_STAMP",
        "400 | ValidationException | unused in expressions: keys: {:cairn_s}       |"
            + " NAMES_THE_STAMP",
        "400 | ValidationException | overlap; path one: [#cairn_s], path two: [a]  |"
            + " NAMES_THE_STAMP",
        "400 | ValidationException | attribute: cairn.                             |"
            + " NAMES_THE_STAMP",
        "403 | AccessDeniedException | not allowed on attribute cairn              |"
            + " NAMES_THE_STAMP",
        "400 | ValidationException | Item size has exceeded the maximum            | SIZE",
        "400 | ValidationException | Item size to update has exceeded the maximum  | SIZE",
        "400 | ValidationException | Invalid: Expression size has exceeded         | SIZE",
        "400 | ItemCollectionSizeLimitExceededException | Collection size exceeded | SIZE",
        "400 | AccessDeniedException | User is not authorized                      | ACCESS",
        "400 | AccessDeniedException | table/cairn-photos is not authorized        | ACCESS",
        "400 | ValidationException | Syntax error; token: =                        | NOT_OURS",
        "400 | ValidationException | Table: cairn-photos, my_cairn, cairn2, a/cairn| NOT_OURS",
        "400 | ValidationException | map cairn.photos of the application           | NOT_OURS",
        "400 | ValidationException | The size of hashkey has exceeded the limit    | NOT_OURS",
        "400 | ValidationException | -                                             | NOT_OURS",
        "400 | ConditionalCheckFailedException | The conditional request failed    | NOT_OURS",
        "400 | IdempotentParameterMismatchException | cairn                        | NOT_OURS",
        "400 | ThrottlingException | cairn                                         | NOT_OURS",
        "400 | ProvisionedThroughputExceededException | cairn                      | NOT_OURS",
        "400 | RequestLimitExceeded | cairn                                        | NOT_OURS",
        "400 | TransactionConflictException | cairn                                | NOT_OURS",
        "400 | TransactionInProgressException | cairn                              | NOT_OURS",
        "400 | ResourceNotFoundException | Table: cairn                            | NOT_OURS",
        "400 | - | cairn                                                           | NOT_OURS",
        "500 | ValidationException | cairn                                         | NOT_OURS",
        "503 | AccessDeniedException | cairn                                       | NOT_OURS",
        "0   | ValidationException | cairn                                         | NOT_OURS"
      })
  void refusal_isOurs_onlyWhereTheErrorCanBe(
      int status, String code, String message, Refusal expected) {
    assertThat(of(status, code, message, new Stamped("cairn", true, false, 0))).isEqualTo(expected);
  }

  @Test
  void size_isNotOurs_farFromTheLimit() {
    Stamped far = new Stamped("cairn", false, false, 0);
    assertThat(of(400, "ValidationException", "Item size has exceeded", far))
        .isEqualTo(Refusal.NOT_OURS);
    assertThat(of(400, "ItemCollectionSizeLimitExceededException", "", far))
        .isEqualTo(Refusal.NOT_OURS);
  }

  @Test
  void access_isNotOurs_whereStampsWereAccepted() {
    Stamped accepted = new Stamped("cairn", true, true, 0);
    assertThat(of(400, "AccessDeniedException", "no", accepted)).isEqualTo(Refusal.NOT_OURS);
    assertThat(of(400, "AccessDeniedException", "attribute cairn", accepted))
        .isEqualTo(Refusal.NAMES_THE_STAMP);
  }

  @ParameterizedTest
  @CsvSource({
    "ValidationError,         , SIZE",
    "ValidationError,         ValidationError, SIZE",
    "ItemCollectionSizeLimitExceeded, , SIZE",
    "ValidationError,         ConditionalCheckFailed, NOT_OURS",
    "ConditionalCheckFailed,  , NOT_OURS",
    "TransactionConflict,     , NOT_OURS",
    "ThrottlingError,         ValidationError, NOT_OURS"
  })
  void transaction_isOurs_onlyWhereNothingElseIsWrong(String one, String two, Refusal expected) {
    Answer answer =
        new Answer(
            400, "TransactionCanceledException", "Item size exceeded", Arrays.asList(one, two));
    assertThat(Refusal.of(answer, new Stamped("cairn", true, false, 2))).isEqualTo(expected);
  }

  @Test
  void key_isTheConfiguredOne() {
    Stamped other = new Stamped("blame", true, false, 0);
    assertThat(of(400, "ValidationException", "attribute blame", other))
        .isEqualTo(Refusal.NAMES_THE_STAMP);
    assertThat(of(400, "ValidationException", "attribute cairn", other))
        .isEqualTo(Refusal.NOT_OURS);
  }
}
