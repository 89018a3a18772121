// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.instrument;

import java.util.function.UnaryOperator;

/** How long the bodies of HTTP requests and answers are, by their headers; 0 where none says. */
public final class BodyLength {
  /** The digits of {@link Long#MAX_VALUE}, less one. */
  private static final int MAX_DIGITS = 18;

  private BodyLength() {}

  /**
   * Returns the length of what was sent, without what S3's signature wraps it in.
   *
   * @param header looks up a header; null where it is absent
   */
  public static long sent(UnaryOperator<String> header) {
    String decoded = header.apply("x-amz-decoded-content-length");
    return decoded == null ? of(header) : number(decoded);
  }

  /**
   * Returns the length of what was received, or sent as it is.
   *
   * @param header as of {@link #sent}
   */
  public static long of(UnaryOperator<String> header) {
    return number(header.apply("Content-Length"));
  }

  private static long number(String text) {
    if (text == null || text.length() > MAX_DIGITS) {
      return 0;
    }
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9') {
        return 0;
      }
      number = 10 * number + (digit - '0');
    }
    return number;
  }
}
