// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn;

/**
 * This service's name, where OpenTelemetry's own configuration gives it. The OpenTelemetry API does
 * not tell it, and the SDK may be somebody else's.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/">
 *     Environment variables</a>
 */
final class ServiceName {
  private static final String RESOURCE_KEY = "service.name=";

  private ServiceName() {}

  static String configured() {
    String name = setting("otel.service.name", "OTEL_SERVICE_NAME");
    if (name != null) {
      return name;
    }
    String resource = setting("otel.resource.attributes", "OTEL_RESOURCE_ATTRIBUTES");
    if (resource != null) {
      for (String attribute : resource.split(",")) {
        String trimmed = attribute.trim();
        if (trimmed.startsWith(RESOURCE_KEY)) {
          return Percent.decode(trimmed.substring(RESOURCE_KEY.length()));
        }
      }
    }
    return null;
  }

  private static String setting(String property, String variable) {
    String value = System.getProperty(property);
    if (value == null) {
      value = System.getenv(variable);
    }
    return value == null || value.isBlank() ? null : value.trim();
  }
}
