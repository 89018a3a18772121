// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import dev.cairn.Cairn;
import dev.cairn.instrument.StorageHandler;
import java.lang.reflect.Proxy;
import java.util.Objects;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.transfer.s3.S3TransferManager;

/**
 * Decorates transfer managers of the AWS SDK for Java 2.x. Thread-safe.
 *
 * <p>All that a transfer manager sends for an upload, download or copy, on whatever thread, belongs
 * to the caller's trace, and what it stores is stamped as by {@link CairnS3}. Transfers can be
 * paused and resumed as without it.
 */
public final class CairnS3TransferManager {
  private final StorageHandler handler;

  private CairnS3TransferManager(Cairn cairn) {
    handler = StorageHandler.s3(Objects.requireNonNull(cairn, "cairn"));
  }

  /** Returns the decorator with these settings. */
  public static CairnS3TransferManager create(Cairn cairn) {
    return new CairnS3TransferManager(cairn);
  }

  /**
   * Builds the transfer manager, decorated.
   *
   * @param builder on which {@code s3Client} need not be called
   * @param client which transfers are to use, decorated by {@link CairnS3} or not; it stays the
   *     caller's to close
   */
  public S3TransferManager build(S3TransferManager.Builder builder, S3AsyncClient client) {
    // Behind a delegate, a transfer manager does not recognise the clients that can pause.
    boolean decorated = client instanceof CarryingS3AsyncClient;
    S3AsyncClient own =
        decorated ? (S3AsyncClient) ((CarryingS3AsyncClient) client).delegate() : client;
    S3Carrier carrier =
        decorated
            ? ((CarryingS3AsyncClient) client).carrier()
            : new S3Carrier(handler, new S3Interceptor(handler));
    return (S3TransferManager)
        Proxy.newProxyInstance(
            S3TransferManager.class.getClassLoader(),
            new Class<?>[] {S3TransferManager.class},
            new CarryingTransfers(builder.s3Client(own).build(), carrier));
  }
}
