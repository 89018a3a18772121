// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import com.amazonaws.ClientConfiguration;
import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBAsyncClientBuilder;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBClientBuilder;
import dev.cairn.contract.RealAws;
import dev.cairn.local.LocalAws;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClientBuilder;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;

/**
 * Builders of clients of DynamoDB Local, or, where the suites run on real AWS, of clients that find
 * endpoint, region and credentials by AWS's default chains.
 */
final class LocalClients {
  private static final TestTables TABLES = new TestTables();

  /** Shared: closing one's own takes two seconds. */
  private static final SdkEventLoopGroup EVENT_LOOPS =
      SdkEventLoopGroup.builder().numberOfThreads(2).build();

  private LocalClients() {}

  static DynamoDbClientBuilder dynamoDb() {
    return local(DynamoDbClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder()));
  }

  static DynamoDbAsyncClientBuilder dynamoDbAsync() {
    return local(
        DynamoDbAsyncClient.builder()
            .httpClientBuilder(NettyNioAsyncHttpClient.builder().eventLoopGroup(EVENT_LOOPS)));
  }

  private static <T extends AwsClientBuilder<T, ?>> T local(T builder) {
    if (RealAws.isTarget()) {
      return builder;
    }
    LocalAws aws = LocalAws.shared();
    return builder
        .endpointOverride(aws.dynamoDbEndpoint())
        .region(Region.of(aws.region()))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(aws.accessKey(), aws.secretKey())));
  }

  static AmazonDynamoDBClientBuilder dynamoDbV1() {
    return localV1(AmazonDynamoDBClientBuilder.standard());
  }

  static AmazonDynamoDBAsyncClientBuilder dynamoDbV1Async() {
    return localV1(AmazonDynamoDBAsyncClientBuilder.standard());
  }

  /** With fewer retries than the ten that SDK 1.x makes of its own, which take half a minute. */
  private static <T extends com.amazonaws.client.builder.AwsClientBuilder<T, ?>> T localV1(
      T builder) {
    if (RealAws.isTarget()) {
      return atConfiguredEndpoint(builder);
    }
    LocalAws aws = LocalAws.shared();
    builder.setEndpointConfiguration(
        new EndpointConfiguration(aws.dynamoDbEndpoint().toString(), aws.region()));
    builder.setCredentials(
        new AWSStaticCredentialsProvider(
            new BasicAWSCredentials(aws.accessKey(), aws.secretKey())));
    builder.setClientConfiguration(new ClientConfiguration().withMaxErrorRetry(3));
    return builder;
  }

  /** AWS_ENDPOINT_URL_DYNAMODB and its like, which SDK 1.x does not know: as SDK 2.x finds them. */
  private static <T extends com.amazonaws.client.builder.AwsClientBuilder<T, ?>>
      T atConfiguredEndpoint(T builder) {
    try (DynamoDbClient v2 = dynamoDb().build()) {
      DynamoDbServiceClientConfiguration found = v2.serviceClientConfiguration();
      found
          .endpointOverride()
          .map(url -> new EndpointConfiguration(url.toString(), found.region().id()))
          .ifPresent(builder::setEndpointConfiguration);
    }
    return builder;
  }

  /** Creates a table with the partition key {@code pk} and returns its name, which is new. */
  static String newTable() {
    return TABLES.create();
  }

  /** Lets the local server answer the next calls of an operation with a status. */
  static void failNext(String operation, int status, int times) {
    RealAws.assumeNot("real AWS does not fail on order");
    LocalAws.shared().fail("DynamoDB." + operation, status, times);
  }

  /** Ends all injected failures; on real AWS, where nobody else would, deletes the tables. */
  static void heal() {
    if (RealAws.isTarget()) {
      TABLES.delete();
    } else {
      LocalAws.shared().reset();
    }
  }
}
