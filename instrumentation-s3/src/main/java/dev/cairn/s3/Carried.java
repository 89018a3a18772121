// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import dev.cairn.instrument.Caller;
import java.util.UUID;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.S3Request;

/**
 * What a request to an asynchronous client carries to the interceptor. The SDK hands it on to all
 * that it makes of the request: the parts of an upload, the steps of a copy.
 *
 * @param caller who called the client
 * @param copy the copy that is asked for, or null
 * @param viaClassPath what {@link S3ClassPathInterceptor} is to call, or null where the client has
 *     an interceptor of its own
 */
record Carried(Caller caller, CopyObjectRequest copy, ExecutionInterceptor viaClassPath) {
  /** Names are unique for the SDK, which a second copy of Cairn may share. */
  private static final ExecutionAttribute<Carried> KEY =
      new ExecutionAttribute<>("dev.cairn.s3.Carried-" + UUID.randomUUID());

  /** Returns what the request of this execution carried, or null. */
  static Carried in(ExecutionAttributes attributes) {
    return attributes.getAttribute(KEY);
  }

  /** Returns a copy of the request that carries this. */
  @SuppressWarnings("unchecked") // toBuilder().build() gives the request's own type
  <T extends S3Request> T on(T request) {
    AwsRequestOverrideConfiguration.Builder configuration =
        request
            .overrideConfiguration()
            .map(AwsRequestOverrideConfiguration::toBuilder)
            .orElseGet(AwsRequestOverrideConfiguration::builder);
    configuration.putExecutionAttribute(KEY, this);
    return (T) request.toBuilder().overrideConfiguration(configuration.build()).build();
  }

  /** Returns whether metadata is taken over from the source of a copy, a stamp among it. */
  boolean keepsMetadata() {
    return copy != null && copy.metadataDirective() != MetadataDirective.REPLACE;
  }
}
