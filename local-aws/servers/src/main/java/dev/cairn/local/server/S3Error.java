// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local.server;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** S3's refusal of a request. */
record S3Error(int status, String code, String message) {
  /** Nothing to refuse. */
  static final S3Error NONE = new S3Error(0, "", "");

  /**
   * Reads the body to its end first: Tomcat else breaks the connection, and a client that is still
   * sending never hears why.
   */
  void send(HttpServletRequest request, HttpServletResponse response, String requestId)
      throws IOException {
    request.getInputStream().transferTo(OutputStream.nullOutputStream());
    response.setStatus(status);
    response.setContentType("application/xml");
    if (!"HEAD".equals(request.getMethod())) {
      response.getOutputStream().write(xml(requestId).getBytes(StandardCharsets.UTF_8));
    }
  }

  private String xml(String requestId) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>"
        + escaped(code)
        + "</Code><Message>"
        + escaped(message)
        + "</Message><RequestId>"
        + requestId
        + "</RequestId></Error>";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
