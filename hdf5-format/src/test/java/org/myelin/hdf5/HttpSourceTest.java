package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Catches a reply that is believed although it is wrong, and a server that can hold us up. */
class HttpSourceTest {
  private static final HttpOptions QUICK =
      HttpOptions.DEFAULT
          .withBlockBytes(4096)
          .withReadAheadBytes(0)
          .withTimeouts(Duration.ofSeconds(5), Duration.ofMillis(1500))
          .withRetries(2, Duration.ofMillis(5));

  @FunctionalInterface
  private interface Fault {
    /** Answers the request of this number, or returns false to have it answered well. */
    boolean answer(HttpExchange e, int number, long from, int length) throws IOException;
  }

  @TempDir Path folder;
  private final Queue<String> ranges = new ConcurrentLinkedQueue<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final int[] values = new Random(7).ints(200_000).toArray();
  private byte[] file;
  private HttpServer server;
  private volatile Fault fault = (e, n, from, length) -> false;
  private volatile String tag = "\"one\"";
  private volatile String modified = "Mon, 23 Nov 2026 06:00:00 GMT";

  @BeforeEach
  void serve() throws IOException {
    Path made = folder.resolve("f.h5");
    try (Hdf5File f = Hdf5File.create(made)) {
      f.root()
          .createDataset("d", Datatype.I32, Dataspace.of(200_000), Layout.chunked(5000).deflate(1))
          .writeInts(Selection.all(), values);
      f.root()
          .createDataset("flat", Datatype.I32, Dataspace.of(200_000))
          .writeInts(Selection.all(), values);
    }
    file = Files.readAllBytes(made);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange e) throws IOException {
    try (e) {
      String range = e.getRequestHeaders().getFirst("Range");
      ranges.add(range);
      String[] ends = range.substring("bytes=".length()).split("-");
      long from = Long.parseLong(ends[0]);
      int length = (int) (Math.min(file.length - 1L, Long.parseLong(ends[1])) - from + 1);
      if (!fault.answer(e, requests.getAndIncrement(), from, length)) {
        part(e, "bytes " + from + "-" + (from + length - 1) + "/" + file.length, from, length);
      }
    }
  }

  private void part(HttpExchange e, String contentRange, long from, int length) throws IOException {
    if (tag != null) {
      e.getResponseHeaders().set("ETag", tag);
    }
    e.getResponseHeaders().set("Last-Modified", modified);
    e.getResponseHeaders().set("Content-Range", contentRange);
    e.sendResponseHeaders(206, length);
    e.getResponseBody().write(file, (int) from, length);
  }

