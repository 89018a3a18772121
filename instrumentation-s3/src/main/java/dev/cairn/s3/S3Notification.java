// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import dev.cairn.StoredAddress;
import dev.cairn.instrument.StorageAnswer;

/**
 * What S3 notifies a subscriber of: that something happened to an object. Immutable. A notification
 * does not hold metadata: the stamp is read from the object ({@code stampOf}), or the write is
 * found by the {@linkplain #requestId() id of its request}, which its span has.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">
 *     Event message structure</a>
 */
public final class S3Notification {
  private final String event;
  private final StoredAddress address;
  private final String eTag;
  private final String requestId;
  private final String extendedRequestId;

  S3Notification(
      String event,
      StoredAddress address,
      String eTag,
      String requestId,
      String extendedRequestId) {
    this.event = event;
    this.address = address;
    this.eTag = eTag;
    this.requestId = requestId;
    this.extendedRequestId = extendedRequestId;
  }

  /** Returns what happened: {@code ObjectCreated:Put}, by EventBridge {@code Object Created}. */
  public String event() {
    return event;
  }

  /** Returns the object, its key decoded, with its version where the notification names one. */
  public StoredAddress address() {
    return address;
  }

  /** Returns the object's ETag, or null where there is none, as of a deletion. */
  public String eTag() {
    return eTag;
  }

  /** Returns the id of the request that made it happen, or null. */
  public String requestId() {
    return requestId;
  }

  /** What a span that works on this says of it. */
  StorageAnswer answer() {
    return new StorageAnswer() {
      @Override
      public String requestId() {
        return requestId;
      }

      @Override
      public String extendedRequestId() {
        return extendedRequestId;
      }

      @Override
      public String eTag() {
        return eTag;
      }

      @Override
      public String versionId() {
        return address.versionId();
      }
    };
  }

  @Override
  public String toString() {
    return "S3Notification{" + event + ' ' + address + '}';
  }
}
