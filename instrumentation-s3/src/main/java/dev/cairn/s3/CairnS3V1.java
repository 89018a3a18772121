// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import com.amazonaws.handlers.RequestHandler2;
import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.AmazonS3ClientBuilder;
import com.amazonaws.services.s3.model.ObjectMetadata;
import dev.cairn.Cairn;
import dev.cairn.Stamp;
import dev.cairn.instrument.StorageHandler;
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

  /** Returns the request handler {@link #build} adds, for clients that somebody else builds. */
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
}
