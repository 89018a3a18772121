// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import dev.cairn.explorer.store.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Where what is received is kept, and how much of it. */
final class StoreOptions {
  private static final long DEFAULT_DISK_BYTES = 10L << 30;
  private static final Pattern AMOUNT = Pattern.compile("([1-9]\\d{0,8})([A-Za-z]+)");
  private static final Map<String, Long> SECONDS = Map.of("h", 3_600L, "d", 86_400L);
  private static final Map<String, Long> BYTES =
      Map.of("MB", 1L << 20, "GB", 1L << 30, "TB", 1L << 40);

  @Option(
      names = "--store",
      paramLabel = "DIR",
      description = "Keeps it there, and makes the directory where there is none.")
  private Path directory;

  @Option(
      names = "--keep",
      paramLabel = "TIME",
      defaultValue = "30d",
      description = "What began longer ago is dropped: 12h, 30d. Default: ${DEFAULT-VALUE}.")
  private String keep;

  @Option(
      names = "--max-size",
      paramLabel = "SIZE",
      description = "Beyond it the oldest is dropped: 500MB, 20GB. Default: 10GB, in memory 256MB.")
  private String maxSize;

  StoreSettings settings() {
    return new StoreSettings(
        directory, Duration.ofSeconds(amount("--keep", keep, SECONDS)), maxBytes());
  }

  private long maxBytes() {
    if (maxSize == null) {
      return directory == null ? StoreSettings.MEMORY_BYTES : DEFAULT_DISK_BYTES;
    }
    return amount("--max-size", maxSize, BYTES);
  }

  private static long amount(String option, String text, Map<String, Long> units) {
    Matcher amount = AMOUNT.matcher(text);
    if (!amount.matches() || !units.containsKey(amount.group(2))) {
      throw new IllegalArgumentException(
          option
              + ": '"
              + text
              + "' is not a number of "
              + String.join(", ", units.keySet().stream().sorted().toList())
              + ", such as 30"
              + units.keySet().stream().sorted().findFirst().orElseThrow());
    }
    return Long.parseLong(amount.group(1)) * units.get(amount.group(2));
  }
}
