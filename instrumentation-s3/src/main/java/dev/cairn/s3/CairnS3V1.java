// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import com.amazonaws.client.builder.ExecutorFactory;
import com.amazonaws.handlers.RequestHandler2;
import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.AmazonS3ClientBuilder;
import com.amazonaws.services.s3.model.GeneratePresignedUrlRequest;
import com.amazonaws.services.s3.model.GetObjectMetadataRequest;
import com.amazonaws.services.s3.model.ObjectMetadata;
import com.amazonaws.services.s3.transfer.TransferManager;
import com.amazonaws.services.s3.transfer.TransferManagerBuilder;
import com.amazonaws.services.s3.transfer.internal.TransferManagerUtils;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.Cairn;
import dev.cairn.Stamp;
import dev.cairn.StoredAddress;
import dev.cairn.instrument.StorageAnswer;
import dev.cairn.instrument.StorageCall;
import dev.cairn.instrument.StorageHandler;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;

/**
 * Decorates S3 clients of the AWS SDK for Java 1.x. Thread-safe.
 *
 * <p>A decorated client stamps what it writes with the current {@link dev.cairn.Origin}, links what
 * it reads to the request that wrote it, and records each call as a span. Requests, results and
 * errors are otherwise those of the undecorated client; the stamp does not show in the user
 * metadata.
 */
public final class CairnS3V1 {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final StorageHandler handler;

  /** ObjectMetadata has no equals of its own: the keys are identities. */
  private final Map<ObjectMetadata, Stamp> hidden =
      Collections.synchronizedMap(new WeakHashMap<>());

  private CairnS3V1(Cairn cairn) {
    handler = StorageHandler.s3(Objects.requireNonNull(cairn, "cairn"));
  }

  /** Returns the decorator with these settings. */
  public static CairnS3V1 create(Cairn cairn) {
    return new CairnS3V1(cairn);
  }

  /** Builds the client, decorated. The builder's other request handlers stay and run first. */
  public AmazonS3 build(AmazonS3ClientBuilder builder) {
    List<RequestHandler2> handlers =
        builder.getRequestHandlers() == null
            ? new ArrayList<>()
            : new ArrayList<>(builder.getRequestHandlers());
    if (handlers.stream().noneMatch(S3RequestHandler.class::isInstance)) {
      handlers.add(requestHandler());
      builder.setRequestHandlers(handlers.toArray(new RequestHandler2[0]));
    }
    return builder.build();
  }

  /**
   * Builds the transfer manager, decorated: what its threads send belongs to the caller's trace,
   * and is stamped with the caller's origin. Its client should be {@linkplain
   * #build(AmazonS3ClientBuilder) decorated}; where the builder names none, a decorated default is
   * taken.
   */
  public TransferManager build(TransferManagerBuilder builder) {
    if (builder.getS3Client() == null) {
      builder.setS3Client(build(AmazonS3ClientBuilder.standard()));
    }
    ExecutorFactory own = builder.getExecutorFactory();
    builder.setExecutorFactory(
        () ->
            new TransferThreads(
                own == null
                    ? TransferManagerUtils.createDefaultExecutorService()
                    : own.newExecutor()));
    try {
      return builder.build();
    } finally {
      builder.setExecutorFactory(own);
    }
  }

  /**
   * Adds the current origin's stamp to a request to presign a PUT, as one more header: whoever uses
   * the URL must send it along. Nothing is added where a write would go out unstamped. That a
   * stamped URL was given out is recorded as a write of unknown outcome.
   */
  public void stamp(GeneratePresignedUrlRequest request) {
    try {
      StorageCall call =
          handler.prepare(
              new S3V1Request(request, "PresignPutObject", handler::bucket), Context.current());
      Map<String, String> headers = request.getCustomRequestHeaders();
      String stamp = call.stamp(ObjectHeaders.of(headers == null ? Map.of() : headers));
      if (stamp != null) {
        request.putCustomRequestHeader(ObjectHeaders.METADATA + handler.stampKey(), stamp);
        call.end(new StorageAnswer() {});
      }
    } catch (Throwable fault) {
      handler.caught("presign", fault);
    }
  }

  /**
   * Returns the request handler {@link #build(AmazonS3ClientBuilder)} adds, for clients that
   * somebody else builds.
   */
  public RequestHandler2 requestHandler() {
    return new S3RequestHandler(handler, hidden);
  }

  /**
   * Returns the stamp of the object that a getObject or getObjectMetadata answered with this
   * metadata, or {@link Stamp#INVALID}. Ask for the very instance; a copy is not known.
   */
  public Stamp stampOf(ObjectMetadata metadata) {
    return hidden.getOrDefault(metadata, Stamp.INVALID);
  }

  /**
   * Returns the stamp of the object that S3 notifies of, or {@link Stamp#INVALID}: asks for its
   * metadata by one HeadObject, for which the client needs the right to read the object.
   *
   * @throws com.amazonaws.SdkClientException as the client does
   */
  public Stamp stampOf(AmazonS3 client, S3Notification notification) {
    StoredAddress at = notification.address();
    ObjectMetadata metadata =
        client.getObjectMetadata(
            new GetObjectMetadataRequest(at.container(), at.objectKey(), at.versionId()));
    Stamp hiddenStamp = stampOf(metadata);
    return hiddenStamp.isValid()
        ? hiddenStamp
        : Stamp.parse(metadata.getUserMetaDataOf(handler.stampKey()));
  }

  /**
   * Returns the notifications of S3 in a message: the body of a message of SQS, an event of Lambda
   * or EventBridge, a message of SNS, whichever way it came. Never throws: where there are none, or
   * the message is not what AWS documents, the list is empty, and in the latter case the fault is
   * counted.
   */
  public List<S3Notification> notifications(String message) {
    try {
      return Notifications.in(message, CairnS3V1::parse);
    } catch (Throwable fault) {
      handler.caught("notifications", fault);
      return List.of();
    }
  }

  /** Says on a span that it works on what was notified of, so that the write is found by it. */
  public void describe(Span span, S3Notification notification) {
    handler.describe(span, notification.address(), notification.answer());
  }

  private static Object parse(String json) {
    try {
      return JSON.readValue(json, Map.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
