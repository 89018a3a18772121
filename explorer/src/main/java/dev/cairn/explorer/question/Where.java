// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.question;

import dev.cairn.explorer.store.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The conditions of a SELECT with their values. What is null asks for nothing. */
final class Where {
  private final StringBuilder sql = new StringBuilder();
  private final List<Object> values = new ArrayList<>();

  private Where() {}

  /** No condition yet. */
  static Where all() {
    return new Where();
  }

  /** Everything of a table that has the column time. */
  static Where within(Selection which) {
    return new Where()
        .and("time >= ?", which.sinceNanos())
        .and("time < ?", which.untilNanos())
        .and("service = ?", which.service());
  }

  /** Of a table that also has the columns user_id and tenant. */
  static Where of(Selection which) {
    return within(which).and("user_id = ?", which.user()).and("tenant = ?", which.tenant());
  }

  /** Adds a condition in which every {@code ?} stands for the value; none where that is null. */
  Where and(String condition, Object value) {
    if (value != null) {
      long places = condition.chars().filter(c -> c == '?').count();
      sql.append(sql.isEmpty() ? "" : " AND ").append('(').append(condition).append(')');
      values.addAll(Collections.nCopies((int) places, value));
    }
    return this;
  }

  /** Returns the conditions, in brackets each, to stand behind WHERE. */
  String sql() {
    return sql.toString();
  }

  /** Returns the values in the order of their places, before those of the statement's rest. */
  Object[] values(Object... rest) {
    List<Object> all = new ArrayList<>(values);
    all.addAll(Arrays.asList(rest));
    return all.toArray();
  }
}
