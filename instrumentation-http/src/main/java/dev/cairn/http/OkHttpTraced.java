// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import dev.cairn.Cairn;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;

/**
 * Finds out whether OpenTelemetry's library makes the span of a call. It builds a client anew of
 * the one that it is given, with interceptors around ours and below, and tells nobody: they are
 * seen in the call's client alone. That is public in a package that is OkHttp's own; where it
 * cannot be reached, nobody else is taken to be there.
 */
final class OkHttpTraced {
  private static final MethodHandle CLIENT = client();

  private OkHttpTraced() {}

  private static MethodHandle client() {
    try {
      Class<?> call =
          Class.forName("okhttp3.internal.connection.RealCall", false, Call.class.getClassLoader());
      return MethodHandles.publicLookup()
          .findVirtual(call, "getClient", MethodType.methodType(OkHttpClient.class))
          .asType(MethodType.methodType(OkHttpClient.class, Call.class));
    } catch (ReflectiveOperationException | LinkageError otherOkHttp) {
      return null;
    }
  }

  static boolean isTraced(Call call, Cairn cairn) {
    if (CLIENT == null) {
      return false;
    }
    try {
      for (Interceptor interceptor : ((OkHttpClient) CLIENT.invokeExact(call)).interceptors()) {
        if (HttpClientHandler.isOpenTelemetrys(interceptor, "")) {
          return true;
        }
      }
      return false;
    } catch (Throwable fault) { // a call of somebody's own, too
      cairn.caught("http.client.traced", fault);
      return false;
    }
  }
}
