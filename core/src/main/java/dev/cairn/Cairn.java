// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Cairn's settings, and the door to its decorators: {@code CairnS3.create(cairn)}, {@code
 * CairnDynamoDb.create(cairn)}, {@code CairnHttpServer.create(cairn)} and the like. Thread-safe;
 * immutable but for the {@linkplain #setEnabled(boolean) kill switch}. One for an application.
 */
public final class Cairn {
  private final OpenTelemetry openTelemetry;
  private final String service;
  private final UserMode stampUser;
  private final String stampKey;
  private final StampRules stampRules;
  private final List<Pattern> egress;
  private final Map<String, String> accessPoints;
  private final AddressRules addresses;
  private final Losses losses;
  private final Events events;
  private final boolean dryRun;
  private volatile boolean enabled = true;

  private Cairn(Builder builder) {
    openTelemetry = builder.openTelemetry;
    service = builder.service;
    stampUser = builder.stampUser;
    stampKey = builder.stampKey;
    stampRules = new StampRules(builder.stampRules);
    egress = List.copyOf(builder.egress);
    accessPoints = Map.copyOf(builder.accessPoints);
    addresses = new AddressRules(builder.addressRules, builder.addressKey);
    dryRun = builder.dryRun;
    losses = new Losses(openTelemetry);
    events = new Events(this);
  }

  /** Returns Cairn with its default settings. */
  public static Cairn create(OpenTelemetry openTelemetry) {
    return builder(openTelemetry).build();
  }

  /** Returns a builder. Every method of it throws at once where a value is wrong. */
  public static Builder builder(OpenTelemetry openTelemetry) {
    return new Builder(openTelemetry);
  }

  /** Returns what spans, metrics and propagators come from. */
  public OpenTelemetry openTelemetry() {
    return openTelemetry;
  }

  /** Returns this service's name, which stamps name as the entry service; null where unknown. */
  public String service() {
    return service;
  }

  /** Returns the key stamps are stored under. */
  public String stampKey() {
    return stampKey;
  }

  /** Returns whether stamps are decided on and counted, and not written. */
  public boolean isDryRun() {
    return dryRun;
  }

  /** Returns whether Cairn does anything at all. */
  public boolean isEnabled() {
    return enabled;
  }

  /**
   * Switches Cairn off and on at run time. Off, decorated clients and servers do what undecorated
   * ones do; only reads still hide stamps, so that the application sees the same data.
   */
  public void setEnabled(boolean enabled) {
    this.enabled = enabled;
  }

  /**
   * Returns what a stamp at this address says: the first rule that matches its bucket or table,
   * else {@link StampMode#FULL} for DynamoDB and {@link StampMode#TRACE} for S3, whose metadata
   * reaches everyone the object is served to.
   */
  public StampMode stampMode(StoredAddress address) {
    return stampRules.mode(address);
  }

  /** Returns how spans show this address: {@link AddressMode#PLAIN} where nothing is set. */
  public AddressMode addressMode(StoredAddress address) {
    return addresses.mode(address);
  }

  /** Returns the address as spans show it. */
  public String shown(StoredAddress address) {
    return addresses.shown(address);
  }

  /** Returns the key of the S3 object or DynamoDB item as spans show it. */
  public String shownKey(StoredAddress address) {
    return addresses.shownKey(address);
  }

  /**
   * Returns the text of the origin's stamp in the given mode, or null where it does not fit into a
   * stamp's length.
   */
  public String stampText(Origin origin, StampMode mode) {
    return origin.stampText(mode, stampUser);
  }

  /**
   * Returns the bucket that a request names by bucket, access point or ARN. For authors of an
   * instrumentation.
   *
   * @param name as in the request; where neither settings nor the name itself tell of a bucket, it
   *     is returned as it is. May be null.
   */
  public String bucket(String name) {
    if (name == null) {
      return null;
    }
    String bucket = accessPoints.getOrDefault(name, name);
    // arn:aws:s3-outposts:region:account:outpost/id/bucket/name
    int outposts = bucket.startsWith("arn:") ? bucket.indexOf("/bucket/") : -1;
    return outposts < 0 ? bucket : bucket.substring(outposts + "/bucket/".length());
  }

  /** Returns whether the origin may be told to this host. */
  public boolean mayTell(String host) {
    for (Pattern allowed : egress) {
      if (allowed.matcher(host).matches()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Runs a job as an origin of its own, {@code job <name>}, in a span of that name: what it stores
   * is stamped as a request's would be.
   *
   * @param name of low cardinality, such as {@code nightly-report}
   */
  public void job(String name, Runnable work) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(work, "work");
    new Job(this, "job " + name).run(work);
  }

  /**
   * Names the current origin's user where authentication comes late: from here to the end of the
   * scope code runs on behalf of this user, and the spans of the entry request and of this
   * service's part of it name the user too.
   */
  public Scope identify(String user, String tenant) {
    Origin origin = Origin.current().withUser(user, tenant);
    try {
      origin.describe(origin.entrySpan());
      origin.describe(Span.current());
      origin.describe(LocalRoot.in(Context.current()));
    } catch (Throwable fault) {
      caught("identify", fault);
    }
    return origin.makeCurrent();
  }

  /** Records a business event without attributes of its own, see the other. */
  public void event(String name) {
    event(name, Attributes.empty());
  }

  /**
   * Records a business event, such as {@code thanked}: who did what, as an OpenTelemetry event on
   * the logs signal, which no sampler drops. It names the current origin's user, tenant, session
   * and request; attributes of these names in {@code attributes} give way. Never throws, and does
   * not block unless the log processor does: nonsense is counted and recorded nowhere.
   *
   * @param name of low cardinality, not blank
   * @param attributes what else is to be known of it; may be null
   */
  public void event(String name, Attributes attributes) {
    events.event(name, attributes);
  }

  /**
   * Records an exception that the application caught and that its user encountered: as the event
   * {@code exception}, on the logs signal, with the user, tenant, session and request of the
   * current origin. Its stack trace is cut at 16 KB. Never throws.
   */
  public void error(Throwable thrown) {
    events.error(thrown);
  }

  /**
   * Counts and logs a fault that an instrumentation caught before it reached the application. For
   * authors of an instrumentation; throws only what leaves the JVM in no state to go on.
   *
   * @param hook where, of low cardinality
   */
  public void caught(String hook, Throwable fault) {
    losses.caught(hook, fault);
  }

  /**
   * Counts a write that went out unstamped. For authors of an instrumentation.
   *
   * @param warn whether the operator should read of it in the log
   */
  public void skipped(String reason, String resource, boolean warn) {
    losses.skipped(reason, resource, warn);
  }

  /**
   * Returns whether a call is to go by undecorated, and counts it: a hook of telemetry makes it,
   * while Cairn is at {@linkplain TelemetryWork work}. For authors of an instrumentation; ask on
   * the thread that makes the call.
   *
   * @param hook where the call would be decorated, of low cardinality
   */
  public boolean passesBy(String hook) {
    if (!TelemetryWork.isUnderWay()) {
      return false;
    }
    TelemetryWork.count(() -> losses.passedBy(hook));
    return true;
  }

  /** Settings on the way to a {@link Cairn}. Not thread-safe. */
  public static final class Builder {
    private static final int MIN_KEY = 16;
    private static final Pattern STAMP_KEY = Pattern.compile("[a-z][a-z0-9_-]{0,31}");
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9._-]{3,255}");

    private final OpenTelemetry openTelemetry;
    private final List<StampRules.Rule> stampRules = new ArrayList<>();
    private final List<Pattern> egress = new ArrayList<>();
    private final Map<String, String> accessPoints = new HashMap<>();
    private final List<AddressRules.Rule> addressRules = new ArrayList<>();
    private byte[] addressKey;
    private String service = ServiceName.configured();
    private UserMode stampUser = UserMode.NONE;
    private String stampKey = "cairn";
    private boolean dryRun;

    private Builder(OpenTelemetry openTelemetry) {
      this.openTelemetry = Objects.requireNonNull(openTelemetry, "openTelemetry");
    }

    /**
     * Names this service in stamps. Default: {@code otel.service.name} or {@code
     * OTEL_SERVICE_NAME}.
     */
    public Builder service(String name) {
      service = Objects.requireNonNull(name, "service");
      return this;
    }

    /** Sets what full stamps say of the user. Default: {@link UserMode#NONE}. */
    public Builder stampUser(UserMode mode) {
      stampUser = Objects.requireNonNull(mode, "stampUser");
      return this;
    }

    /**
     * Sets what stamps say in the buckets or tables that match. Of several rules the first that
     * matches holds.
     *
     * @param resource {@code s3://bucket} or {@code dynamodb://table}, where {@code *} stands for
     *     any characters
     */
    public Builder stamp(String resource, StampMode mode) {
      stampRules.add(
          new StampRules.Rule(
              Globs.resource("stamp", resource), Objects.requireNonNull(mode, "mode")));
      return this;
    }

    /**
     * Sets how spans show what is stored in the buckets or tables that match. Of several rules the
     * first that matches holds. Default: {@link AddressMode#PLAIN}. What is hashed is found by
     * whoever has the key of the hash; what shows as a template, by that alone.
     *
     * @param resource as of {@link #stamp}
     * @param templates for {@link AddressMode#TEMPLATE}: keys in which what stands in braces stands
     *     for anything but a slash, as in {@code users/{id}/{photo}}; the first that matches is
     *     shown. Of an item the key is written as in its address.
     */
    public Builder addresses(String resource, AddressMode mode, String... templates) {
      Pattern resources = Globs.resource("addresses", resource);
      if (templates.length > 0 && mode != AddressMode.TEMPLATE) {
        throw new IllegalArgumentException("addresses: " + mode + " takes no templates");
      }
      addressRules.add(
          new AddressRules.Rule(
              resources,
              Objects.requireNonNull(mode, "mode"),
              Arrays.stream(templates).map(AddressRules.Template::of).toList()));
      return this;
    }

    /** Sets the key of {@link AddressMode#HASHED}, the same for all services. At least 16 bytes. */
    public Builder addressKey(byte[] key) {
      if (key.length < MIN_KEY) {
        throw new IllegalArgumentException(
            "addressKey: " + key.length + " bytes are fewer than " + MIN_KEY);
      }
      addressKey = key.clone();
      return this;
    }

    /**
     * Sets the S3 metadata key and DynamoDB attribute that stamps are stored under. Default: {@code
     * cairn}. All services that share data must agree on it.
     */
    public Builder stampKey(String key) {
      if (!STAMP_KEY.matcher(key).matches()) {
        throw new IllegalArgumentException(
            "stampKey: '" + key + "' is not a lower-case letter and at most 31 of a-z 0-9 _ -");
      }
      stampKey = key;
      return this;
    }

    /**
     * Writes no stamp, and says what stamps would add: bytes to requests ({@code
     * cairn.stamp.bytes}) and write units to DynamoDB's bill ({@code cairn.stamp.write_units}). All
     * else is done as without it.
     */
    public Builder dryRun() {
      dryRun = true;
      return this;
    }

    /**
     * Says which bucket an S3 access point leads to, so that addresses and stamp rules name the
     * bucket, whichever way a request takes.
     *
     * @param accessPoint the ARN or alias that requests name in place of a bucket
     * @param bucket the bucket's name
     */
    public Builder accessPoint(String accessPoint, String bucket) {
      if (!BUCKET.matcher(bucket).matches()) {
        throw new IllegalArgumentException(
            "accessPoint: '" + bucket + "' is not the name of a bucket");
      }
      accessPoints.put(Objects.requireNonNull(accessPoint, "accessPoint"), bucket);
      return this;
    }

    /**
     * Lets Cairn's HTTP clients send the origin, the user's id with it, to these hosts. Default: to
     * none.
     *
     * @param hosts host names without port, where {@code *} stands for any characters
     */
    public Builder tell(String... hosts) {
      for (String host : hosts) {
        egress.add(Globs.host("tell", host));
      }
      return this;
    }

    /** Returns Cairn with these settings. */
    public Cairn build() {
      boolean hashes = addressRules.stream().anyMatch(rule -> rule.mode() == AddressMode.HASHED);
      if (hashes && addressKey == null) {
        throw new IllegalStateException("addresses: HASHED needs an addressKey");
      }
      return new Cairn(this);
    }
  }
}
