// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.instrument;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What became of the stamp of a call, or of those of its items. Not thread-safe. */
final class CallStamps {
  /** Stands in an item's place for the call as a whole. */
  static final int WHOLE = -1;

  static final String NOT_CARRIED = skipped(SkipReason.NOT_CARRIED);
  private static final String WRITTEN = "written";
  private static final String[] NO_ITEMS = {};

  private final String[] items;
  private String whole;

  CallStamps(int count) {
    items = count == 0 ? NO_ITEMS : new String[count];
  }

  void written(int item) {
    set(item, WRITTEN);
  }

  void skipped(int item, SkipReason reason) {
    set(item, skipped(reason));
  }

  private void set(int item, String state) {
    if (item == WHOLE) {
      whole = state;
    } else {
      items[item] = state;
    }
  }

  private static String skipped(SkipReason reason) {
    return "skipped:" + reason.text();
  }

  /** Returns whether the call, or any of its items, carries a stamp. */
  boolean isAnyWritten() {
    return WRITTEN.equals(whole) || Arrays.asList(items).contains(WRITTEN);
  }

  boolean isWritten(int item) {
    return WRITTEN.equals(item == WHOLE ? whole : items[item]);
  }

  /** Turns every stamp written into one left out. */
  void resent() {
    String now = skipped(SkipReason.RESENT);
    whole = WRITTEN.equals(whole) ? now : whole;
    Arrays.asList(items).replaceAll(state -> WRITTEN.equals(state) ? now : state);
  }

  /** Returns the state of the call as a whole, or null where nothing was decided. */
  String state() {
    return whole;
  }

  /** Returns the states of a range of items; what was decided of the whole holds for each. */
  List<String> states(int from, int to) {
    List<String> states = new ArrayList<>(to - from);
    for (int item = from; item < to; item++) {
      String ofCall = whole == null ? NOT_CARRIED : whole;
      states.add(items[item] == null ? ofCall : items[item]);
    }
    return states;
  }
}
