// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/**
 * The names Cairn writes on spans, log records and metrics, all of them. Names without {@code
 * cairn.} are OpenTelemetry's semantic conventions (1.44) or Datadog's span pointers.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/">Semantic conventions</a>
 */
public final class CairnAttributes {
  // Who: on every span that starts under an origin.
  public static final AttributeKey<String> USER_ID = AttributeKey.stringKey("user.id");
  public static final AttributeKey<String> TENANT_ID = AttributeKey.stringKey("tenant.id");
  public static final AttributeKey<String> SESSION_ID = AttributeKey.stringKey("session.id");

  /** The entry request's method and route: {@code POST /photos/{id}}. */
  public static final AttributeKey<String> ORIGIN_REQUEST =
      AttributeKey.stringKey("cairn.origin.request");

  public static final AttributeKey<String> ORIGIN_SERVICE =
      AttributeKey.stringKey("cairn.origin.service");
  public static final AttributeKey<String> ORIGIN_TRACE_ID =
      AttributeKey.stringKey("cairn.origin.trace_id");

  // What was stored or read: on the spans of storage calls.

  /** A canonical {@link StoredAddress}. */
  public static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("cairn.address");

  /** {@code written} or {@code skipped:<reason>}. */
  public static final AttributeKey<String> STAMP = AttributeKey.stringKey("cairn.stamp");

  /** {@code applied}, {@code rejected} or {@code unknown}. */
  public static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("cairn.outcome");

  /** Of a call of many items: the address of each. The next two are parallel to it. */
  public static final AttributeKey<List<String>> ADDRESSES =
      AttributeKey.stringArrayKey("cairn.addresses");

  public static final AttributeKey<List<String>> STAMPS =
      AttributeKey.stringArrayKey("cairn.stamps");
  public static final AttributeKey<List<String>> OUTCOMES =
      AttributeKey.stringArrayKey("cairn.outcomes");

  /**
   * On a span beside that of a call of more than 100 items: the index of the first item that it
   * tells of. Such a span is no call of its own.
   */
  public static final AttributeKey<Long> ITEMS_FROM = AttributeKey.longKey("cairn.items.from");

  /** How many stamps were read beyond those that became links. */
  public static final AttributeKey<Long> LINKS_DROPPED =
      AttributeKey.longKey("cairn.links.dropped");

  /** On a link: {@code written_by}. */
  public static final AttributeKey<String> LINK_TYPE = AttributeKey.stringKey("cairn.link.type");

  public static final AttributeKey<String> S3_VERSION_ID =
      AttributeKey.stringKey("cairn.s3.version_id");
  public static final AttributeKey<String> S3_ETAG = AttributeKey.stringKey("cairn.s3.etag");
  public static final AttributeKey<String> AWS_S3_BUCKET = AttributeKey.stringKey("aws.s3.bucket");
  public static final AttributeKey<String> AWS_S3_KEY = AttributeKey.stringKey("aws.s3.key");

  /** As S3 takes it: {@code bucket/key}. */
  public static final AttributeKey<String> AWS_S3_COPY_SOURCE =
      AttributeKey.stringKey("aws.s3.copy_source");

  public static final AttributeKey<String> AWS_S3_UPLOAD_ID =
      AttributeKey.stringKey("aws.s3.upload_id");
  public static final AttributeKey<Long> AWS_S3_PART_NUMBER =
      AttributeKey.longKey("aws.s3.part_number");
  public static final AttributeKey<String> AWS_REQUEST_ID =
      AttributeKey.stringKey("aws.request_id");
  public static final AttributeKey<String> AWS_EXTENDED_REQUEST_ID =
      AttributeKey.stringKey("aws.extended_request_id");
  public static final AttributeKey<String> CLOUD_REGION = AttributeKey.stringKey("cloud.region");
  public static final AttributeKey<String> RPC_METHOD = AttributeKey.stringKey("rpc.method");
  public static final AttributeKey<String> DB_SYSTEM_NAME =
      AttributeKey.stringKey("db.system.name");
  public static final AttributeKey<String> DB_OPERATION_NAME =
      AttributeKey.stringKey("db.operation.name");
  public static final AttributeKey<String> DB_COLLECTION_NAME =
      AttributeKey.stringKey("db.collection.name");

  /** A PartiQL statement, every literal of it replaced by {@code ?}. */
  public static final AttributeKey<String> DB_QUERY_TEXT = AttributeKey.stringKey("db.query.text");

  public static final AttributeKey<String> DB_RESPONSE_STATUS_CODE =
      AttributeKey.stringKey("db.response.status_code");
  public static final AttributeKey<List<String>> AWS_DYNAMODB_TABLE_NAMES =
      AttributeKey.stringArrayKey("aws.dynamodb.table_names");

  // Calls over HTTP, storage calls included.
  public static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
  public static final AttributeKey<String> HTTP_REQUEST_METHOD =
      AttributeKey.stringKey("http.request.method");

  /** The method as sent, where {@code http.request.method} is {@code _OTHER}. */
  public static final AttributeKey<String> HTTP_REQUEST_METHOD_ORIGINAL =
      AttributeKey.stringKey("http.request.method_original");

