// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import dev.cairn.StoredAddress;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Reads the stamp of an object from its metadata, by one HEAD request. */
final class S3Storage implements AutoCloseable {
  private static final int NOT_FOUND = 404;

  /** What S3 answers for a version that is a delete marker. */
  private static final int METHOD_NOT_ALLOWED = 405;

  private final StorageSettings settings;
  private S3Client client;

  S3Storage(StorageSettings settings) {
    this.settings = settings;
  }

  Stored read(StoredAddress address) {
    HeadObjectRequest request =
        HeadObjectRequest.builder()
            .bucket(address.container())
            .key(address.objectKey())
            .versionId(address.versionId())
            .build();
    return Aws.call("cannot read " + address, () -> head(request))
        .map(head -> stored(address, head))
        .orElseGet(() -> absent(address));
  }

  private Optional<HeadObjectResponse> head(HeadObjectRequest request) {
    try {
      return Optional.of(client().headObject(request));
    } catch (S3Exception refused) {
      if (refused.statusCode() == NOT_FOUND || refused.statusCode() == METHOD_NOT_ALLOWED) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  private Stored stored(StoredAddress address, HeadObjectResponse head) {
    return new Stored(
        address,
        Stored.State.PRESENT,
        head.metadata().get(settings.stampKey()),
        new Stored.Version(WriteRecord.unquoted(head.eTag()), head.versionId()),
        head.lastModified());
  }

  /** The answer to HEAD has no body that would tell a missing object from a missing bucket. */
  private Stored absent(StoredAddress address) {
    String bucket = address.container();
    try {
      client().headBucket(HeadBucketRequest.builder().bucket(bucket).build());
    } catch (S3Exception refused) {
      if (refused.statusCode() == NOT_FOUND) {
        throw new StorageException(
            false, "cannot read " + address + ": there is no bucket '" + bucket + "'", refused);
      }
    }
    return Stored.absent(address);
  }

  private S3Client client() {
    if (client == null) {
      boolean ownEndpoint =
          settings.s3Endpoint() != null
              || System.getenv("AWS_ENDPOINT_URL_S3") != null
              || System.getenv("AWS_ENDPOINT_URL") != null;
      URI endpoint = settings.s3Endpoint();
      client = Aws.configure(S3Client.builder(), endpoint).forcePathStyle(ownEndpoint).build();
    }
    return client;
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
    }
  }
}
