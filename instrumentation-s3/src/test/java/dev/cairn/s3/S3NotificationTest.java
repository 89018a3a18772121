// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.s3.AmazonS3;
import dev.cairn.Cairn;
import dev.cairn.CairnAttributes;
import dev.cairn.Stamp;
import dev.cairn.contract.Telemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Messages as AWS documents them; S3Mock sends none. */
class S3NotificationTest {
  private static final String OF_S3 =
      """
      {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-west-2",
        "eventTime":"1970-01-01T00:00:00.000Z","eventName":"ObjectCreated:Put",
        "requestParameters":{"sourceIPAddress":"127.0.0.1"},
        "responseElements":{"x-amz-request-id":"C3D13FE58DE4C810",
          "x-amz-id-2":"FMyUVURIY8/IgAtTv8xRjskZQpcIZ9KG4V5Wp6S7S/JRWeUWerMUE5JgHvANOjpD"},
        "s3":{"s3SchemaVersion":"1.0","bucket":{"name":"amzn-s3-demo-bucket"},
          "object":{"key":"holiday/Happy+Face%2B%C3%A9.jpg","size":1024,
            "eTag":"d41d8cd98f00b204e9800998ecf8427e","versionId":"096fKKXTRTtl3on89fVO.nfljtsv6qko",
            "sequencer":"0055AED6DCD90281E5"}}}]}\
      """;

  private static final String OF_EVENT_BRIDGE =
      """
      {"version":"0","detail-type":"Object Created","source":"aws.s3",
        "detail":{"version":"0","bucket":{"name":"amzn-s3-demo-bucket"},
          "object":{"key":"holiday/Happy Face+é.jpg","size":1024,
            "etag":"d41d8cd98f00b204e9800998ecf8427e",
            "version-id":"096fKKXTRTtl3on89fVO.nfljtsv6qko","sequencer":"0055AED6DCD90281E5"},
          "request-id":"C3D13FE58DE4C810","reason":"PutObject"}}\
      """;

  @RegisterExtension final Telemetry telemetry = new Telemetry();

  /** The ways by which a message comes. */
  enum Way {
    S3 {
      @Override
      String message() {
        return OF_S3;
      }
    },
    SNS_TO_SQS {
      @Override
      String message() {
        return "{\"Type\":\"Notification\",\"Message\":" + quoted(OF_S3) + "}";
      }
    },
    SQS_TO_LAMBDA {
      @Override
      String message() {
        return "{\"Records\":[{\"eventSource\":\"aws:sqs\",\"body\":" + quoted(OF_S3) + "}]}";
      }
    },
    SNS_TO_LAMBDA {
      @Override
      String message() {
        return "{\"Records\":[{\"EventSource\":\"aws:sns\",\"Sns\":{\"Message\":"
            + quoted(OF_S3)
            + "}}]}";
      }
    },
    SNS_TO_SQS_TO_LAMBDA {
      @Override
      String message() {
        return "{\"Records\":[{\"body\":" + quoted(SNS_TO_SQS.message()) + "}]}";
      }
    },
    EVENT_BRIDGE {
      @Override
      String message() {
        return OF_EVENT_BRIDGE;
      }
    };

    abstract String message();

    private static String quoted(String json) {
      return '"' + json.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
  }

  private Cairn cairn() {
    return Cairn.create(telemetry.openTelemetry());
  }

  private List<Function<String, List<S3Notification>>> readers() {
    return List.of(
        CairnS3.create(cairn())::notifications, CairnS3V1.create(cairn())::notifications);
  }

  @ParameterizedTest
  @EnumSource
  void notification_isFound_whicheverWayItCame(Way way) {
    for (Function<String, List<S3Notification>> reader : readers()) {
      assertThat(reader.apply(way.message()))
          .singleElement()
          .satisfies(
              notification -> {
                assertThat(notification.address())
                    .hasToString(
                        "s3://amzn-s3-demo-bucket/holiday/Happy%20Face%2B%C3%A9.jpg"
                            + "?versionId=096fKKXTRTtl3on89fVO.nfljtsv6qko");
                assertThat(notification.eTag()).isEqualTo("d41d8cd98f00b204e9800998ecf8427e");
                assertThat(notification.requestId()).isEqualTo("C3D13FE58DE4C810");
                assertThat(notification.event()).contains("Created");
              });
    }
    assertThat(telemetry.counted("cairn.faults")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\"}",
        "{}",
        "[]",
        "{\"Records\":[]}",
        "{\"Records\":[{\"dynamodb\":{}}]}",
        "{\"detail\":{\"state\":\"ok\"}}"
      })
  void message_ofSomethingElse_hasNone(String message) {
    assertThat(CairnS3.create(cairn()).notifications(message)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "{\"Records\":[{\"s3\":{}}]}",
        "{\"Records\":[{\"s3\":{\"bucket\":{\"name\":\"b\"},\"object\":{\"key\":\"%zz\"}}}]}",
        "{\"detail\":{\"bucket\":{}}}"
      })
  void message_thatIsBroken_hasNone_andIsCounted(String message) {
    for (Function<String, List<S3Notification>> reader : readers()) {
      assertThat(reader.apply(message)).isEmpty();
    }
    assertThat(telemetry.counted("cairn.faults")).isEqualTo(2);
  }

  @Test
  void stamp_isReadFromTheObject_whoeverReadsIt() {
    String bucket = LocalS3.INSTANCE.newBucket();
    String message =
        "{\"Records\":[{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\""
            + bucket
            + "\"},\"object\":{\"key\":\"my+cat\"}}}]}";
    CairnS3 v2 = CairnS3.create(cairn());
    CairnS3V1 v1 = CairnS3V1.create(cairn());
    AmazonS3 bareV1 = LocalClients.s3V1().build();
    AmazonS3 decoratedV1 = v1.build(LocalClients.s3V1());
    try (S3Client bare = LocalClients.s3().build();
        S3Client decorated = v2.build(LocalClients.s3())) {
      cairn()
          .job(
              "store",
              () ->
                  decorated.putObject(
                      b -> b.bucket(bucket).key("my cat"), RequestBody.fromString("meow")));
      S3Notification notification = v2.notifications(message).get(0);
      Stamp stamp = v2.stampOf(bare, notification);

      assertThat(stamp.spanContext().getTraceId())
          .isEqualTo(telemetry.span("job store").getTraceId());
      assertThat(v2.stampOf(decorated, notification)).isEqualTo(stamp);
      assertThat(v1.stampOf(bareV1, notification)).isEqualTo(stamp);
      assertThat(v1.stampOf(decoratedV1, notification)).isEqualTo(stamp);
    } finally {
      bareV1.shutdown();
      decoratedV1.shutdown();
    }
  }

  @Test
  void span_thatWorksOnANotification_isFoundByTheWrite() {
    CairnS3 cairnS3 = CairnS3.create(cairn());
    Span span = telemetry.openTelemetry().getTracer("test").spanBuilder("process").startSpan();
    cairnS3.describe(span, cairnS3.notifications(OF_S3).get(0));
    span.end();

    SpanData data = telemetry.span("process");
    assertThat(data.getAttributes().get(CairnAttributes.AWS_REQUEST_ID))
        .isEqualTo("C3D13FE58DE4C810");
    assertThat(data.getAttributes().get(CairnAttributes.ADDRESS)).contains("Happy%20Face");
    assertThat(data.getAttributes().get(CairnAttributes.POINTER_DIRECTION)).isEqualTo("u");
    assertThat(data.getAttributes().get(CairnAttributes.POINTER_HASH)).hasSize(32);
  }
}
