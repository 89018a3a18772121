// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of Map, for the hidden key first, in the middle, last and alone. */
class MapWithoutTest {
  private static final String KEY = "cairn";

  static List<List<String>> keys() {
    return List.of(
        List.of(KEY, "a", "b"), List.of("a", KEY, "b"), List.of("a", "b", KEY), List.of(KEY));
  }

  private static Map<String, Integer> full(List<String> keys) {
    Map<String, Integer> full = new LinkedHashMap<>();
    IntStream.range(0, keys.size()).forEach(i -> full.put(keys.get(i), i == 1 ? null : i));
    return full;
  }

  private static MapWithout<String, Integer> view(List<String> keys) {
    Map<String, Integer> full = full(keys);
    return new MapWithout<>(full, KEY, full.get(KEY));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void view_isTheMapWithoutTheKey(List<String> keys) {
    Map<String, Integer> expected = full(keys);
    expected.remove(KEY);
    MapWithout<String, Integer> view = view(keys);

    assertThat(view).isEqualTo(expected).hasSameHashCodeAs(expected);
    assertThat(expected).isEqualTo(view);
    assertThat(view.size()).isEqualTo(expected.size());
    assertThat(view.isEmpty()).isEqualTo(expected.isEmpty());
    assertThat(view.toString()).isEqualTo(expected.toString());
    assertThat(new ArrayList<>(view.keySet())).isEqualTo(new ArrayList<>(expected.keySet()));
    assertThat(new ArrayList<>(view.values())).isEqualTo(new ArrayList<>(expected.values()));
    assertThat(new ArrayList<>(view.entrySet())).isEqualTo(new ArrayList<>(expected.entrySet()));
    assertThat(view.entrySet()).isEqualTo(expected.entrySet());
    for (String key : Arrays.asList("a", "b", "c", KEY)) {
      assertThat(view.get(key)).isEqualTo(expected.get(key));
      assertThat(view.containsKey(key)).isEqualTo(expected.containsKey(key));
    }
    assertThat(view.containsValue(0)).isEqualTo(expected.containsValue(0));
    Map<String, Integer> visited = new HashMap<>();
    view.forEach(visited::put);
    assertThat(visited).isEqualTo(expected);
  }

  @Test
  void view_keepsOthersOfTheSameValue() {
    Map<String, Integer> full = new LinkedHashMap<>();
    List.of("a", KEY, "b").forEach(key -> full.put(key, 7));
    Map<String, Integer> visited = new LinkedHashMap<>();
    new MapWithout<>(full, KEY, full.get(KEY)).forEach(visited::put);

    assertThat(visited).isEqualTo(Map.of("a", 7, "b", 7));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void view_cannotBeChanged_andEndsWhereItEnds(List<String> keys) {
    MapWithout<String, Integer> view = view(keys);

    assertThatThrownBy(() -> view.put("x", 1)).isInstanceOf(UnsupportedOperationException.class);
    Iterator<Map.Entry<String, Integer>> entries = view.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<String, Integer> entry = entries.next();
      assertThatThrownBy(() -> entry.setValue(7)).isInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(entries::remove).isInstanceOf(UnsupportedOperationException.class);
    }
    assertThatThrownBy(entries::next).isInstanceOf(NoSuchElementException.class);
  }
}
