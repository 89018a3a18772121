// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.handlers.RequestHandler2;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDB;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBClientBuilder;
import dev.cairn.Cairn;
import dev.cairn.CairnAttributes;
import dev.cairn.contract.Telemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Scope;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Two applications in one container: each has a copy of Cairn, and they share the SDK. */
class TwoCopiesTest {
  private static final Map<String, AttributeValue> KEY = Map.of("pk", AttributeValue.fromS("cat"));

  @RegisterExtension final Telemetry telemetry = new Telemetry();

  private final String table = LocalClients.newTable();

  /** Loads Cairn anew, and all else from the class path. */
  private static final class Copy extends URLClassLoader {
    Copy() {
      super(
          new URL[] {location(Cairn.class), location(CairnDynamoDb.class)},
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

  private Object hooksOf(Copy copy, String decorator, String hooks) throws Exception {
    Class<?> cairnType = copy.loadClass("dev.cairn.Cairn");
    Object other =
        cairnType.getMethod("create", OpenTelemetry.class).invoke(null, telemetry.openTelemetry());
    Class<?> type = copy.loadClass("dev.cairn.dynamodb." + decorator);
    assertThat(type).isNotSameAs(CairnDynamoDb.class);
    Object decorating = type.getMethod("create", cairnType).invoke(null, other);
    return type.getMethod(hooks).invoke(decorating);
  }

  private void assertStampedOnce() {
    try (DynamoDbClient bare = LocalClients.dynamoDb().build()) {
      Map<String, AttributeValue> stored = bare.getItem(b -> b.tableName(table).key(KEY)).item();
      assertThat(stored.keySet()).containsExactlyInAnyOrder("pk", "cairn");
      assertThat(stored.get("cairn").s()).contains(Requests.TRACE);
    }
    assertThat(telemetry.spans("DynamoDB.PutItem"))
        .extracting(span -> span.getAttributes().get(CairnAttributes.OUTCOME))
        .containsOnly("applied");
    assertThat(telemetry.counted("cairn.faults")).isZero();
  }

  @Test
  void twoCopiesOverSdk2_doNoHarm() throws Exception {
    try (Copy copy = new Copy()) {
      ExecutionInterceptor other =
          (ExecutionInterceptor) hooksOf(copy, "CairnDynamoDb", "interceptor");
      DynamoDbClientBuilder builder =
          LocalClients.dynamoDb().overrideConfiguration(c -> c.addExecutionInterceptor(other));
      try (DynamoDbClient client =
              CairnDynamoDb.create(Cairn.create(telemetry.openTelemetry())).build(builder);
          Scope ignored = Requests.asAda()) {
        client.putItem(b -> b.tableName(table).item(KEY));
        assertThat(client.getItem(b -> b.tableName(table).key(KEY)).item()).isEqualTo(KEY);
      }
    }
    assertStampedOnce();
  }

  @Test
  void twoCopiesOverSdk1_doNoHarm() throws Exception {
    try (Copy copy = new Copy()) {
      AmazonDynamoDBClientBuilder builder = LocalClients.dynamoDbV1();
      builder.setRequestHandlers(
          (RequestHandler2) hooksOf(copy, "CairnDynamoDbV1", "requestHandler"));
      AmazonDynamoDB client =
          CairnDynamoDbV1.create(Cairn.create(telemetry.openTelemetry())).build(builder);
      var key = Map.of("pk", new com.amazonaws.services.dynamodbv2.model.AttributeValue("cat"));
      try (Scope ignored = Requests.asAda()) {
        client.putItem(table, key);
        assertThat(client.getItem(table, key).getItem()).isEqualTo(key);
      } finally {
        client.shutdown();
      }
    }
    assertStampedOnce();
  }
}
