// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.contract.RealAwsRehearsal;
import dev.cairn.local.LocalAws;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;

/** What {@code mvn verify -Preal-aws} does, with the local server in the place of AWS. */
class RealAwsTest {
  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void suites_pass_andDeleteWhatTheyCreated_andNothingElse() {
    LocalAws aws = LocalAws.shared();
    String mine = LocalS3.INSTANCE.newBucket();
    try (S3Client s3 = LocalClients.s3().build()) {
      s3.putObject(b -> b.bucket(mine).key("cat"), RequestBody.fromString("my own"));
      List<String> skipped =
          RealAwsRehearsal.run(
              RealAwsTest.class.getPackage(),
              Map.of(
                  "bucket", mine,
                  "aws.endpointUrlS3", aws.s3Endpoint().toString(),
                  "aws.region", aws.region(),
                  "aws.accessKeyId", aws.accessKey(),
                  "aws.secretAccessKey", aws.secretKey(),
                  "aws.secretKey", aws.secretKey()));

      assertThat(skipped)
          .isNotEmpty()
          .allMatch(why -> why.contains(": Assumption failed: real AWS does not"));
      assertThat(s3.getObjectAsBytes(b -> b.bucket(mine).key("cat")).asUtf8String())
          .isEqualTo("my own");
      assertThat(s3.listBuckets().buckets())
          .extracting(Bucket::name)
          .filteredOn(name -> name.startsWith(mine))
          .containsExactly(mine);
    }
  }
}
