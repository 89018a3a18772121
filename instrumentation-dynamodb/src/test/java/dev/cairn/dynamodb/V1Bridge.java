// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import com.amazonaws.AmazonServiceException;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDB;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * A client of the AWS SDK 1.x seen as one of 2.x, so that one generator of calls serves both: the
 * two SDKs' classes have the same names and members.
 */
final class V1Bridge {
  private static final String V1 = "com.amazonaws.services.dynamodbv2.model.";
  private static final String V2 = "software.amazon.awssdk.services.dynamodb.model.";

  private V1Bridge() {}

  /** Returns the client; it throws errors with the first one's code, message and items. */
  static DynamoDbClient over(AmazonDynamoDB client) {
    return (DynamoDbClient)
        Proxy.newProxyInstance(
            DynamoDbClient.class.getClassLoader(),
            new Class<?>[] {DynamoDbClient.class},
            (self, method, args) -> {
              if (method.getName().equals("close")) {
                client.shutdown();
                return null;
              }
              return call(client, method, (SdkPojo) args[0]);
            });
  }

  private static Object call(AmazonDynamoDB client, Method method, SdkPojo request)
      throws Throwable {
    Object v1 = toV1(request, Class.forName(V1 + request.getClass().getSimpleName()));
    try {
      Object result =
          AmazonDynamoDB.class.getMethod(method.getName(), v1.getClass()).invoke(client, v1);
      return toV2(result, method.getReturnType());
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof AmazonServiceException error ? toV2(error) : e.getCause();
    }
  }

  private static Throwable toV2(AmazonServiceException error) throws Exception {
    AwsErrorDetails details =
        AwsErrorDetails.builder()
            .errorCode(error.getErrorCode())
            .errorMessage(error.getErrorMessage())
            .build();
    DynamoDbException.Builder builder = DynamoDbException.builder();
    String name = error.getClass().getSimpleName();
    if (!name.equals("AmazonDynamoDBException")) {
      SdkPojo type = (SdkPojo) builderOf(Class.forName(V2 + name));
      fill(type, error);
      builder = (DynamoDbException.Builder) type;
    }
    return builder.awsErrorDetails(details).statusCode(error.getStatusCode()).build();
  }

  private static Object builderOf(Class<?> v2) throws Exception {
    return v2.getMethod("builder").invoke(null);
  }

  private static Object toV2(Object v1, Class<?> type) throws Exception {
    Object builder = builderOf(type);
    fill((SdkPojo) builder, v1);
    return DynamoDbResponse.class.isAssignableFrom(type)
        ? ((DynamoDbResponse.Builder) builder).build()
        : build(builder);
  }

  private static Object build(Object builder) throws Exception {
    Method build = Buildable.class.getMethod("build");
    return build.invoke(builder);
  }

  private static void fill(SdkPojo builder, Object v1) throws Exception {
    for (SdkField<?> field : builder.sdkFields()) {
      Method getter = getter(v1.getClass(), field.memberName());
      Object value = getter == null ? null : getter.invoke(v1);
      if (value != null) {
        field.set(builder, valueToV2(value));
      }
    }
  }

  private static Method getter(Class<?> type, String member) throws Exception {
    for (String prefix : List.of("get", "is")) {
      try {
        return type.getMethod(prefix + member);
      } catch (NoSuchMethodException e) {
        continue; // a member of one SDK alone
      }
    }
    return null;
  }

  private static Object valueToV2(Object value) throws Exception {
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> converted = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        converted.put(entry.getKey(), valueToV2(entry.getValue()));
      }
      return converted;
    }
    if (value instanceof List<?> list) {
      List<Object> converted = new ArrayList<>();
      for (Object each : list) {
        converted.add(valueToV2(each));
      }
      return converted;
    }
    return value.getClass().getName().startsWith(V1)
        ? toV2(value, Class.forName(V2 + value.getClass().getSimpleName()))
        : value;
  }

  private static Object toV1(SdkPojo pojo, Class<?> type) throws Exception {
    Object v1 = type.getConstructor().newInstance();
    for (SdkField<?> field : pojo.sdkFields()) {
      Object value = field.getValueOrDefault(pojo);
      boolean sent =
          value != null
              && !(value instanceof SdkAutoConstructMap)
              && !(value instanceof SdkAutoConstructList);
      if (sent) {
        set(v1, field.memberName(), value);
      }
    }
    return v1;
  }

  private static void set(Object v1, String member, Object value) throws Exception {
    for (Method setter : v1.getClass().getMethods()) {
      boolean fits =
          setter.getName().equals("set" + member)
              && (setter.getParameterTypes()[0] != Collection.class || value instanceof List)
              && !setter.getParameterTypes()[0].isEnum()
              && !setter.isVarArgs();
      if (fits) {
        setter.invoke(v1, valueToV1(value, setter.getGenericParameterTypes()[0]));
        return;
      }
    }
    throw new NoSuchMethodException(v1.getClass() + ".set" + member);
  }

  private static Object valueToV1(Object value, Type type) throws Exception {
    if (value instanceof Map<?, ?> map) {
      Type element = ((ParameterizedType) type).getActualTypeArguments()[1];
      Map<Object, Object> converted = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        converted.put(entry.getKey(), valueToV1(entry.getValue(), element));
      }
      return converted;
    }
    if (value instanceof List<?> list) {
      Type element = ((ParameterizedType) type).getActualTypeArguments()[0];
      List<Object> converted = new ArrayList<>();
      for (Object each : list) {
        converted.add(valueToV1(each, element));
      }
      return converted;
    }
    return value instanceof SdkPojo pojo ? toV1(pojo, (Class<?>) type) : value;
  }
}
