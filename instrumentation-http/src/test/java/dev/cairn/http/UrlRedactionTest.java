// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlRedactionTest {
  @ParameterizedTest
  @CsvSource({
    "http://host/a/b, http://host/a/b",
    "http://host, http://host",
    "https://host:8443/a?b=c&d=e%26f, https://host:8443/a?b=REDACTED&d=REDACTED",
    "https://me:secret@host/, https://REDACTED:REDACTED@host/",
    "https://token@host/, https://REDACTED:REDACTED@host/",
    "http://host/?alice@example.com, http://host/?REDACTED",
    "http://host/?a=b=c, http://host/?a=REDACTED",
    "http://host/?a&&b=, http://host/?REDACTED&&b=REDACTED",
    "http://host/?, http://host/?",
    "http://host/#fragment, http://host/",
    "http://[::1]:80/x, http://[::1]:80/x",
    "http://host?a=b@c, http://host?a=REDACTED",
    "http://host/a@b?c=/d#e?f, http://host/a@b?c=REDACTED",
    "http://host/a#b?c=d@e/f, http://host/a",
    "http://me@host?a=b, http://REDACTED:REDACTED@host?a=REDACTED",
  })
  void url_showsNeitherCredentialsNorQueryValues(String url, String shown) {
    assertThat(UrlRedaction.redact(url)).isEqualTo(shown);
  }
}
