// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import dev.cairn.Cairn;
import dev.cairn.Stamp;
import dev.cairn.StoredAddress;
import dev.cairn.instrument.StorageHandler;
import io.opentelemetry.api.trace.Span;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;
import software.amazon.awssdk.services.s3.S3BaseClientBuilder;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3CrtAsyncClientBuilder;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Response;

/**
 * Decorates S3 clients of the AWS SDK for Java 2.x. Thread-safe.
 *
 * <p>A decorated client stamps what it writes with the current {@link dev.cairn.Origin}, links what
 * it reads to the request that wrote it, and records each call as a span. Requests, responses and
 * errors are otherwise those of the undecorated client; the stamp does not show in {@code
 * metadata()}.
 */
public final class CairnS3 {
  private final StorageHandler handler;

  private CairnS3(Cairn cairn) {
    handler = StorageHandler.s3(Objects.requireNonNull(cairn, "cairn"));
  }

  /** Returns the decorator with these settings. */
  public static CairnS3 create(Cairn cairn) {
    return new CairnS3(cairn);
  }

  /**
   * Builds the client, decorated. The builder's other interceptors stay; ours runs last on the way
   * out and first on the way back. A builder that is decorated already stays as it is.
   */
  public S3Client build(S3ClientBuilder builder) {
    intercept(builder);
    return builder.build();
  }

  /**
   * Builds the asynchronous client, decorated; one that uploads in parts, too. For transfers see
   * {@link CairnS3TransferManager}.
   */
  public S3AsyncClient build(S3AsyncClientBuilder builder) {
    intercept(builder);
    return new CarryingS3AsyncClient(builder.build(), new S3Carrier(handler, null));
  }

  /** Builds the client of the AWS Common Runtime, decorated. */
  public S3AsyncClient build(S3CrtAsyncClientBuilder builder) {
    return wrap(builder.build());
  }

  /**
   * Decorates an asynchronous client that somebody else has built. This needs the SDK to find
   * {@link S3ClassPathInterceptor} on its class path, which it does unless jars were merged without
   * their {@code execution.interceptors}; a call that goes by undecorated is logged and counted.
   */
  public S3AsyncClient wrap(S3AsyncClient client) {
    return client instanceof CarryingS3AsyncClient
        ? client
        : new CarryingS3AsyncClient(client, new S3Carrier(handler, new S3Interceptor(handler)));
  }

  private void intercept(S3BaseClientBuilder<?, ?> builder) {
    ClientOverrideConfiguration configuration = builder.overrideConfiguration();
    boolean decorated =
        configuration.executionInterceptors().stream().anyMatch(S3Interceptor.class::isInstance);
    if (!decorated) {
      builder.overrideConfiguration(
          configuration.toBuilder().addExecutionInterceptor(interceptor()).build());
    }
  }

  /**
   * Returns the interceptor {@link #build(S3ClientBuilder)} adds, for clients that somebody else
   * builds. Add it once; presigners are left alone.
   */
  public ExecutionInterceptor interceptor() {
    return new S3Interceptor(handler);
  }

  /**
   * Returns the request with the current origin's stamp in its metadata, to be presigned: whoever
   * uses the URL must send {@code signedHeaders()} along. It is the request itself where a write
   * would go out unstamped. That a stamped URL was given out is recorded as a write of unknown
   * outcome.
   */
  public PutObjectRequest stamped(PutObjectRequest request) {
    return Presigning.stamp(handler, request, "PresignPutObject", request.metadata())
        .map(metadata -> request.toBuilder().metadata(metadata).build())
        .orElse(request);
  }

  /** As {@link #stamped(PutObjectRequest)}, for an upload in parts. */
  public CreateMultipartUploadRequest stamped(CreateMultipartUploadRequest request) {
    return Presigning.stamp(handler, request, "PresignCreateMultipartUpload", request.metadata())
        .map(metadata -> request.toBuilder().metadata(metadata).build())
        .orElse(request);
  }

  /**
   * Returns the stamp of the object that a GetObject or HeadObject answered for, or {@link
   * Stamp#INVALID}.
   */
  public Stamp stampOf(S3Response response) {
    return response.sdkHttpResponse() == null
        ? Stamp.INVALID
        : response
            .sdkHttpResponse()
            .firstMatchingHeader(ObjectHeaders.METADATA + handler.stampKey())
            .map(Stamp::parse)
            .orElse(Stamp.INVALID);
  }

  /**
   * Returns the stamp of the object that S3 notifies of, or {@link Stamp#INVALID}: asks for its
   * metadata by one HeadObject, for which the client needs the right to read the object.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException as the client does
   */
  public Stamp stampOf(S3Client client, S3Notification notification) {
    StoredAddress at = notification.address();
    return stampOf(
        client.headObject(
            b -> b.bucket(at.container()).key(at.objectKey()).versionId(at.versionId())));
  }

  /**
   * Returns the notifications of S3 in a message: the body of a message of SQS, an event of Lambda
   * or EventBridge, a message of SNS, whichever way it came. Never throws: where there are none, or
   * the message is not what AWS documents, the list is empty, and in the latter case the fault is
   * counted.
   */
  public List<S3Notification> notifications(String message) {
    try {
      return Notifications.in(message, SdkJson::parse);
    } catch (Throwable fault) {
      handler.caught("notifications", fault);
      return List.of();
    }
  }

  /** Says on a span that it works on what was notified of, so that the write is found by it. */
  public void describe(Span span, S3Notification notification) {
    handler.describe(span, notification.address(), notification.answer());
  }
}
