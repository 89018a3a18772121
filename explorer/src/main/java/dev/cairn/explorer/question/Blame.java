// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.Stamp;
import dev.cairn.StoredAddress;
import io.opentelemetry.api.trace.SpanContext;

/**
 * Q1 and Q2 where the storage can be reached: reads the stamp at an address and joins it with what
 * spans say. Not thread-safe. Its clients are bare: what it reads leaves no trace.
 */
public final class Blame implements AutoCloseable {
  private final S3Storage s3;
  private final DynamoDbStorage dynamoDb;

  /** Somebody who has spans: an explorer's {@code GET /api/blame}. */
  public interface Spans {
    /**
     * Returns the answer from spans alone, as {@link Questions#blame} gives it, or null where
     * nobody answers.
     *
     * @param entry the entry request a stamp names, or the invalid context
     */
    JsonNode about(StoredAddress address, SpanContext entry);
  }

  private Blame(StorageSettings settings) {
    s3 = new S3Storage(settings);
    dynamoDb = new DynamoDbStorage(settings);
  }

  /** Opens nothing yet: each client is made at the first address that needs it. */
  public static Blame with(StorageSettings settings) {
    return new Blame(settings);
  }

  /**
   * Asks who stored what is at the address. Blocks on the network.
   *
   * @throws StorageException where the storage does not answer or refuses
   * @throws IllegalArgumentException where the address cannot be one of its table
   */
  public BlameAnswer ask(StoredAddress address, Spans spans) {
    Stored stored = address.isS3() ? s3.read(address) : dynamoDb.read(address);
    SpanContext entry = Stamp.parse(stored.stampText()).spanContext();
    JsonNode told = spans.about(stored.address(), entry);
    return BlameJoin.answer(
        stored,
        told == null
            ? SpanEvidence.none("no explorer answered, so this is from the stamp alone")
            : SpanEvidence.fromJson(told));
  }

  @Override
  public void close() {
    s3.close();
    dynamoDb.close();
  }
}
