// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchRuntimeException;

import dev.cairn.CairnAttributes;
import dev.cairn.contract.ItemClient.Update;
import dev.cairn.contract.ItemClient.Write;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Law 8.4: what is refused for what may be the stamp is sent once more without.
 *
 * <p>DynamoDB Local knows neither access control nor throttling: unlike AWS it refuses on order.
 */
public abstract class DynamoDbRefusalContract extends DynamoDbManyContract {
  private static final String DENIED = "AccessDeniedException";
  private static final String NOT_AUTHORIZED =
      "User: arn:aws:iam::1:user/app is not authorized to perform: dynamodb:PutItem";
  private static final String PUT = "PutItem";

  @Test
  void accessDenied_onATableNotYetKnown_isSentAgainWithoutTheStamp() {
    server().refuseNext(PUT, DENIED, NOT_AUTHORIZED, 1);
    asAda(() -> decorated.put(table, item("cat")));

    assertThat(bare.get(table, "cat").item()).isEqualTo(item("cat"));
    SpanData span = telemetry.span("DynamoDB.PutItem");
    assertThat(attribute(span, CairnAttributes.STAMP)).isEqualTo("skipped:resent");
    assertThat(attribute(span, CairnAttributes.OUTCOME)).isEqualTo("applied");
    assertThat(attribute(span, CairnAttributes.HTTP_REQUEST_RESEND_COUNT)).isEqualTo(1);
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);

