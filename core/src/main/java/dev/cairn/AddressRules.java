// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How addresses show on spans. Immutable. */
final class AddressRules {
  private static final String MAC = "HmacSHA256";
  private static final int MAC_BYTES = 16;
  private static final String UNKNOWN_KEY = "?";
  private static final String UNMATCHED = "{}";
  private static final Pattern VARIABLE = Pattern.compile("\\{\\w*}");

  private final List<Rule> rules;
  private final byte[] hashKey;

  /**
   * How addresses of some resources show.
   *
   * @param resource {@code s3://bucket} or {@code dynamodb://table}
   * @param templates in the order they are tried
   */
  record Rule(Pattern resource, AddressMode mode, List<Template> templates) {}

  /** A template of keys, of which what stands in braces stands for anything but a slash. */
  record Template(String text, Pattern pattern) {
    static Template of(String text) {
      StringBuilder regex = new StringBuilder();
      int at = 0;
      Matcher variable = VARIABLE.matcher(text);
      while (variable.find()) {
        regex.append(Pattern.quote(text.substring(at, variable.start()))).append("[^/]+");
        at = variable.end();
      }
      return new Template(text, Pattern.compile(regex + Pattern.quote(text.substring(at))));
    }
  }

  /**
   * The rules.
   *
   * @param hashKey null where no rule hashes
   */
  AddressRules(List<Rule> rules, byte[] hashKey) {
    this.rules = List.copyOf(rules);
    this.hashKey = hashKey == null ? null : hashKey.clone();
  }

  /** Returns the mode of an address: that of the first rule that matches, else plain. */
  AddressMode mode(StoredAddress address) {
    return rule(address) == null ? AddressMode.PLAIN : rule(address).mode;
  }

  private Rule rule(StoredAddress address) {
    if (!rules.isEmpty()) {
      String resource = (address.isS3() ? "s3://" : "dynamodb://") + address.container();
      for (Rule rule : rules) {
        if (rule.resource.matcher(resource).matches()) {
          return rule;
        }
      }
    }
    return null;
  }

  /** Returns the address as spans show it. */
  String shown(StoredAddress address) {
    if (mode(address) == AddressMode.PLAIN) {
      return address.toString();
    }
    String base =
        (address.isS3() ? "s3://" : "dynamodb://")
            + Percent.encode(address.container(), Percent.UNRESERVED);
    String version = address.versionId();
    return base
        + '/'
        + shownKey(address)
        + (version == null ? "" : "?versionId=" + Percent.encode(version, Percent.UNRESERVED));
  }

  /** Returns the key of the address alone as spans show it: of S3, plain, not encoded. */
  String shownKey(StoredAddress address) {
    String key = address.isS3() ? address.objectKey() : itemKey(address);
    Rule rule = rule(address);
    if (rule == null || rule.mode == AddressMode.PLAIN || key.equals(UNKNOWN_KEY)) {
      return key;
    }
    return rule.mode == AddressMode.HASHED ? hashed(address, key) : templated(rule, key);
  }

  private static String itemKey(StoredAddress address) {
    List<String> parts = new ArrayList<>(2);
    parts.add(address.partitionKey() == null ? UNKNOWN_KEY : address.partitionKey().toString());
    if (address.sortKey() != null) {
      parts.add(address.sortKey().toString());
    }
    return String.join("/", parts);
  }

  private static String templated(Rule rule, String key) {
    for (Template template : rule.templates) {
      if (template.pattern.matcher(key).matches()) {
        return template.text;
      }
    }
    return UNMATCHED;
  }

  /** A hash of bucket or table and key: never of version, region or account. */
  private String hashed(StoredAddress address, String key) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(hashKey, MAC));
      String what = (address.isS3() ? "s3://" : "dynamodb://") + address.container() + '/' + key;
      byte[] hash = mac.doFinal(what.getBytes(StandardCharsets.UTF_8));
      return "h:" + HexFormat.of().formatHex(Arrays.copyOf(hash, MAC_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every JVM has HmacSHA256
    }
  }
}
