// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package floors;

import dev.cairn.Cairn;
import dev.cairn.Origin;
import dev.cairn.http.CairnServlet;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.LogManager;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** Serves by a servlet container, at once and asynchronously. */
final class Servlets extends HttpServlet {
  private final transient List<String> users = new CopyOnWriteArrayList<>();

  public static void main(String[] arguments) throws Exception {
    LogManager.getLogManager().getLogger("").setLevel(Level.WARNING);
    Recorded recorded = new Recorded();
    Servlets application = new Servlets();
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir("target/tomcat");
    tomcat.setPort(0);
    Context context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "photos", application).setAsyncSupported(true);
    context.addServletMappingDecoded("/photos/*", "photos");
    filter(context, recorded.cairn());
    tomcat.getConnector();
    tomcat.start();
    for (String path : List.of("/photos/1", "/photos/later")) {
      URI uri = URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + path);
      HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
    }
    tomcat.stop();
    tomcat.destroy();
    recorded.expect("GET /photos/*", 2, 0);
    Recorded.expect("users", List.of("ada", "ada"), application.users);
  }

  private static void filter(Context context, Cairn cairn) {
    FilterDef filter = new FilterDef();
    filter.setFilterName("cairn");
    filter.setAsyncSupported("true");
    filter.setFilter(
        CairnServlet.builder(cairn)
            .resolver(
                (request, origin) -> {
                  Object container = request.unwrap(HttpServletRequest.class);
                  return container == null ? null : origin.withUser("ada", "acme");
                })
            .build()
            .filter());
    context.addFilterDef(filter);
    FilterMap everything = new FilterMap();
    everything.setFilterName("cairn");
    everything.addURLPattern("/*");
    context.addFilterMap(everything);
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    users.add(Origin.current().user());
    response.setStatus(204);
    if (request.getPathInfo().equals("/later")) {
      AsyncContext later = request.startAsync();
      later.start(later::complete);
    }
  }
}