    telemetry.reset();
    asAda(() -> decorated.put(table, item("dog")));
    assertThat(bare.get(table, "dog").item()).as("the breaker is open").isEqualTo(item("dog"));
    assertThat(attribute(telemetry.span("DynamoDB.PutItem"), CairnAttributes.STAMP))
        .isEqualTo("skipped:refused");
    assertThat(server().requests(PUT)).isEqualTo(3);
  }

  @Test
  void breaker_isOfOneTable() {
    server().refuseNext(PUT, DENIED, NOT_AUTHORIZED, 1);
    asAda(() -> decorated.put(table, item("cat")));
    String other = newTable();
    asAda(() -> decorated.put(other, item("dog")));

    assertThat(bare.get(other, "dog").item()).containsKey("cairn");
  }

  @Test
  void accessDenied_forGood_isTheFirstError_andOpensNothing() {
    server().refuseNext(PUT, DENIED, NOT_AUTHORIZED, 2);
    RuntimeException error =
        catchRuntimeException(() -> asAda(() -> decorated.put(table, item("cat"))));

    assertThat(decorated.errorCode(error)).isEqualTo(DENIED);
    assertThat(server().requests(PUT)).isEqualTo(2);
    SpanData span = telemetry.span("DynamoDB.PutItem");
    assertThat(attribute(span, CairnAttributes.OUTCOME)).isEqualTo("rejected");
    assertThat(attribute(span, CairnAttributes.ERROR_TYPE)).isEqualTo(DENIED);
    assertThat(decorated.requestId(error))
        .as("of the first answer, which the span tells of")
        .isEqualTo(attribute(span, CairnAttributes.AWS_REQUEST_ID));

    asAda(() -> decorated.put(table, item("cat")));
    assertThat(stored("cat").isValid()).isTrue();
  }

  @Test
  void accessDenied_onATableThatAcceptsStamps_isNotSentAgain() {
    asAda(() -> decorated.put(table, item("cat")));
    server().refuseNext(PUT, DENIED, NOT_AUTHORIZED, 1);
    RuntimeException error =
        catchRuntimeException(() -> asAda(() -> decorated.put(table, item("dog"))));

    assertThat(decorated.errorCode(error)).isEqualTo(DENIED);
    assertThat(server().requests(PUT)).isEqualTo(2);
  }

  @Test
  void accessDenied_withoutAStamp_isNotSentAgain() {
    server().refuseNext(PUT, DENIED, NOT_AUTHORIZED, 1);
    RuntimeException error = catchRuntimeException(() -> decorated.put(table, item("cat")));

    assertThat(decorated.errorCode(error)).isEqualTo(DENIED);
    assertThat(server().requests(PUT)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PutItem | ValidationException | Type mismatch for Index Key cairn Expected: N Actual: S",
        "PutItem | ValidationException | Value not used in expressions: keys: {:cairn_s}",
      })
  void errorThatNamesTheStamp_isSentAgain_andOpensTheBreaker(
      String operation, String code, String message) {
    asAda(() -> decorated.put(table, item("probe")));
    server().refuseNext(operation, code, message, 1);
    asAda(() -> decorated.put(table, item("cat")));
    asAda(() -> decorated.put(table, item("dog")));

    assertThat(bare.get(table, "cat").item()).isEqualTo(item("cat"));
    assertThat(bare.get(table, "dog").item()).isEqualTo(item("dog"));
  }

  @Test
  void updateThatMakesTheItemTooLarge_isSentAgain_andOpensNothing() {
    int rest = 400 * 1024 - "pkcatnoteslikes".length() - 40;
    bare.put(table, Map.of("pk", "cat", "notes", "x".repeat(rest)));
    Update like = new Update("ADD likes :n", null, Map.of(":n", 1L), "NONE");
    asAda(() -> decorated.update(table, "cat", like));

    assertThat(bare.get(table, "cat").item()).containsEntry("likes", 1L).hasSize(3);
    assertThat(server().requests("UpdateItem")).isEqualTo(2);
    asAda(() -> decorated.put(table, item("dog")));
    assertThat(stored("dog").isValid()).as("size opens no breaker").isTrue();
  }

  /** DynamoDB Local says "Item size to update has exceeded the maximum allowed size", as AWS. */
  @Test
  void updateThatIsTooLargeByItself_isTheFirstError() {
    int rest = 400 * 1024 - "pkcatnotes".length() - 3;
    bare.put(table, Map.of("pk", "cat", "notes", "x".repeat(rest)));
    Update grow = new Update("SET title = :v", null, Map.of(":v", "Our cat"), "NONE");
    RuntimeException plain = catchRuntimeException(() -> bare.update(table, "cat", grow));
    RuntimeException traced =
        catchRuntimeException(() -> asAda(() -> decorated.update(table, "cat", grow)));

    assertThat(traced).hasSameClassAs(plain);
    assertThat(decorated.errorCode(traced)).isEqualTo(bare.errorCode(plain));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ValidationException | Invalid UpdateExpression: Syntax error; token: \"=\"",
        "ValidationException | The size of hashkey has exceeded the maximum size limit",
        "ConditionalCheckFailedException | The conditional request failed",
        "ResourceNotFoundException | Requested resource not found: Table: cairn-photos",
        "TransactionConflictException | Transaction is ongoing for the item"
      })
  void anythingElse_isNotSentAgain_andOpensNothing(String code, String message) {
    server().refuseNext(PUT, code, message, 1);
    RuntimeException error =
        catchRuntimeException(() -> asAda(() -> decorated.put(table, item("cat"))));

    assertThat(decorated.errorCode(error)).isEqualTo(code);
    assertThat(server().requests(PUT)).isEqualTo(1);
    asAda(() -> decorated.put(table, item("cat")));
    assertThat(stored("cat").isValid()).isTrue();
  }

  @Test
  void throttling_isRetriedByTheSdk_withTheStamp() {
    server().refuseNext(PUT, "ProvisionedThroughputExceededException", "Slow down", 2);
    asAda(() -> decorated.put(table, item("cat")));

    assertThat(stored("cat").isValid()).isTrue();
    SpanData span = telemetry.span("DynamoDB.PutItem");
    assertThat(attribute(span, CairnAttributes.HTTP_REQUEST_RESEND_COUNT)).isEqualTo(2);
    assertThat(attribute(span, CairnAttributes.STAMP)).isEqualTo("written");
  }

  @Test
  void batchAndTransaction_areSentAgainWithoutTheirStamps() {
    server().refuseNext("BatchWriteItem", DENIED, NOT_AUTHORIZED, 1);
    List<Write> writes = List.of(Write.put(table, item("cat")), Write.put(table, item("dog")));
    asAda(() -> decorated.batchWrite(writes));

    assertThat(bare.get(table, "cat").item()).isEqualTo(item("cat"));
    assertThat(attribute(telemetry.span("DynamoDB.BatchWriteItem"), CairnAttributes.STAMPS))
        .containsExactly("skipped:resent", "skipped:resent");

    String other = newTable();
    server().refuseNext("TransactWriteItems", DENIED, NOT_AUTHORIZED, 1);
    asAda(() -> decorated.transactWrite(List.of(Write.put(other, item("cat"))), null));
    assertThat(bare.get(other, "cat").item()).isEqualTo(item("cat"));
  }

  @Test
  void refusedCall_isNotSentAgain_whenNoTimeIsLeft() {
    server().delay(PUT, 1000);
    server().refuseNext(PUT, DENIED, NOT_AUTHORIZED, 1);
    try (ItemClient client = newClientWithTimeout(cairn().build(), table, 1900)) {
      RuntimeException error =
          catchRuntimeException(() -> asAda(() -> client.put(table, item("cat"))));

      assertThat(client.errorCode(error)).isEqualTo(DENIED);
      assertThat(server().requests(PUT)).isEqualTo(1);
    }
  }

  @Test
  void call_endsItsSpan_whenItsTimeIsUp() {
    server().delay(PUT, 1000);
    try (ItemClient client = newClientWithTimeout(cairn().build(), table, 200)) {
      RuntimeException error =
          catchRuntimeException(() -> asAda(() -> client.put(table, item("cat"))));

      assertThat(error).isNotNull();
      telemetry.await("DynamoDB.PutItem");
      assertThat(attribute(telemetry.span("DynamoDB.PutItem"), CairnAttributes.OUTCOME))
          .isEqualTo("unknown");
    }
  }
}
