// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.s3.AmazonS3ClientBuilder;
import dev.cairn.local.LocalAws;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.S3CrtAsyncClientBuilder;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Builders of clients of the local server. */
final class LocalClients {
  /** Shared, because one of its own takes a client two seconds to close. */
  private static final SdkEventLoopGroup EVENT_LOOPS = SdkEventLoopGroup.builder().build();

  private static final long PART = 5L << 20;

  private LocalClients() {}

  static S3ClientBuilder s3() {
    LocalAws aws = LocalAws.shared();
    return S3Client.builder()
        .endpointOverride(aws.s3Endpoint())
        .region(Region.of(aws.region()))
        .forcePathStyle(true)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .credentialsProvider(credentials(aws));
  }

  static S3AsyncClientBuilder async() {
    LocalAws aws = LocalAws.shared();
    return S3AsyncClient.builder()
        .endpointOverride(aws.s3Endpoint())
        .region(Region.of(aws.region()))
        .forcePathStyle(true)
        .httpClientBuilder(NettyNioAsyncHttpClient.builder().eventLoopGroup(EVENT_LOOPS))
        .credentialsProvider(credentials(aws));
  }

  /** Clients that send whatever does not fit into the smallest part in parts. */
  static S3AsyncClientBuilder multipart() {
    return async()
        .multipartEnabled(true)
        .multipartConfiguration(m -> m.thresholdInBytes(PART).minimumPartSizeInBytes(PART));
  }

  static S3Presigner.Builder presigner() {
    LocalAws aws = LocalAws.shared();
    return S3Presigner.builder()
        .endpointOverride(aws.s3Endpoint())
        .region(Region.of(aws.region()))
        .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
        .credentialsProvider(credentials(aws));
  }

  static S3CrtAsyncClientBuilder crt() {
    LocalAws aws = LocalAws.shared();
    return S3AsyncClient.crtBuilder()
        .endpointOverride(aws.s3Endpoint())
        .region(Region.of(aws.region()))
        .forcePathStyle(true)
        .minimumPartSizeInBytes(PART)
        .thresholdInBytes(PART)
        .credentialsProvider(credentials(aws));
  }

  private static StaticCredentialsProvider credentials(LocalAws aws) {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(aws.accessKey(), aws.secretKey()));
  }

  static AmazonS3ClientBuilder s3V1() {
    LocalAws aws = LocalAws.shared();
    return AmazonS3ClientBuilder.standard()
        .withEndpointConfiguration(
            new EndpointConfiguration(aws.s3Endpoint().toString(), aws.region()))
        .withPathStyleAccessEnabled(true)
        .withCredentials(
            new AWSStaticCredentialsProvider(
                new BasicAWSCredentials(aws.accessKey(), aws.secretKey())));
  }
}
