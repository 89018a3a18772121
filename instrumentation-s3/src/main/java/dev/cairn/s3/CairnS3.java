// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import dev.cairn.Cairn;
import dev.cairn.Stamp;
import dev.cairn.instrument.StorageHandler;
import java.util.Objects;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
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
    ClientOverrideConfiguration configuration = builder.overrideConfiguration();
    boolean decorated =
        configuration.executionInterceptors().stream().anyMatch(S3Interceptor.class::isInstance);
    if (!decorated) {
      builder.overrideConfiguration(
          configuration.toBuilder().addExecutionInterceptor(interceptor()).build());
    }
    return builder.build();
  }

  /**
   * Returns the interceptor {@link #build} adds, for clients that somebody else builds. Add it
   * once; presigners are left alone.
   */
  public ExecutionInterceptor interceptor() {
    return new S3Interceptor(handler);
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
}
