// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import com.amazonaws.services.dynamodbv2.AmazonDynamoDB;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBAsync;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Asynchronous clients seen as synchronous ones, so that one test speaks to both. */
final class Joined {
  private Joined() {}

  /** Returns a client that waits for each answer of this one. */
  static DynamoDbClient of(DynamoDbAsyncClient client) {
    return proxy(
        DynamoDbClient.class,
        (self, method, args) -> {
          if (method.isDefault() && args != null && args[0] instanceof Consumer) {
            return InvocationHandler.invokeDefault(self, method, args);
          }
          Object answer = invoke(client, method.getName(), method, args);
          return answer instanceof CompletableFuture<?> future ? join(future) : answer;
        });
  }

  /** Returns a client that waits for each answer of this one. */
  static AmazonDynamoDB of(AmazonDynamoDBAsync client) {
    return proxy(
        AmazonDynamoDB.class,
        (self, method, args) -> {
          boolean asked = args != null && !method.getName().equals("getCachedResponseMetadata");
          Object answer = invoke(client, method.getName() + (asked ? "Async" : ""), method, args);
          return answer instanceof Future<?> future ? get(future) : answer;
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static Object invoke(Object client, String name, Method like, Object[] args)
      throws Throwable {
    Class<?> type =
        Arrays.stream(client.getClass().getInterfaces())
            .filter(each -> each.getSimpleName().contains("Dynamo"))
            .findFirst()
            .orElseThrow();
    try {
      return type.getMethod(name, like.getParameterTypes()).invoke(client, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static Object join(CompletableFuture<?> future) throws Throwable {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw e.getCause();
    }
  }

  private static Object get(Future<?> future) throws Throwable {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }
}
