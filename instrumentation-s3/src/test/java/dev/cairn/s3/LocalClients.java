// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.s3.AmazonS3ClientBuilder;
import dev.cairn.contract.RealAws;
import dev.cairn.local.LocalAws;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;
import software.amazon.awssdk.services.s3.S3BaseClientBuilder;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.S3CrtAsyncClientBuilder;
import software.amazon.awssdk.services.s3.S3ServiceClientConfiguration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Builders of clients of the local server, or, where the suites run on real AWS, of clients that
 * find endpoint, region and credentials by AWS's default chains.
 */
final class LocalClients {
  /** Shared, because one of its own takes a client two seconds to close. */
  private static final SdkEventLoopGroup EVENT_LOOPS = SdkEventLoopGroup.builder().build();

  private static final long PART = 5L << 20;

  /** As many as other clients make: without a word, CRT goes on for seven seconds. */
  private static final int CRT_RETRIES = 2;

  private LocalClients() {}

  static S3ClientBuilder s3() {
    return led(S3Client.builder().httpClientBuilder(UrlConnectionHttpClient.builder()));
  }

  static S3AsyncClientBuilder async() {
    return led(
        S3AsyncClient.builder()
            .httpClientBuilder(NettyNioAsyncHttpClient.builder().eventLoopGroup(EVENT_LOOPS)));
  }

  /** Leads the client to the server. */
  private static <B extends S3BaseClientBuilder<B, ?>> B led(B builder) {
    if (RealAws.isTarget()) {
      return builder;
    }
    LocalAws aws = LocalAws.shared();
    return builder
        .endpointOverride(aws.s3Endpoint())
        .region(Region.of(aws.region()))
        .forcePathStyle(true)
        .credentialsProvider(credentials(aws));
  }

  /** Clients that send whatever does not fit into the smallest part in parts. */
  static S3AsyncClientBuilder multipart() {
    return async()
        .multipartEnabled(true)
        .multipartConfiguration(m -> m.thresholdInBytes(PART).minimumPartSizeInBytes(PART));
  }

  static S3Presigner.Builder presigner() {
    S3Presigner.Builder builder = S3Presigner.builder();
    if (RealAws.isTarget()) {
      return builder;
    }
    LocalAws aws = LocalAws.shared();
    return builder
        .endpointOverride(aws.s3Endpoint())
        .region(Region.of(aws.region()))
        .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
        .credentialsProvider(credentials(aws));
  }

  static S3CrtAsyncClientBuilder crt() {
    S3CrtAsyncClientBuilder builder =
        S3AsyncClient.crtBuilder().minimumPartSizeInBytes(PART).thresholdInBytes(PART);
    if (RealAws.isTarget()) {
      return builder;
    }
    LocalAws aws = LocalAws.shared();
    return builder
        .endpointOverride(aws.s3Endpoint())
        .region(Region.of(aws.region()))
        .forcePathStyle(true)
        .retryConfiguration(retries -> retries.numRetries(CRT_RETRIES))
        .credentialsProvider(credentials(aws));
  }

  private static StaticCredentialsProvider credentials(LocalAws aws) {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(aws.accessKey(), aws.secretKey()));
  }

  static AmazonS3ClientBuilder s3V1() {
    AmazonS3ClientBuilder builder = AmazonS3ClientBuilder.standard();
    if (RealAws.isTarget()) {
      return atConfiguredEndpoint(builder);
    }
    LocalAws aws = LocalAws.shared();
    return builder
        .withEndpointConfiguration(
            new EndpointConfiguration(aws.s3Endpoint().toString(), aws.region()))
        .withPathStyleAccessEnabled(true)
        .withCredentials(
            new AWSStaticCredentialsProvider(
                new BasicAWSCredentials(aws.accessKey(), aws.secretKey())));
  }

  /** AWS_ENDPOINT_URL_S3 and its like, which SDK 1.x does not know: as SDK 2.x finds them. */
  private static AmazonS3ClientBuilder atConfiguredEndpoint(AmazonS3ClientBuilder builder) {
    try (S3Client v2 = s3().build()) {
      S3ServiceClientConfiguration found = v2.serviceClientConfiguration();
      found
          .endpointOverride()
          .map(url -> new EndpointConfiguration(url.toString(), found.region().id()))
          .ifPresent(builder::setEndpointConfiguration);
    }
    return builder;
  }
}
