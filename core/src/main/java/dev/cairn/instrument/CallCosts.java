// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.instrument;

import dev.cairn.CairnAttributes;
import dev.cairn.LocalRoot;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;

/** What a call cost: on its own span, and in the sums of the request it was made for. */
final class CallCosts {
  private CallCosts() {}

  static void add(Span own, Context parent, CallSpan call, StorageAnswer answer) {
    long requests = call.attempts().arrived(answer.error() == null);
    LocalRoot root = LocalRoot.of(parent, own);
    if (requests == 0 || call.effect() == Effect.GRANT || !root.isRecording()) {
      return;
    }
    if (call.handler().isS3()) {
      s3(own, root, call.request().operation(), requests, answer);
    } else {
      dynamoDb(own, root, call, requests, answer);
    }
  }

  /**
   * @see <a href="https://aws.amazon.com/s3/pricing/">S3 pricing</a>: deletions and cancellations
   *     are free, HEAD, GET and SELECT are of the cheaper tier
   */
  private static void s3(
      Span own, LocalRoot root, String operation, long requests, StorageAnswer answer) {
    boolean head = operation.startsWith("Head");
    boolean reads = head || operation.startsWith("Get") || operation.startsWith("Select");
    boolean free = operation.startsWith("Delete") || operation.startsWith("Abort");
    long in = reads ? 0 : answer.bytesSent();
    // A HEAD is answered with the length of what it does not send.
    long out = answer.error() != null || head ? 0 : answer.bytesReceived();
    root.addS3(reads || free ? 0 : requests, reads ? requests : 0, in, out);
    switch (operation) {
      case "PutObject", "UploadPart" -> own.setAttribute(CairnAttributes.COST_BYTES, in);
      case "GetObject" -> own.setAttribute(CairnAttributes.COST_BYTES, out);
      default -> {}
    }
  }

  private static void dynamoDb(
      Span own, LocalRoot root, CallSpan call, long requests, StorageAnswer answer) {
    boolean writes = call.effect() == Effect.WRITE;
    // A write whose condition fails is billed like one that is applied.
    boolean billed = answer.error() == null || writes && Outcome.isOrdinary(answer);
    if (!billed || call.effect() == Effect.OTHER) {
      root.addDynamoDb(requests, 0, 0, false);
      return;
    }
    double units = answer.consumedUnits();
    boolean estimated = Double.isNaN(units);
    if (estimated) {
      units = Units.estimated(call.request().operation(), call.effect(), volume(call, answer));
      own.setAttribute(CairnAttributes.COST_ESTIMATED, true);
    }
    if (writes) {
      own.setAttribute(CairnAttributes.COST_WRITE_UNITS, units);
      root.addDynamoDb(requests, 0, units, estimated);
    } else {
      own.setAttribute(CairnAttributes.COST_READ_UNITS, units);
      root.addDynamoDb(requests, units, 0, estimated);
    }
  }

  private static Volume volume(CallSpan call, StorageAnswer answer) {
    Volume volume = answer.volume();
    int items = Math.max(volume.items(), call.request().addresses().size());
    return new Volume(items, volume.bytes(), volume.consistent());
  }
}
