// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.benchmarks;

import dev.cairn.http.CairnApacheHttpClient;
import dev.cairn.http.CairnOkHttp;
import dev.cairn.http.CairnServlet;
import io.opentelemetry.instrumentation.apachehttpclient.v5_2.ApacheHttpClientTelemetry;
import io.opentelemetry.instrumentation.okhttp.v3_0.OkHttpTelemetry;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** The same requests by libraries that a JDK does not bring. */
final class HttpLibraries {
  private HttpLibraries() {}

  static List<Row> rows() {
    return List.of(
        new Row("http", "client OkHttp", HttpLibraries::okHttp)
            .with(Variant.CAIRN_PLAIN, 60, 55)
            .with(Variant.CAIRN_PLAIN_UNSAMPLED),
        new Row("http", "client Apache HttpClient 5", HttpLibraries::apache)
            .with(Variant.CAIRN_PLAIN, 50, 45)
            .with(Variant.CAIRN_PLAIN_UNSAMPLED),
        new Row("servlet", "server servlet", HttpLibraries::servlet)
            .with(Variant.CAIRN_PLAIN)
            .with(Variant.CAIRN_PLAIN_UNSAMPLED));
  }

  private static Call okHttp(Variant variant, Telemetry telemetry) throws IOException {
    Request request = new Request.Builder().url(HttpHops.url(telemetry)).build();
    OkHttpClient bare = new OkHttpClient();
    telemetry.onClose(bare.connectionPool()::evictAll);
    okhttp3.Call.Factory client = decorated(bare, variant, telemetry);
    return () -> {
      try (Response response = client.newCall(request).execute()) {
        return response.code();
      }
    };
  }

  private static okhttp3.Call.Factory decorated(
      OkHttpClient bare, Variant variant, Telemetry telemetry) {
    if (variant.isCairn()) {
      return CairnOkHttp.create(telemetry.cairn(variant)).wrap(bare);
    }
    return variant.isOpenTelemetry()
        ? OkHttpTelemetry.create(telemetry.openTelemetry()).createCallFactory(bare)
        : bare;
  }

  private static Call apache(Variant variant, Telemetry telemetry) throws IOException {
    HttpGet request = new HttpGet(HttpHops.url(telemetry));
    CloseableHttpClient client = builder(variant, telemetry).build();
    telemetry.onClose(client);
    return () -> client.execute(request, response -> response.getCode());
  }

  private static HttpClientBuilder builder(Variant variant, Telemetry telemetry) {
    if (variant.isCairn()) {
      return CairnApacheHttpClient.create(telemetry.cairn(variant)).decorate(HttpClients.custom());
    }
    return variant.isOpenTelemetry()
        ? ApacheHttpClientTelemetry.create(telemetry.openTelemetry()).newHttpClientBuilder()
        : HttpClients.custom();
  }

  private static Call servlet(Variant variant, Telemetry telemetry) throws Exception {
    Application application = new Application(telemetry.wire());
    Tomcat tomcat = tomcat();
    StandardContext context = (StandardContext) tomcat.addContext("", null);
    context.setClearReferencesThreadLocals(false); // for which it would need a module opened
    context.setClearReferencesRmiTargets(false);
    Tomcat.addServlet(context, "photos", application).addMapping("/");
    if (variant.isCairn()) {
      filter(context, variant, telemetry);
    }
    tomcat.start();
    telemetry.onClose(tomcat::destroy);
    telemetry.onClose(tomcat::stop);
    Connector connector = tomcat.getConnector();
    RawConnection connection =
        new RawConnection(connector.getLocalPort(), Telemetry.headers(variant));
    telemetry.onClose(connection);
    connector.getProtocolHandler().getExecutor().execute(application::noteThread);
    settle(connector.getProtocolHandler().getExecutor());
    return new Call() {
      @Override
      public Object run() throws IOException {
        return connection.exchange();
      }

      @Override
      public long[] threads() {
        return new long[] {application.thread};
      }

      @Override
      public void settle() throws Exception {
        HttpLibraries.settle(connector.getProtocolHandler().getExecutor());
      }
    };
  }

  /** Returns a container that serves everything on one thread. */
  private static Tomcat tomcat() {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir("target/tomcat");
    tomcat.setSilent(true);
    Connector connector = new Connector();
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("maxThreads", "1");
    connector.setProperty("minSpareThreads", "1");
    connector.setProperty("maxKeepAliveRequests", "-1");
    tomcat.setConnector(connector);
    return tomcat;
  }

  private static void filter(Context context, Variant variant, Telemetry telemetry) {
    FilterDef filter = new FilterDef();
    filter.setFilterName("cairn");
    filter.setFilter(
        CairnServlet.builder(telemetry.cairn(variant))
            .routes("/photos/{id}")
            .resolver((request, origin) -> origin.withUser("ada.lovelace", "acme"))
            .build()
            .filter());
    context.addFilterDef(filter);
    FilterMap everything = new FilterMap();
    everything.setFilterName("cairn");
    everything.addURLPattern("/*");
    context.addFilterMap(everything);
  }

  private static void settle(Executor thread) throws InterruptedException {
    CountDownLatch idle = new CountDownLatch(1);
    thread.execute(idle::countDown);
    idle.await();
  }

  /** Answers every request with nothing. */
  private static final class Application extends HttpServlet {
    private final transient Consumer<String> wire;
    private volatile long thread;

    Application(Consumer<String> wire) {
      this.wire = wire;
    }

    void noteThread() {
      thread = Thread.currentThread().getId();
    }

    @Override
    public void service(ServletRequest request, ServletResponse response) {
      if (wire != null) {
        wire.accept(Collections.list(((HttpServletRequest) request).getHeaderNames()).toString());
      }
      ((HttpServletResponse) response).setStatus(204);
    }
  }
}
