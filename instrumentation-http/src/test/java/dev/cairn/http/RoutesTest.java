// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {
  private final Routes routes =
      new Routes(
          List.of(
              "/",
              "/photos",
              "/photos/{id}",
              "/photos/mine",
              "/{kind}/mine/all",
              "/photos/{id}/tags",
              "/files/{key...}",
              "/files/index"));

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/photos, /photos",
    "/photos/, /photos",
    "/photos/1, /photos/{id}",
    "/photos/1/, /photos/{id}",
    "/photos/a%2Fb, /photos/{id}",
    "/photos/mine, /photos/mine",
    "/photos/mine/all, /{kind}/mine/all",
    "/photos/mine/tags, /photos/{id}/tags",
    "/files/a, /files/{key...}",
    "/files/a/b/c, /files/{key...}",
    "/files/index, /files/index",
    "/files/index/x, /files/{key...}",
    "/files//x, /files/{key...}",
  })
  void path_matchesTheMostLiteralTemplate(String path, String template) {
    assertThat(routes.match(path)).isEqualTo(template);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "photos", "/other", "/photos/1/2", "/files", "/PHOTOS", "//x"})
  void path_withoutATemplateHasNone(String path) {
    assertThat(routes.match(path)).isNull();
  }

  @Test
  void noPath_hasNoTemplate() {
    assertThat(routes.match(null)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "photos, starts with /",
    "/photos?x, starts with /",
    "/photos/x{id}, in part",
    "/a/{b...}/c, goes on",
  })
  void wrongTemplate_isNamed(String template, String why) {
    assertThatThrownBy(() -> new Routes(List.of(template)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("routes: '" + template)
        .hasMessageContaining(why);
  }

  @Test
  void templatesThatMatchTheSame_areRefused() {
    assertThatThrownBy(() -> new Routes(List.of("/a/{b}", "/a/{c}")))
        .hasMessageContaining("the same paths as /a/{b}");
    assertThatThrownBy(() -> new Routes(List.of("/a/{b...}", "/a/{c...}")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
