// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

/** The S3-compatible server that a suite runs against. Operations are named as AWS does. */
public interface ObjectServer {
  /** Creates a bucket of a name that is new. */
  String newBucket();

  /** Creates a bucket of a name that is new, which keeps all versions of its objects. */
  String newVersionedBucket();

  /** Lets the server answer the next calls of an operation with a status. */
  void failNext(String operation, int status, int times);

  /** Lets the server keep the calls of an operation waiting for far longer than a test. */
  void stall(String operation);

  /** Returns how many calls of an operation have reached the server in this test. */
  long received(String operation);

  /** Ends all injected failures, and what was created in the test with them. */
  void heal();
}
