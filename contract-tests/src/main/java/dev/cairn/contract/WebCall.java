// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * A call to be made by any HTTP client.
 *
 * @param headers names and values in turn
 * @param body null for none
 */
public record WebCall(String method, String url, List<String> headers, String body) {

  /** Returns a GET. */
  public static WebCall get(String url) {
    return new WebCall("GET", url, List.of(), null);
  }

  /** Returns this call with one more header. */
  public WebCall header(String name, String value) {
    List<String> more = new ArrayList<>(headers);
    more.add(name);
    more.add(value);
    return new WebCall(method, url, List.copyOf(more), body);
  }

  /** What a call is answered. */
  public record Answer(int status, Map<String, List<String>> headers, String body) {
    /** Takes headers of any case; leaves the date out, which no two answers share. */
    public Answer {
      Map<String, List<String>> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      sorted.putAll(headers);
      sorted.remove("date");
      headers = sorted;
    }
  }

  /** A client of whatever library. */
  public interface Client {
    /** Sends the call and waits for the answer. */
    Answer send(WebCall call) throws Exception;

    /** Sends the call. Cancelling the future gives the call up. */
    CompletableFuture<Answer> sendAsync(WebCall call);
  }
}
