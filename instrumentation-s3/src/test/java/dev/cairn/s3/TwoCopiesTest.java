// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.Cairn;
import dev.cairn.Stamp;
import dev.cairn.contract.Telemetry;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Two applications in one container: each has a copy of Cairn, and they share the SDK. */
class TwoCopiesTest {
  @RegisterExtension final Telemetry telemetry = new Telemetry();

  /** Loads Cairn anew, and all else from the class path. */
  private static final class Copy extends URLClassLoader {
    Copy() {
      super(
          new URL[] {location(Cairn.class), location(CairnS3.class)},
          TwoCopiesTest.class.getClassLoader());
    }

    private static URL location(Class<?> type) {
      return type.getProtectionDomain().getCodeSource().getLocation();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("dev.cairn.")) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }
  }

  @Test
  void twoCopiesOfCairn_doNoHarm() throws IOException, ReflectiveOperationException {
    String bucket = LocalS3.INSTANCE.newBucket();
    Cairn cairn = Cairn.create(telemetry.openTelemetry());
    try (Copy copy = new Copy()) {
      S3ClientBuilder builder =
          LocalClients.s3()
              .overrideConfiguration(c -> c.addExecutionInterceptor(interceptorOf(copy)));
      try (S3Client s3 = CairnS3.create(cairn).build(builder)) {
        cairn.job(
            "two",
            () -> s3.putObject(b -> b.bucket(bucket).key("cat"), RequestBody.fromString("meow")));
        assertThat(s3.getObjectAsBytes(b -> b.bucket(bucket).key("cat")).asUtf8String())
            .isEqualTo("meow");
        assertThat(s3.headObject(b -> b.bucket(bucket).key("cat")).metadata()).isEmpty();
      }
    }
    try (S3Client bare = LocalClients.s3().build()) {
      String stamp = bare.headObject(b -> b.bucket(bucket).key("cat")).metadata().get("cairn");
      assertThat(Stamp.parse(stamp).spanContext().getTraceId())
          .isEqualTo(telemetry.span("job two").getTraceId());
    }
    assertThat(telemetry.counted("cairn.faults")).isZero();
  }

  private ExecutionInterceptor interceptorOf(Copy copy) {
    try {
      Class<?> cairnType = copy.loadClass("dev.cairn.Cairn");
      Object other =
          cairnType
              .getMethod("create", io.opentelemetry.api.OpenTelemetry.class)
              .invoke(null, telemetry.openTelemetry());
      Class<?> decorator = copy.loadClass("dev.cairn.s3.CairnS3");
      assertThat(decorator).isNotSameAs(CairnS3.class);
      Object s3 = decorator.getMethod("create", cairnType).invoke(null, other);
      return (ExecutionInterceptor) decorator.getMethod("interceptor").invoke(s3);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
