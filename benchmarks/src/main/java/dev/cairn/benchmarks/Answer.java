// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/** What a service answers. */
record Answer(int status, Map<String, String> headers, byte[] body) {
  static Answer dynamoDb(int status, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    CRC32 crc = new CRC32();
    crc.update(body);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Server", "Server");
    headers.put("Date", "Thu, 26 Nov 2026 00:00:00 GMT");
    headers.put("Content-Type", "application/x-amz-json-1.0");
    headers.put("Content-Length", Integer.toString(body.length));
    headers.put("x-amzn-RequestId", "9L5ANDQEL4LV8R1OIR9E0D6PAJVV4KQNSO5AEMVJF66Q9ASUAAJG");
    headers.put("x-amz-crc32", Long.toString(crc.getValue()));
    return new Answer(status, headers, body);
  }

  static Answer s3(int status, Map<String, String> more, byte[] body) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("x-amz-id-2", "eftixk72aD6Ap51TnqcoF8eFidJG9Z/2mkiDFu8yU9AS1ed4OpIszj7UDNEHGran");
    headers.put("x-amz-request-id", "318BC8BC148832E5");
    headers.put("Date", "Thu, 26 Nov 2026 00:00:00 GMT");
    headers.put("Server", "AmazonS3");
    headers.put("Content-Length", Integer.toString(body.length));
    headers.putAll(more);
    return new Answer(status, headers, body);
  }
}
