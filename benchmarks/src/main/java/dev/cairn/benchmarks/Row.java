// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.benchmarks;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An operation that is measured in several variants. Immutable.
 *
 * @param group what the client belongs to, as {@code v2}
 * @param name of the operation
 * @param goals what each variant of Cairn that is measured is to cost at most
 * @param calls makes the call of a variant
 */
record Row(String group, String name, Map<Variant, Goal> goals, Calls calls) {
  /** What Cairn is to add at most, in percent of what OpenTelemetry's own library adds. */
  record Goal(int cpu, int bytes) {
    static final Goal NONE = new Goal(Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  /** Makes the call of a variant, with a client of its own. */
  interface Calls {
    Call of(Variant variant, Telemetry telemetry) throws Exception;
  }

  /** X-Ray's SDK is measured where a call stays on the thread that makes it. */
  private static final Set<String> WITH_XRAY = Set.of("v2", "v1");

  /** OpenTelemetry's library for servlets is for {@code javax.servlet}. */
  private static final Set<String> WITHOUT_PEER = Set.of("servlet");

  Row(String group, String name, Calls calls) {
    this(group, name, Map.of(), calls);
  }

  /** Returns this row with one variant of Cairn more. */
  Row with(Variant variant, Goal goal) {
    Map<Variant, Goal> more = new LinkedHashMap<>(goals);
    more.put(variant, goal);
    return new Row(group, name, more, calls);
  }

  Row with(Variant variant, int cpu, int bytes) {
    return with(variant, new Goal(cpu, bytes));
  }

  Row with(Variant variant) {
    return with(variant, Goal.NONE);
  }

  String id() {
    return group + '.' + name.replace(' ', '-');
  }

  /** Returns the call of a variant, in the surroundings that it needs. */
  Call call(Variant variant, Telemetry telemetry) throws Exception {
    Call call = calls.of(variant, telemetry);
    return variant.isWithinSegment()
        ? telemetry.xRay().withinSegment(variant.isSampled(), call)
        : call;
  }

  /** Returns all that is measured: the undecorated client, the peers, Cairn. */
  List<Variant> variants() {
    Set<Variant> variants = EnumSet.noneOf(Variant.class);
    boolean unsampled = goals.keySet().stream().anyMatch(ours -> !ours.isSampled());
    if (!WITHOUT_PEER.contains(group)) {
      variants.add(Variant.OPENTELEMETRY);
      if (unsampled) {
        variants.add(Variant.OPENTELEMETRY_UNSAMPLED);
      }
    }
    if (WITH_XRAY.contains(group)) {
      variants.add(Variant.XRAY);
      if (unsampled) {
        variants.add(Variant.XRAY_UNSAMPLED);
      }
    }
    variants.addAll(goals.keySet());
    List.copyOf(variants).forEach(variant -> variants.add(variant.baseline()));
    return List.copyOf(variants);
  }
}
