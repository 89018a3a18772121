// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import java.lang.reflect.InvocationTargetException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/** What an application sees of a call, as values that can be compared. */
final class Seen {
  private Seen() {}

  /** Makes the call; returns what it returned or threw. The table's name is left out. */
  static Object of(DynamoDbClient client, DynamoDbRequest request, String table) {
    String name = request.getClass().getSimpleName().replaceFirst("Request$", "");
    String method = Character.toLowerCase(name.charAt(0)) + name.substring(1);
    try {
      return plain(
          DynamoDbClient.class.getMethod(method, request.getClass()).invoke(client, request),
          table);
    } catch (InvocationTargetException e) {
      return ofError(e.getCause(), table);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static Object ofError(Throwable error, String table) {
    if (!(error instanceof AwsServiceException service)) {
      return List.of(error.getClass().getName(), String.valueOf(error.getMessage()));
    }
    List<Object> seen = new ArrayList<>();
    seen.add(error.getClass().getSimpleName());
    seen.add(service.statusCode());
    seen.add(service.awsErrorDetails().errorCode());
    seen.add(named(service.awsErrorDetails().errorMessage(), table));
    if (error instanceof SdkPojo pojo) {
      seen.add(plain(pojo, table));
    }
    return seen;
  }

  private static String named(String text, String table) {
    return text == null ? null : text.replace(table, "<table>");
  }

  /** Returns lists, sorted maps and texts; sets of DynamoDB are unordered and come out sorted. */
  static Object plain(Object value, String table) {
    if (value instanceof SdkPojo pojo) {
      Map<String, Object> fields = new TreeMap<>();
      for (SdkField<?> field : pojo.sdkFields()) {
        Object of = field.getValueOrDefault(pojo);
        boolean sent =
            of != null
                && !(of instanceof SdkAutoConstructMap)
                && !(of instanceof SdkAutoConstructList);
        if (sent) {
          Object plain = plain(of, table);
          boolean set = field.memberName().matches("SS|NS|BS");
          fields.put(field.memberName(), set ? sorted((List<?>) plain) : plain);
        }
      }
      return fields;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> plain = new TreeMap<>();
      map.forEach((key, each) -> plain.put(named((String) key, table), plain(each, table)));
      return plain;
    }
    if (value instanceof List<?> list) {
      List<Object> plain = new ArrayList<>();
      list.forEach(each -> plain.add(plain(each, table)));
      return plain;
    }
    if (value instanceof SdkBytes bytes) {
      return ByteBuffer.wrap(bytes.asByteArray());
    }
    return value instanceof String text ? named(text, table) : value;
  }

  private static List<String> sorted(List<?> elements) {
    return elements.stream().map(String::valueOf).sorted().toList();
  }
}
