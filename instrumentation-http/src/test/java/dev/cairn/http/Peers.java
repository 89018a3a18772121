// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import com.sun.net.httpserver.HttpContext;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * OpenTelemetry's own libraries for these clients and servers, in a class loader of their own: they
 * need an {@code opentelemetry-api-incubator} that the SDK of these tests must not see.
 */
final class Peers {
  private static final ClassLoader LOADER = loader();

  private Peers() {}

  private static ClassLoader loader() {
    try (Stream<Path> files = Files.list(Path.of("target", "peers"))) {
      List<URL> jars = files.map(Peers::url).toList();
      return new URLClassLoader(jars.toArray(URL[]::new), Peers.class.getClassLoader());
    } catch (IOException missing) {
      throw new UncheckedIOException("run by Maven, which copies the peers", missing);
    }
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static HttpClient wrap(OpenTelemetry openTelemetry, HttpClient client) {
    Object telemetry = create("javahttpclient.JavaHttpClientTelemetry", openTelemetry);
    return (HttpClient) call(telemetry, "newHttpClient", HttpClient.class, client);
  }

  static void configure(OpenTelemetry openTelemetry, HttpContext context) {
    Object telemetry = create("javahttpserver.JavaHttpServerTelemetry", openTelemetry);
    call(telemetry, "configure", HttpContext.class, context);
  }

  static Call.Factory callFactory(OpenTelemetry openTelemetry, OkHttpClient client) {
    Object telemetry = create("okhttp.v3_0.OkHttpTelemetry", openTelemetry);
    return (Call.Factory) call(telemetry, "newCallFactory", OkHttpClient.class, client);
  }

  static HttpClientBuilder apacheBuilder(OpenTelemetry openTelemetry) {
    Object telemetry = create("apachehttpclient.v5_2.ApacheHttpClientTelemetry", openTelemetry);
    try {
      return (HttpClientBuilder)
          telemetry.getClass().getMethod("newHttpClientBuilder").invoke(telemetry);
    } catch (ReflectiveOperationException changed) {
      throw new IllegalStateException(changed);
    }
  }

  private static Object create(String name, OpenTelemetry openTelemetry) {
    try {
      return Class.forName("io.opentelemetry.instrumentation." + name, true, LOADER)
          .getMethod("create", OpenTelemetry.class)
          .invoke(null, openTelemetry);
    } catch (ReflectiveOperationException changed) {
      throw new IllegalStateException(changed);
    }
  }

  private static Object call(Object target, String method, Class<?> type, Object argument) {
    try {
      return target.getClass().getMethod(method, type).invoke(target, argument);
    } catch (ReflectiveOperationException changed) {
      throw new IllegalStateException(changed);
    }
  }
}
