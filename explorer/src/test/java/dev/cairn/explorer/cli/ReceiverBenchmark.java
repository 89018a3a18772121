// Copyright The Cairn Authors
// SPDX-License-Identifier: Apache-2.0
package dev.cairn.explorer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import dev.cairn.explorer.store.Traffic;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What {@code cairn serve} takes in where those who send cost little: encoded batches, sent again
 * as other traces by gRPC, each sender waiting for its answer. {@code BENCHMARKS.md} has the
 * command and the results.
 */
@EnabledIfSystemProperty(named = "cairn.bench.spans", matches = "\\d+")
final class ReceiverBenchmark {
  private static final long TRACES = 20_000;

  private static final RequestHeaders EXPORT =
      RequestHeaders.of(
          HttpMethod.POST,
          "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
          "content-type",
          "application/grpc",
          "te",
          "trailers");

  private final AtomicLong next = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private volatile Pace pace = Pace.NONE;

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "50, 1, 512, 0, false",
    "1, 10, 512, 0, false",
    "1, 1, 8192, 0, false",
    "1, 1, 512, 0, false",
    "50, 1, 512, 0, true",
    "50, 1, 512, 30000, true"
  })
  void receive(int connections, int senders, int batchSize, long spansPerSecond, boolean asking)
      throws Exception {
    Traffic traffic = new Traffic();
    Replay replay =
        new Replay(
            LongStream.range(0, TRACES)
                .mapToObj(traffic::trace)
                .flatMap(List::stream)
                .map(Exported::data)
                .toList(),
            batchSize);
    long batches = Long.getLong("cairn.bench.spans") / batchSize;
    try (ServedProcess explorer = ServedProcess.forBenchmarks(directory)) {
      List<ClientFactory> clients = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        clients.add(ClientFactory.builder().workerGroup(1).build());
      }
      String url = "http://127.0.0.1:" + explorer.grpcPort();
      send(replay, batches / 2, clients, senders, url); // until the compiler is done
      explorer.spans();
      long measured = batches - next.get();
      Duration before = explorer.cpu();
      long own = ownCpuMillis();
      long began = System.nanoTime();
      pace = spansPerSecond == 0 ? Pace.NONE : new Pace(batchSize / (double) spansPerSecond);
      List<Long> waited = new ArrayList<>();
      try (Asking questions = asking ? new Asking(explorer, waited) : null) {
        send(replay, batches, clients, senders, url);
      }
      long kept = explorer.spans();
      double seconds = (System.nanoTime() - began) / 1e9;
      double cpu = explorer.cpu().minus(before).toMillis() / 1e3;
      double others = (ownCpuMillis() - own) / 1e3;
      System.out.printf(
          "| %d | %d | %d | %d | %.0f | %.0f | %.0f %% | %d | %d | %s | %s |%n",
          connections,
          senders,
          batchSize,
          measured * batchSize,
          measured * batchSize / seconds,
          measured * batchSize / cpu,
          100 * others / seconds / Runtime.getRuntime().availableProcessors(),
          batches * batchSize - kept,
          failed.get(),
          explorer.peakMegabytes(),
          waited.stream().sorted().toList());
      assertThat(kept).isEqualTo(batches * batchSize);
      clients.forEach(ClientFactory::close);
    }
  }

  /** Lets one batch through every so many seconds. */
  private static final class Pace {
    static final Pace NONE = new Pace(0);

    private final AtomicLong due = new AtomicLong(System.nanoTime());
    private final long nanos;

    Pace(double seconds) {
      nanos = (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    }

    void await() {
      long mine = due.getAndAdd(nanos);
      for (long early = mine - System.nanoTime(); nanos > 0 && early > 0; ) {
        LockSupport.parkNanos(early);
        early = mine - System.nanoTime();
      }
    }
  }

  /** Asks every half second how many spans there are, and notes for how many milliseconds. */
  private static final class Asking implements AutoCloseable {
    private final Thread thread;
    private volatile boolean closed;

    Asking(ServedProcess explorer, List<Long> waited) {
      thread =
          new Thread(
              () -> {
                while (!closed) {
                  LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
                  long began = System.nanoTime();
                  try {
                    explorer.spans();
                  } catch (Exception failed) {
                    throw new IllegalStateException(failed);
                  }
                  waited.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
                }
              });
      thread.start();
    }

    @Override
    public void close() throws InterruptedException {
      closed = true;
      thread.join();
    }
  }

  private static long ownCpuMillis() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1_000_000;
  }

  /** Sends up to a number of batches. */
  private void send(Replay replay, long to, List<ClientFactory> clients, int senders, String url)
      throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (ClientFactory factory : clients) {
      WebClient client =
          WebClient.builder(url.replace("http:", "h2c:"))
              .factory(factory)
              .responseTimeout(Duration.ofMinutes(1))
              .build();
      for (int i = 0; i < senders; i++) {
        threads.add(new Thread(() -> send(replay, to, client)));
      }
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** What fails is sent again, as exporters do. */
  private void send(Replay replay, long to, WebClient client) {
    for (long n = next.getAndIncrement(); n < to; n = next.getAndIncrement()) {
      pace.await();
      HttpData message = HttpData.wrap(replay.message(n));
      while (!isTaken(client, message)) {
        failed.incrementAndGet();
      }
    }
    next.decrementAndGet(); // the number that was one too many
  }

  private static boolean isTaken(WebClient client, HttpData message) {
    try {
      AggregatedHttpResponse answer = client.execute(EXPORT, message).aggregate().join();
      return "0".equals(answer.trailers().get("grpc-status"));
    } catch (CompletionException failed) {
      return false;
    }
  }
}
