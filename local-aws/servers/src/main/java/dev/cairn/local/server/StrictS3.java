// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local.server;

import com.adobe.testing.s3mock.s3.controller.ControllerConfiguration;
import com.adobe.testing.s3mock.s3.service.ServiceConfiguration;
import com.adobe.testing.s3mock.s3.store.StoreConfiguration;
import jakarta.servlet.Filter;
import java.net.InetAddress;
import org.apache.catalina.connector.Connector;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.MultipartAutoConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;

/**
 * S3Mock's own beans on a web server of ours: one plain connector on loopback.
 *
 * <p>S3Mock's application class would add a TLS server, listen on every interface and look at every
 * auto-configuration there is; naming the few it uses saves a third of the start.
 */
@Configuration(proxyBeanMethods = false)
@Import({StoreConfiguration.class, ServiceConfiguration.class, ControllerConfiguration.class})
@ImportAutoConfiguration({
  PropertyPlaceholderAutoConfiguration.class,
  JacksonAutoConfiguration.class,
  HttpMessageConvertersAutoConfiguration.class,
  DispatcherServletAutoConfiguration.class,
  WebMvcAutoConfiguration.class,
  ErrorMvcAutoConfiguration.class,
  MultipartAutoConfiguration.class
})
class StrictS3 {
  /** Room above S3's own limit, so that it is the filter that answers, with S3's error code. */
  private static final int MAX_HEADER_BYTES = 1 << 16;

  private static final int UNLIMITED = -1;

  @Bean
  TomcatServletWebServerFactory webServerFactory() {
    TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
    factory.setAddress(InetAddress.getLoopbackAddress());
    factory.addConnectorCustomizers(StrictS3::customize);
    return factory;
  }

  private static void customize(Connector connector) {
    connector.setEncodedSolidusHandling("decode");
    connector.setAllowBackslash(true);
    connector.setMaxPostSize(UNLIMITED);
    connector.setProperty("maxHttpRequestHeaderSize", Integer.toString(MAX_HEADER_BYTES));
    connector.setProperty("maxSwallowSize", Integer.toString(UNLIMITED));
  }

  @Bean
  FilterRegistrationBean<Filter> strictFilter(FaultRules rules) {
    SigV4Verifier verifier = new SigV4Verifier(ServerJvm.ACCESS_KEY, ServerJvm.SECRET_KEY);
    FilterRegistrationBean<Filter> registration =
        new FilterRegistrationBean<>(new StrictS3Filter(rules, verifier));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }
}
