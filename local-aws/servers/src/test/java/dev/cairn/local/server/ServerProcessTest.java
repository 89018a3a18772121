// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.local.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ServerProcessTest {
  @Test
  void start_thatTakesTooLong_throwsAndLeavesNoChild() throws IOException {
    long before = ProcessHandle.current().children().count();

    IllegalStateException e =
        catchThrowableOfType(
            IllegalStateException.class,
            () -> ServerProcess.start(Duration.ofMillis(1), Servers.class));

    assertThat(e).hasMessageContaining("mvn package -pl local-aws -am");
    assertThat(ProcessHandle.current().children().count()).isEqualTo(before);
    Matcher log = Pattern.compile("\\S+servers\\.log").matcher(e.getMessage());
    assertThat(log.find()).isTrue();
    // It is kept for whoever reads the message; nobody will read this one.
    Path kept = Path.of(log.group());
    Files.delete(kept);
    Files.delete(kept.getParent());
  }
}
