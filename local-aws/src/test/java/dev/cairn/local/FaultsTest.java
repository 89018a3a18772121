// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Ordered latency and errors. */
class FaultsTest {
  private static final String NAME = "faults";
  private static final Map<String, AttributeValue> ITEM = Map.of("pk", AttributeValue.fromS("a"));

  private static LocalAws aws;
  private static DynamoDbClient dynamoDb;
  private static S3Client s3;

  @BeforeAll
  static void connect() {
    // Servers of its own: a fault meant for this test must not hit another.
    aws = LocalAws.start();
    dynamoDb = Clients.dynamoDb(aws);
    s3 = Clients.s3(aws);
    Tables.create(dynamoDb, NAME);
    s3.createBucket(b -> b.bucket(NAME));
  }

  @AfterEach
  void reset() {
    aws.reset();
  }

  @AfterAll
  static void close() {
    dynamoDb.close();
    s3.close();
    aws.close();
  }

  @Test
  void delay_holdsUpOnlyItsOperation_untilReset() {
    aws.delay("DynamoDB.PutItem", Duration.ofMinutes(1));
    CompletableFuture<Void> put = CompletableFuture.runAsync(FaultsTest::put);

    dynamoDb.getItem(b -> b.tableName(NAME).key(ITEM));
    assertThat(put).isNotDone();

    while (aws.requests("DynamoDB.PutItem") == 0) {
      Thread.onSpinWait(); // a put that has not come yet would not be let go on
    }
    aws.reset();
    assertThat(put).succeedsWithin(Duration.ofSeconds(30));
  }

  @Test
  void delay_holdsUpS3() {
    upload("slow");
    aws.delay("S3.PutObject", Duration.ofMillis(500));

    assertThat(timed(() -> upload("slow"))).isGreaterThanOrEqualTo(500);
  }

  @Test
  void fail_answersTheNextRequests_andThenNoMore() {
    aws.fail("DynamoDB.PutItem", 503, 2);

    for (int i = 0; i < 2; i++) {
      DynamoDbException e = catchThrowableOfType(DynamoDbException.class, FaultsTest::put);
      assertThat(e.statusCode()).isEqualTo(503);
    }
    put();
    assertThat(aws.requests("DynamoDB.PutItem")).isEqualTo(3);
  }

  @Test
  void fail_bearsTheErrorOfChoice() {
    aws.fail(
        "DynamoDB.PutItem",
        400,
        "ProvisionedThroughputExceededException",
        "say \"slow\"\nplease",
        1);

    assertThatThrownBy(FaultsTest::put)
        .isInstanceOf(ProvisionedThroughputExceededException.class)
        .hasMessageContaining("say \"slow\" please");
  }

  @Test
  void fail_onS3_isRetriedByTheSdk() {
    aws.fail("S3.PutObject", 503, 1);

    upload("retried");

    assertThat(aws.requests("S3.PutObject")).isEqualTo(2);
  }

  @Test
  void failedWrite_storesNothing() {
    aws.fail("S3.PutObject", 400, "InvalidRequest", "ordered", 1);

    S3Exception e = catchThrowableOfType(S3Exception.class, () -> upload("absent"));

    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidRequest");
    assertThatThrownBy(() -> s3.getObjectAsBytes(b -> b.bucket(NAME).key("absent")))
        .isInstanceOf(NoSuchKeyException.class);
  }

  @Test
  void s3Operations_areToldApart() {
    upload("one");
    s3.copyObject(
        b -> b.sourceBucket(NAME).sourceKey("one").destinationBucket(NAME).destinationKey("two"));
    s3.headObject(b -> b.bucket(NAME).key("two"));
    s3.getObjectAsBytes(b -> b.bucket(NAME).key("two"));
    s3.deleteObject(b -> b.bucket(NAME).key("two"));
    s3.deleteObjects(
        b -> b.bucket(NAME).delete(d -> d.objects(ObjectIdentifier.builder().key("one").build())));
    s3.listObjectsV2(b -> b.bucket(NAME));

    for (String operation :
        new String[] {
          "PutObject",
          "CopyObject",
          "HeadObject",
          "GetObject",
          "DeleteObject",
          "DeleteObjects",
          "ListObjectsV2"
        }) {
      assertThat(aws.requests("S3." + operation)).as(operation).isEqualTo(1);
    }
    assertThat(aws.requests("S3.Other")).isZero();
  }

  @Test
  void misspelledOperation_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> aws.delay("S3.PutObjekt", Duration.ZERO))
        .withMessageContaining("S3.PutObjekt");
    assertThatIllegalArgumentException().isThrownBy(() -> aws.fail("PutItem", 500, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> aws.fail("S3.PutObject", 200, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> aws.requests("S3.PutObject\nreset"));
  }

  private static void put() {
    dynamoDb.putItem(b -> b.tableName(NAME).item(ITEM));
  }

  private static void upload(String key) {
    s3.putObject(b -> b.bucket(NAME).key(key), RequestBody.fromString("content"));
  }

  private static long timed(Runnable action) {
    long start = System.nanoTime();
    action.run();
    return Duration.ofNanos(System.nanoTime() - start).toMillis();
  }
}
