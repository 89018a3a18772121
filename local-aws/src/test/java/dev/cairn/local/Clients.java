// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local;

import com.amazonaws.ClientConfiguration;
import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.AmazonS3ClientBuilder;
import dev.cairn.local.s3proxy.LocalS3Proxy;
import java.net.InetAddress;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Plain AWS clients of the local servers. */
final class Clients {
  private Clients() {}

  static S3Client s3(LocalAws aws) {
    return s3(aws, credentials(aws.accessKey(), aws.secretKey()));
  }

  static S3Client s3(LocalAws aws, AwsCredentialsProvider credentials) {
    return s3(aws.s3Endpoint(), aws.region(), credentials);
  }

  static S3Client s3(LocalS3Proxy proxy, String secretKey) {
    return s3(proxy.endpoint(), proxy.region(), credentials(proxy.accessKey(), secretKey));
  }

  private static S3Client s3(URI endpoint, String region, AwsCredentialsProvider credentials) {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .region(Region.of(region))
        .credentialsProvider(credentials)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .forcePathStyle(true)
        .build();
  }

  static AmazonS3 s3V1(LocalAws aws) {
    return AmazonS3ClientBuilder.standard()
        .withEndpointConfiguration(
            new EndpointConfiguration(aws.s3Endpoint().toString(), aws.region()))
        .withCredentials(
            new AWSStaticCredentialsProvider(
                new BasicAWSCredentials(aws.accessKey(), aws.secretKey())))
        .withPathStyleAccessEnabled(true)
        .build();
  }

  /** Puts the bucket in front of the host, and looks every such name up on this machine. */
  static AmazonS3 s3V1VirtualHost(LocalS3Proxy proxy) {
    InetAddress[] here = {InetAddress.getLoopbackAddress()};
    return AmazonS3ClientBuilder.standard()
        .withEndpointConfiguration(
            new EndpointConfiguration(proxy.endpoint().toString(), proxy.region()))
        .withCredentials(
            new AWSStaticCredentialsProvider(
                new BasicAWSCredentials(proxy.accessKey(), proxy.secretKey())))
        .withClientConfiguration(new ClientConfiguration().withDnsResolver(host -> here))
        .build();
  }

  static S3Presigner presigner(LocalAws aws) {
    return S3Presigner.builder()
        .endpointOverride(aws.s3Endpoint())
        .region(Region.of(aws.region()))
        .credentialsProvider(credentials(aws.accessKey(), aws.secretKey()))
        .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
        .build();
  }

  /** Without retries, so that a fault ordered once is seen once. */
  static DynamoDbClient dynamoDb(LocalAws aws) {
    return DynamoDbClient.builder()
        .endpointOverride(aws.dynamoDbEndpoint())
        .region(Region.of(aws.region()))
        .credentialsProvider(credentials(aws.accessKey(), aws.secretKey()))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(
            o ->
                o.retryStrategy(RetryMode.STANDARD)
                    .retryStrategy(retries -> retries.maxAttempts(1)))
        .build();
  }

  static AwsCredentialsProvider credentials(String accessKey, String secretKey) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey));
  }
}
