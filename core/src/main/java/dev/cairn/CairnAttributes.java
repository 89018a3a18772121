// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/**
 * The names Cairn writes on spans and metrics, all of them. Names without {@code cairn.} are
 * OpenTelemetry's semantic conventions (1.44) or Datadog's span pointers.
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
