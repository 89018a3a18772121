// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/**
 * One value of a DynamoDB primary key: a string, a number or a binary value. Immutable.
 *
 * <p>Its canonical form is the percent-encoded string (so that it holds no {@code :} or {@code /}),
 * {@code n:} and the number, or {@code b:} and the octets in base64url without padding.
 */
public final class KeyValue {
  /** The three types a key attribute can have, named as DynamoDB's attribute definitions do. */
  public enum Type {
    /** A string. */
    S,
    /** A number. */
    N,
    /** A binary value. */
    B
  }

  /**
   * Digits and exponents beyond these are no DynamoDB number (38 digits, 1E-130 to 9.9E+125), and
   * writing them out would let a key of a few characters fill the memory.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html">
   *     Numbers</a>
   */
  private static final int MAX_NUMBER_LENGTH = 256;

  private static final int MAX_SCALE = 130 + 38;

  private final Type type;
  private final String text;

  private KeyValue(Type type, String text) {
    this.type = type;
    this.text = text;
  }

  /** Returns the key value of a string attribute. */
  public static KeyValue string(String value) {
    return new KeyValue(Type.S, Objects.requireNonNull(value, "value"));
  }

  /**
   * Returns the key value of a number attribute, normalised as DynamoDB does: {@code 1.0}, {@code
   * +1} and {@code 10E-1} are {@code 1}. What is not a number of DynamoDB is kept as it is.
   */
  public static KeyValue number(String value) {
    return new KeyValue(Type.N, normalised(Objects.requireNonNull(value, "value")));
  }

  /** Returns the key value of a binary attribute. The array is not kept. */
  public static KeyValue binary(byte[] value) {
    return new KeyValue(Type.B, Base64.getUrlEncoder().withoutPadding().encodeToString(value));
  }

  private static String normalised(String number) {
    if (number.length() > MAX_NUMBER_LENGTH) {
      return number;
    }
    try {
      BigDecimal value = new BigDecimal(number);
      if (value.signum() == 0) {
        return "0";
      }
      value = value.stripTrailingZeros();
      return Math.abs(value.scale()) > MAX_SCALE ? number : value.toPlainString();
    } catch (NumberFormatException notANumber) {
      return number;
    }
  }

  /** Reads the canonical form. Returns null where it is malformed. */
  static KeyValue parse(String canonical) {
    if (canonical.startsWith("n:")) {
      String number = Percent.decode(canonical.substring(2));
      return number == null ? null : number(number);
    }
    if (canonical.startsWith("b:")) {
      try {
        return binary(Base64.getUrlDecoder().decode(canonical.substring(2)));
      } catch (IllegalArgumentException notBase64) {
        return null;
      }
    }
    String string = Percent.decode(canonical);
    return string == null ? null : string(string);
  }

  /** Returns the type. */
  public Type type() {
    return type;
  }

  /** Returns the string, the normalised number, or the octets in base64url without padding. */
  public String text() {
    return text;
  }

  /** Returns the octets: the binary value, else the UTF-8 of {@link #text()}. */
  public byte[] octets() {
    return type == Type.B
        ? Base64.getUrlDecoder().decode(text)
        : text.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the canonical form. */
  @Override
  public String toString() {
    return switch (type) {
      case S -> Percent.encode(text, Percent.UNRESERVED);
      case N -> "n:" + Percent.encode(text, Percent.UNRESERVED);
      case B -> "b:" + text;
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyValue that && type == that.type && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, text);
  }
}
