// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local.server;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Puts the rules of real S3 that S3Mock lacks in front of it, and the faults that tests have
 * ordered in front of those.
 */
final class StrictS3Filter extends HttpFilter {
  private static final long serialVersionUID = 1;

  private final transient FaultRules rules;
  private final transient SigV4Verifier verifier;

  StrictS3Filter(FaultRules rules, SigV4Verifier verifier) {
    this.rules = rules;
    this.verifier = verifier;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String requestId = HexFormat.of().withUpperCase().formatHex(random(8));
    response.setHeader("x-amz-request-id", requestId);
    response.setHeader("x-amz-id-2", Base64.getEncoder().encodeToString(random(48)));

    S3Error error = firstError(request);
    if (error == S3Error.NONE) {
      chain.doFilter(new LowerCaseMetadata(request), response);
    } else {
      error.send(request, response, requestId);
    }
  }

  private S3Error firstError(HttpServletRequest request) throws IOException {
    S3Error error = orderedFault(request);
    if (error == S3Error.NONE) {
      error = S3Limits.checkHeaderSection(request);
    }
    if (error == S3Error.NONE) {
      error = verifier.check(request);
    }
    if (error == S3Error.NONE) {
      error = S3Limits.check(request);
    }
    return error;
  }

  private S3Error orderedFault(HttpServletRequest request) throws IOException {
    try {
      Fault fault = rules.meet(S3Operation.of(request));
      return fault == Fault.NONE
          ? S3Error.NONE
          : new S3Error(fault.status(), fault.code(), fault.message());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while delayed");
    }
  }

  private static byte[] random(int bytes) {
    byte[] random = new byte[bytes];
    ThreadLocalRandom.current().nextBytes(random);
    return random;
  }
}