  private URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/a/f.h5?key=secret");
  }

  private void readAll(HttpOptions options) {
    try (Hdf5File f = Hdf5File.open(uri(), options)) {
      assertThat(f.dataset("d").readInts(Selection.all())).isEqualTo(values);
      assertThat(f.dataset("flat").readInts(Selection.all())).isEqualTo(values);
    }
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refused() {
    return assertThatThrownBy(() -> readAll(QUICK))
        .isInstanceOf(Hdf5IOException.class)
        .hasMessageContaining("/a/f.h5")
        .hasMessageNotContaining("secret");
  }

  private boolean status(HttpExchange e, int status) throws IOException {
    e.sendResponseHeaders(status, -1);
    return true;
  }

  @Test
  void readsWithFewRequests() {
    readAll(HttpOptions.DEFAULT);
    assertThat(ranges).hasSizeLessThan(30);
    ranges.clear();
    try (Hdf5File f = Hdf5File.open(uri(), QUICK)) {
      assertThat(f.path()).hasToString("f.h5");
      assertThat(f.dataset("flat").readInts(Hyperslab.start(100_000).count(10)))
          .isEqualTo(Arrays.copyOfRange(values, 100_000, 100_010));
      int before = ranges.size();
      assertThat(before).isLessThan(12);
      f.dataset("flat").readInts(Hyperslab.start(100_000).count(10));
      assertThat(ranges).as("kept").hasSize(before);
      f.dataset("flat").readInts(Hyperslab.start(20_000).count(50_000));
      assertThat(ranges.size() - before).as("neighbouring blocks come together").isLessThan(4);
    }
  }

  @Test
  void aSmallCacheIsEnough() {
    readAll(QUICK.withCacheBytes(8192).withReadAheadBytes(65536));
  }

  @Test
  void threadsReadOneFileAndAnInterruptHurtsNobodyElse() throws InterruptedException {
    fault =
        (e, n, from, length) -> {
          pause(20);
          return false;
        };
    Queue<Throwable> wrong = new ConcurrentLinkedQueue<>();
    try (Hdf5File f =
        Hdf5File.open(uri(), QUICK.withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(20)))) {
      List<Thread> readers =
          java.util.stream.IntStream.range(0, 4).mapToObj(t -> reader(f, t, wrong)).toList();
      readers.forEach(Thread::start);
      for (int i = 0; i < 15; i++) {
        Thread.sleep(20);
        readers.get(0).interrupt();
      }
      for (Thread t : readers) {
        t.join();
      }
    }
    assertThat(wrong).isEmpty();
  }

  private Thread reader(Hdf5File f, int number, Queue<Throwable> wrong) {
    return new Thread(
        () -> {
          for (int i = 0; i < 20; i++) {
            int at = 1000 * i;
            try {
              assertThat(f.dataset("flat").readInts(Hyperslab.start(at).count(1000)))
                  .isEqualTo(Arrays.copyOfRange(values, at, at + 1000));
            } catch (Hdf5IOException e) {
              Thread.interrupted();
              if (number != 0 || !e.getMessage().contains("interrupted")) {
                wrong.add(e);
              }
            } catch (RuntimeException | AssertionError e) {
              wrong.add(e);
            }
          }
        });
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void triesAgainWhatMayPass() {
    fault =
        (e, n, from, length) -> {
          if (n % 3 == 0) {
            return status(e, 503);
          }
          if (n % 3 == 1) {
            // fewer bytes than promised, and the connection ends
            e.getResponseHeaders()
                .set(
                    "Content-Range",
                    "bytes " + from + "-" + (from + length - 1) + "/" + file.length);
            e.sendResponseHeaders(206, length);
            e.getResponseBody().write(file, (int) from, length / 2);
            e.getResponseBody().flush();
            return true;
          }
          return false;
        };
    // several threads ask at once, so one of them may meet many faults
    readAll(QUICK.withRetries(30, Duration.ofMillis(1)));
  }

  @Test
  void givesUpOnErrors() {
    fault = (e, n, from, length) -> n > 1 && status(e, 500);
    refused().hasMessageContaining("status 500").hasMessageContaining("2 retries");
    fault = (e, n, from, length) -> status(e, 404);
    refused().hasMessageContaining("status 404");
  }

  @Test
  void refusesAnotherPart() {
    fault =
        (e, n, from, length) -> {
          part(e, "bytes " + (from + 1) + "-" + (from + length) + "/" + file.length, from, length);
          return true;
        };
    refused().hasMessageContaining("Content-Range");
    for (String nonsense :
        List.of(
            "bytes 5-3/9",
            "bytes */100",
            "0-4095/9999999",
            "bytes 0-4095/*",
            "bytes 0-4095/99999999999999999999999")) {
      fault =
          (e, n, from, length) -> {
            part(e, nonsense, from, length);
            return true;
          };
      refused().hasMessageContaining("Content-Range").hasMessageContaining(nonsense);
    }
  }

  @Test
  void shortAndLongPartsAreErrors() {
    fault =
        (e, n, from, length) -> {
          part(
              e, "bytes " + from + "-" + (from + length - 1) + "/" + file.length, from, length - 7);
          return true;
        };
    refused().hasMessageContaining("ended after");
    fault =
        (e, n, from, length) -> {
          e.getResponseHeaders()
              .set(
                  "Content-Range", "bytes " + from + "-" + (from + length - 1) + "/" + file.length);
          e.sendResponseHeaders(206, 0);
          // without end, if nobody ends it
          try (OutputStream out = e.getResponseBody()) {
            for (int i = 0; i < 100_000; i++) {
              out.write(new byte[8192]);
            }
          }
          return true;
        };
    refused().hasMessageContaining("more than the 4096 bytes");
  }

  @Test
  void noticesThatTheFileChanged() {
    fault =
        (e, n, from, length) -> {
          if (n == 3) {
            tag = "\"two\"";
          }
          return false;
        };
    refused().hasMessageContaining("changed").hasMessageContaining("\"two\"");
    requests.set(0);
    tag = null;
    fault =
        (e, n, from, length) -> {
          if (n == 3) {
            modified = "Tue, 24 Nov 2026 06:00:00 GMT";
          }
          return false;
        };
    refused().hasMessageContaining("changed").hasMessageContaining("Tue, 24 Nov");
    fault =
        (e, n, from, length) -> {
          part(
              e,
              "bytes "
                  + from
                  + "-"
                  + (from + length - 1)
                  + "/"
                  + (file.length + (from > 0 ? 9 : 0)),
              from,
              length);
          return true;
        };
    refused().hasMessageContaining("changed").hasMessageContaining("bytes, not");
    requests.set(0);
    tag = "\"one\"";
    fault = (e, n, from, length) -> n > 2 && status(e, 412);
    refused().hasMessageContaining("changed");
  }

  @Test
  void aServerWithoutPartsIsRefusedUnlessAllowed() {
    fault =
        (e, n, from, length) -> {
          e.sendResponseHeaders(200, file.length);
          e.getResponseBody().write(file);
          return true;
        };
    refused().hasMessageContaining("no parts").hasMessageContaining("withDownloadLimit");
    readAll(QUICK.withDownloadLimit(file.length));
    assertThatThrownBy(() -> readAll(QUICK.withDownloadLimit(file.length - 1)))
        .isInstanceOf(Hdf5IOException.class)
        .hasMessageContaining("" + (file.length - 1));
  }

  @Test
  void aSlowServerEndsInTime() {
    fault =
        (e, n, from, length) -> {
          e.getResponseHeaders()
              .set(
                  "Content-Range", "bytes " + from + "-" + (from + length - 1) + "/" + file.length);
          e.sendResponseHeaders(206, length);
          for (int i = 0; i < length; i++) {
            e.getResponseBody().write(file[(int) from + i]);
            e.getResponseBody().flush();
            pause(100);
          }
          return true;
        };
    long start = System.nanoTime();
    assertThatThrownBy(
            () ->
                readAll(
                    QUICK
                        .withTimeouts(Duration.ofSeconds(1), Duration.ofMillis(300))
                        .withRetries(1, Duration.ofMillis(1))))
        .isInstanceOf(Hdf5IOException.class)
        .hasMessageContaining("within 300 ms");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void followsFewRedirectsAndKeepsSecrets() {
    Queue<String> told = new ConcurrentLinkedQueue<>();
    fault =
        (e, n, from, length) -> {
          String key = e.getRequestHeaders().getFirst("Authorization");
          told.add(e.getRequestHeaders().getFirst("Host") + " " + key);
          if (e.getRequestURI().getPath().startsWith("/a/")) {
            e.getResponseHeaders()
                .set("Location", "http://localhost:" + server.getAddress().getPort() + "/b/f.h5");
            return status(e, 307);
          }
          return false;
        };
    readAll(QUICK.withHeader("Authorization", "Bearer x"));
    assertThat(told).anyMatch(s -> s.startsWith("127.0.0.1") && s.endsWith("Bearer x"));
    assertThat(told).noneMatch(s -> s.startsWith("localhost") && s.endsWith("Bearer x"));
    fault =
        (e, n, from, length) -> {
          e.getResponseHeaders().set("Location", "/a/again" + n);
          return status(e, 302);
        };
    refused().hasMessageContaining("redirects");
    for (String elsewhere : List.of("file:///etc/hosts", "ftp://x/y", "", "http://[bad")) {
      fault =
          (e, n, from, length) -> {
            e.getResponseHeaders().set("Location", elsewhere);
            return status(e, 301);
          };
      refused().hasMessageContaining("not followed");
    }
  }

  @Test
  void refusesOtherAddresses() {
    for (String s : List.of("file:///tmp/f.h5", "f.h5", "http:///f.h5")) {
      assertThatThrownBy(() -> Hdf5File.open(URI.create(s)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("http");
    }
  }
}
