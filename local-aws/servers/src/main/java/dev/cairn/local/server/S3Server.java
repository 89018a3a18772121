// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local.server;

import java.nio.file.Path;
import java.util.Map;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** S3Mock behind {@link StrictS3Filter}. */
final class S3Server {
  private S3Server() {}

  /** Starts the server, keeping objects under {@code root}, and returns its port. */
  static int start(Path root, FaultRules rules) {
    TomcatURLStreamHandlerFactory.disable();
    SpringApplication application = new SpringApplication(StrictS3.class);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.setRegisterShutdownHook(false);
    application.setLazyInitialization(true);
    application.setDefaultProperties(
        Map.of("com.adobe.testing.s3mock.store.root", root.toString()));
    application.addInitializers(
        context -> context.getBeanFactory().registerSingleton("faultRules", rules));
    ConfigurableApplicationContext context = application.run();
    return ((WebServerApplicationContext) context).getWebServer().getPort();
  }
}
