// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.dynamodb;

import com.amazonaws.ClientConfiguration;
import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.client.builder.AwsClientBuilder;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBAsyncClientBuilder;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBClientBuilder;
import dev.cairn.contract.RealAws;
import dev.cairn.local.LocalAws;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
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
    DynamoDbClientBuilder builder =
        DynamoDbClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder());
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

  static DynamoDbAsyncClientBuilder dynamoDbAsync() {
    DynamoDbAsyncClientBuilder builder =
        DynamoDbAsyncClient.builder()
            .httpClientBuilder(NettyNioAsyncHttpClient.builder().eventLoopGroup(EVENT_LOOPS));
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

  static AmazonDynamoDBAsyncClientBuilder dynamoDbV1Async() {
    AmazonDynamoDBAsyncClientBuilder builder = AmazonDynamoDBAsyncClientBuilder.standard();
    if (RealAws.isTarget()) {
      return atConfiguredEndpoint(builder);
    }
    LocalAws aws = LocalAws.shared();
    return builder
        .withEndpointConfiguration(
            new EndpointConfiguration(aws.dynamoDbEndpoint().toString(), aws.region()))
        .withCredentials(
            new AWSStaticCredentialsProvider(
                new BasicAWSCredentials(aws.accessKey(), aws.secretKey())))
        .withClientConfiguration(new ClientConfiguration().withMaxErrorRetry(3));
  }

  static AmazonDynamoDBClientBuilder dynamoDbV1() {
    AmazonDynamoDBClientBuilder builder = AmazonDynamoDBClientBuilder.standard();
    if (RealAws.isTarget()) {
      return atConfiguredEndpoint(builder);
    }
    LocalAws aws = LocalAws.shared();
    return builder
        .withEndpointConfiguration(
            new EndpointConfiguration(aws.dynamoDbEndpoint().toString(), aws.region()))
        .withCredentials(
            new AWSStaticCredentialsProvider(
                new BasicAWSCredentials(aws.accessKey(), aws.secretKey())))
        .withClientConfiguration(new ClientConfiguration().withMaxErrorRetry(3));
  }

  /** AWS_ENDPOINT_URL_DYNAMODB and its like, which SDK 1.x does not know: as SDK 2.x finds them. */
  private static <T extends AwsClientBuilder<T, ?>> T atConfiguredEndpoint(T builder) {
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
