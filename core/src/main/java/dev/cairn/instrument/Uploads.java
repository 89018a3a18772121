// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.instrument;

import dev.cairn.StoredAddress;
import io.opentelemetry.context.Context;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The multipart uploads that calls of one client have begun. SDKs send an upload's parts, and the
 * call that completes it, from threads of their own: its id leads back to the context it was begun
 * in, and to what became of its stamp. Thread-safe.
 */
final class Uploads {
  /** Uploads may be abandoned without a word; the least recently used is forgotten first. */
  private static final int MAX_UPLOADS = 1000;

  private final Map<String, Upload> uploads =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Upload> eldest) {
          return size() > MAX_UPLOADS;
        }
      };

  /** An upload, as far as it is known. */
  static final class Upload {
    private static final Upload UNKNOWN = new Upload(null, null);

    private final Context context;
    private final String stampState;
    private volatile StoredAddress copySource;

    private Upload(Context context, String stampState) {
      this.context = context;
      this.stampState = stampState;
    }

    /** Returns the caller's own context, or where that says nothing the one of the upload. */
    Context contextFor(Context caller) {
      return Caller.firstThatTells(caller, context);
    }

    /** Returns what became of the stamp when the upload was begun; null where not known. */
    String stampState() {
      return stampState;
    }

    /** Returns what the upload's parts are copied from, or null. */
    StoredAddress copySource() {
      return copySource;
    }
  }

  /** Returns the upload a request belongs to. */
  Upload of(StorageRequest request) {
    String id = request.uploadId();
    if (id == null) {
      return Upload.UNKNOWN;
    }
    Upload upload;
    synchronized (uploads) {
      upload = uploads.getOrDefault(id, Upload.UNKNOWN);
    }
    if (upload != Upload.UNKNOWN && request.copySource() != null) {
      upload.copySource = request.copySource();
    }
    return upload;
  }

  /** Takes note of an upload that a call has begun, completed or given up. */
  void ended(StorageRequest request, StorageAnswer answer, Context context, String stampState) {
    if (answer.error() != null) {
      return;
    }
    String begun = answer.uploadId();
    synchronized (uploads) {
      if (begun != null && request.uploadId() == null) {
        uploads.put(begun, new Upload(context, stampState));
      } else if (Effect.endsUpload(request.operation())) {
        uploads.remove(request.uploadId());
      }
    }
  }
}
