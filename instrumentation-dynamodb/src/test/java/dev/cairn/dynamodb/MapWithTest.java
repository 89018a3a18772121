// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of Map, where the map has the key, or not, or nothing at all. */
class MapWithTest {
  private static final String KEY = "cairn";

  static List<List<String>> keys() {
    return List.of(List.of("a", "b"), List.of("a", KEY, "b"), List.of(KEY), List.of());
  }

  private static Map<String, Integer> map(List<String> keys) {
    Map<String, Integer> map = new LinkedHashMap<>();
    IntStream.range(0, keys.size()).forEach(i -> map.put(keys.get(i), i));
    return map;
  }

  @ParameterizedTest
  @MethodSource("keys")
  void view_isTheMapWithTheEntry_last(List<String> keys) {
    Map<String, Integer> expected = map(keys);
    expected.remove(KEY);
    expected.put(KEY, 7);
    Map<String, Integer> view = new MapWith<>(map(keys), KEY, 7);

    assertThat(view).isEqualTo(expected).hasSameHashCodeAs(expected);
    assertThat(expected).isEqualTo(view);
    assertThat(view.size()).isEqualTo(expected.size());
    assertThat(new ArrayList<>(view.entrySet())).isEqualTo(new ArrayList<>(expected.entrySet()));
    assertThat(view.toString()).isEqualTo(expected.toString());
    for (String key : List.of("a", "b", "c", KEY)) {
      assertThat(view.get(key)).isEqualTo(expected.get(key));
      assertThat(view.containsKey(key)).isEqualTo(expected.containsKey(key));
    }
    Map<String, Integer> visited = new LinkedHashMap<>();
    view.forEach(visited::put);
    assertThat(new ArrayList<>(visited.entrySet())).isEqualTo(new ArrayList<>(expected.entrySet()));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void view_cannotBeChanged_andEndsWhereItEnds(List<String> keys) {
    Map<String, Integer> view = new MapWith<>(Map.copyOf(map(keys)), KEY, 7);

    assertThatThrownBy(() -> view.put("x", 1)).isInstanceOf(UnsupportedOperationException.class);
    Iterator<Map.Entry<String, Integer>> entries = view.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<String, Integer> entry = entries.next();
      assertThatThrownBy(() -> entry.setValue(1)).isInstanceOf(UnsupportedOperationException.class);
      assertThatThrownBy(entries::remove).isInstanceOf(UnsupportedOperationException.class);
    }
    assertThatThrownBy(entries::next).isInstanceOf(NoSuchElementException.class);
  }
}