  public static final AttributeKey<Long> HTTP_REQUEST_RESEND_COUNT =
      AttributeKey.longKey("http.request.resend_count");
  public static final AttributeKey<Long> HTTP_RESPONSE_STATUS_CODE =
      AttributeKey.longKey("http.response.status_code");
  public static final AttributeKey<String> HTTP_ROUTE = AttributeKey.stringKey("http.route");
  public static final AttributeKey<String> SERVER_ADDRESS =
      AttributeKey.stringKey("server.address");
  public static final AttributeKey<Long> SERVER_PORT = AttributeKey.longKey("server.port");
  public static final AttributeKey<String> URL_FULL = AttributeKey.stringKey("url.full");
  public static final AttributeKey<String> URL_PATH = AttributeKey.stringKey("url.path");
  public static final AttributeKey<String> URL_SCHEME = AttributeKey.stringKey("url.scheme");
  public static final AttributeKey<String> USER_AGENT_ORIGINAL =
      AttributeKey.stringKey("user_agent.original");
  public static final AttributeKey<String> CLIENT_ADDRESS =
      AttributeKey.stringKey("client.address");
  public static final AttributeKey<String> NETWORK_PROTOCOL_VERSION =
      AttributeKey.stringKey("network.protocol.version");

  /**
   * On spans exported although the application's sampler dropped them, the strongest reason why:
   * {@code write}, {@code error}, {@code event}, {@code root}, in this order.
   */
  public static final AttributeKey<String> KEPT = AttributeKey.stringKey("cairn.kept");

  /**
   * On a span: the name of the last event that the application recorded in it, {@code exception}
   * where it reported one. The event itself is a log record.
   */
  public static final AttributeKey<String> EVENT = AttributeKey.stringKey("cairn.event");

  // What a request cost: on its local root, sums over the storage calls made under it in this
  // process, attempts included where they are known. Absent where zero.

  /** Requests that S3 bills as PUT, COPY, POST or LIST. */
  public static final AttributeKey<Long> COST_S3_WRITE_REQUESTS =
      AttributeKey.longKey("cairn.cost.s3.write_requests");

  /** Requests that S3 bills as GET, SELECT and all others. */
  public static final AttributeKey<Long> COST_S3_READ_REQUESTS =
      AttributeKey.longKey("cairn.cost.s3.read_requests");

  /** Bytes of bodies sent to S3. */
  public static final AttributeKey<Long> COST_S3_BYTES_IN =
      AttributeKey.longKey("cairn.cost.s3.bytes_in");

  /** Bytes of bodies received from S3. */
  public static final AttributeKey<Long> COST_S3_BYTES_OUT =
      AttributeKey.longKey("cairn.cost.s3.bytes_out");

  public static final AttributeKey<Long> COST_DYNAMODB_REQUESTS =
      AttributeKey.longKey("cairn.cost.dynamodb.requests");
  public static final AttributeKey<Double> COST_DYNAMODB_READ_UNITS =
      AttributeKey.doubleKey("cairn.cost.dynamodb.read_units");
  public static final AttributeKey<Double> COST_DYNAMODB_WRITE_UNITS =
      AttributeKey.doubleKey("cairn.cost.dynamodb.write_units");

  /** Whether any of the units was estimated from sizes; absent where AWS returned them all. */
  public static final AttributeKey<Boolean> COST_DYNAMODB_ESTIMATED =
      AttributeKey.booleanKey("cairn.cost.dynamodb.estimated");

  // What one storage call cost: on its own span.
  public static final AttributeKey<Double> COST_READ_UNITS =
      AttributeKey.doubleKey("cairn.cost.read_units");
  public static final AttributeKey<Double> COST_WRITE_UNITS =
      AttributeKey.doubleKey("cairn.cost.write_units");

  /** Whether its units were estimated from sizes; absent where AWS returned them. */
  public static final AttributeKey<Boolean> COST_ESTIMATED =
      AttributeKey.booleanKey("cairn.cost.estimated");

  /** Bytes of the body that was put or got. */
  public static final AttributeKey<Long> COST_BYTES = AttributeKey.longKey("cairn.cost.bytes");

  // Of the exceptions that the application reports: on log records.
  public static final AttributeKey<String> EXCEPTION_TYPE =
      AttributeKey.stringKey("exception.type");
  public static final AttributeKey<String> EXCEPTION_MESSAGE =
      AttributeKey.stringKey("exception.message");
  public static final AttributeKey<String> EXCEPTION_STACKTRACE =
      AttributeKey.stringKey("exception.stacktrace");

  /** An event's name, where OpenTelemetry is older than the field for it (1.50). */
  public static final AttributeKey<String> EVENT_NAME = AttributeKey.stringKey("event.name");

  // Span pointers: by them Datadog's backend joins the writer of a thing with its readers.
  public static final AttributeKey<String> LINK_KIND = AttributeKey.stringKey("link.kind");
  public static final AttributeKey<String> POINTER_KIND = AttributeKey.stringKey("ptr.kind");

  /** {@code d} on the writer, {@code u} on the reader. */
  public static final AttributeKey<String> POINTER_DIRECTION = AttributeKey.stringKey("ptr.dir");

  public static final AttributeKey<String> POINTER_HASH = AttributeKey.stringKey("ptr.hash");

  // On Cairn's own counters.

  /** Why a stamp was not written. */
  public static final AttributeKey<String> SKIP_REASON = AttributeKey.stringKey("cairn.reason");

  /** Whether stamps were only counted. */
  public static final AttributeKey<Boolean> DRY_RUN = AttributeKey.booleanKey("cairn.dry_run");

  /** In which of Cairn's hooks something threw. */
  public static final AttributeKey<String> HOOK = AttributeKey.stringKey("cairn.hook");

  private CairnAttributes() {}
}
