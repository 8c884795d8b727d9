package org.myelin.hdf5.internal.driver.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.myelin.hdf5.Hdf5IOException;
import org.myelin.hdf5.HttpOptions;

/**
 * Parts of one file on a server. All parts are of one version of the file: what names the version
 * ({@code ETag}, {@code Last-Modified}, length) is held against the first reply. Safe for several
 * threads.
 */
final class HttpSource {
  private static final int MOST_REDIRECTS = 5;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /** What one version of the file is known by. */
  private record Version(String tag, String modified, long size) {}

  /** A reply that may be different next time. */
  private static final class Passing extends IOException {
    private static final long serialVersionUID = 1L;
    private final long pauseMillis;

    Passing(String message, long pauseMillis) {
      super(message);
      this.pauseMillis = pauseMillis;
    }
  }

  private final URI uri;
  private final String name;
  private final HttpOptions options;
  private final HttpClient client;
  private volatile URI place;
  private volatile Version version;

  HttpSource(URI uri, HttpOptions options) {
    this.uri = uri;
    this.options = options;
    this.place = uri;
    this.name = withoutSecrets(uri);
    this.client =
        HttpClient.newBuilder()
            // over plain HTTP version 2 would begin with an attempt to upgrade
            .version(
                "https".equalsIgnoreCase(uri.getScheme())
                    ? HttpClient.Version.HTTP_2
                    : HttpClient.Version.HTTP_1_1)
            .connectTimeout(options.connectTimeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /** What messages call the file: no user, password or query, which may hold keys. */
  private static String withoutSecrets(URI u) {
    return u.getScheme()
        + "://"
        + u.getHost()
        + (u.getPort() < 0 ? "" : ":" + u.getPort())
        + (u.getRawPath() == null ? "" : u.getRawPath());
  }

  String name() {
    return name;
  }

  /** Bytes of the file; known after the first fetch. */
  long size() {
    return version.size;
  }

  /**
   * The bytes of the file from {@code from} on: {@code length}, or fewer where the file ends. The
   * first reply may be the whole file, if the server gives no parts and the options allow that.
   */
  byte[] fetch(long from, int length) {
    IOException last = null;
    for (int attempt = 0; attempt <= options.retries(); attempt++) {
      if (attempt > 0) {
        pause(attempt, last);
      }
      try {
        return once(from, length);
      } catch (IOException e) {
        last = e;
      }
    }
    throw new Hdf5IOException(
        name
            + ": cannot read "
            + length
            + " bytes at "
            + from
            + ": "
            + reason(last)
            + (options.retries() > 0 ? " (after " + options.retries() + " retries)" : ""),
        last);
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private void pause(int attempt, IOException why) {
    long millis = options.backoff().toMillis() << Math.min(attempt - 1, 16);
    if (why instanceof Passing p) {
      millis = Math.max(millis, p.pauseMillis);
    }
    try {
      Thread.sleep(Math.min(millis, LONGEST_PAUSE.toMillis()));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private Hdf5IOException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new Hdf5IOException(name + ": cannot read: this thread was interrupted", e);
  }

  private byte[] once(long from, int length) throws IOException {
    URI at = place;
    for (int i = 0; i <= MOST_REDIRECTS; i++) {
      HttpResponse<byte[]> r = send(at, from, length);
      int status = r.statusCode();
      if (status == 301 || status == 302 || status == 303 || status == 307 || status == 308) {
        at = redirected(at, r.headers());
        continue;
      }
      if (status >= 400 && status < 500 && !at.equals(uri) && at.equals(place) && i == 0) {
        // where the server once sent us may be good for a while only
        at = uri;
        continue;
      }
      byte[] bytes = accept(r, from, length);
      place = at;
      return bytes;
    }
    throw new Hdf5IOException(name + ": more than " + MOST_REDIRECTS + " redirects");
  }

  private URI redirected(URI at, HttpHeaders headers) {
    String target = headers.firstValue("Location").orElse("");
    URI next = HttpUris.resolve(at, target);
    if (next == null || "https".equals(at.getScheme()) && !"https".equals(next.getScheme())) {
      throw new Hdf5IOException(
          name
              + ": the server redirects to "
              + (next == null ? "no address of http or https" : withoutSecrets(next))
              + ", which is not followed");
    }
    return next;
  }

  private HttpResponse<byte[]> send(URI at, long from, int length) throws IOException {
    HttpRequest.Builder b =
        HttpRequest.newBuilder(at)
            .timeout(options.requestTimeout())
            .header("Range", "bytes=" + from + "-" + (from + length - 1))
            .header("Accept-Encoding", "identity");
    if (HttpUris.sameOrigin(at, uri)) {
      options.headers().forEach(b::setHeader);
    }
    Version v = version;
    if (v != null && v.tag != null && !v.tag.startsWith("W/")) {
      b.header("If-Match", v.tag);
    }
    CompletableFuture<HttpResponse<byte[]>> reply =
        client.sendAsync(
            b.build(),
            info ->
                info.statusCode() == 206
                    ? new BoundedBody(length, true)
                    : new BoundedBody(info.statusCode() == 200 ? wholeLimit() : 1 << 16, false));
    boolean done = false;
    try {
      HttpResponse<byte[]> r =
          reply.get(options.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
      done = true;
      return r;
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (TimeoutException e) {
      throw new IOException(
          "no whole reply within " + options.requestTimeout().toMillis() + " ms", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IOException(e.getCause().toString(), e.getCause());
    } finally {
      if (!done) {
        reply.cancel(true);
      }
    }
  }

  /** A whole file is taken only as the answer to the first request; a byte more tells too much. */
  private int wholeLimit() {
    return version == null
        ? (int) Math.min(options.downloadLimit() + 1L, Integer.MAX_VALUE - 8)
        : 1;
  }

  private byte[] accept(HttpResponse<byte[]> r, long from, int length) throws IOException {
    int status = r.statusCode();
    HttpHeaders h = r.headers();
    if (status == 412) {
      throw changed("its entity tag is no longer " + version.tag);
    }
    if (status == 408 || status == 429 || status >= 500) {
      long seconds =
          h.firstValue("Retry-After")
              .filter(s -> s.matches("\\d{1,4}"))
              .map(Long::parseLong)
              .orElse(0L);
      throw new Passing("the server answers with status " + status, 1000 * seconds);
    }
    String coding = h.firstValue("Content-Encoding").orElse("identity");
    if (!coding.equalsIgnoreCase("identity")) {
      throw new Hdf5IOException(
          name + ": the server sends the file in coding '" + coding + "', of which no parts exist");
    }
    if (status == 200) {
      return whole(r.body(), h);
    }
    if (status == 416 && version == null) {
      version = new Version(null, null, 0);
      return new byte[0];
    }
    if (status == 416) {
      throw changed("it ends before byte " + from);
    }
    if (status != 206) {
      throw new Hdf5IOException(name + ": cannot open: the server answers with status " + status);
    }
    String given = h.firstValue("Content-Range").orElse("none");
    ContentRange range =
        ContentRange.parse(given)
            .orElseThrow(() -> wrong(given, "bytes " + from + "-… of a known length"));
    if (range.total() < 0) {
      throw wrong(given, "a known length");
    }
    check(h, range.total());
    long expected = Math.min(from + length, range.total()) - from;
    if (range.first() != from || range.last() != from + expected - 1) {
      throw wrong(given, "bytes " + from + "-" + (from + expected - 1));
    }
    if (r.body().length != expected) {
      throw new IOException(
          "the reply ended after " + r.body().length + " of " + expected + " bytes");
    }
    return r.body();
  }

  private byte[] whole(byte[] body, HttpHeaders h) throws IOException {
    if (version != null) {
      throw changed("the server sends the whole file instead of a part");
    }
    if (body.length > options.downloadLimit()) {
      throw new Hdf5IOException(
          name
              + ": the server gives no parts of files, and a file is fetched whole only up to "
              + options.downloadLimit()
              + " bytes (HttpOptions.withDownloadLimit)");
    }
    if (h.firstValueAsLong("Content-Length").orElse(body.length) != body.length) {
      throw new IOException("the reply ended after " + body.length + " bytes");
    }
    version = new Version(null, null, body.length);
    return body;
  }

  private synchronized void check(HttpHeaders h, long total) {
    Version now =
        new Version(
            h.firstValue("ETag").orElse(null), h.firstValue("Last-Modified").orElse(null), total);
    Version before = version;
    if (before == null) {
      version = now;
    } else if (before.size != total) {
      throw changed("it has " + total + " bytes, not " + before.size);
    } else if (differ(before.tag, now.tag)) {
      throw changed("its entity tag is " + now.tag + ", not " + before.tag);
    } else if (before.tag == null && differ(before.modified, now.modified)) {
      throw changed("it was modified " + now.modified + ", not " + before.modified);
    }
  }

  private static boolean differ(String before, String now) {
    return before != null && !Optional.ofNullable(now).equals(Optional.of(before));
  }

  private Hdf5IOException changed(String how) {
    return new Hdf5IOException(
        name + ": the file has changed on the server since it was opened: " + how);
  }

  private Hdf5IOException wrong(String found, String expected) {
    return new Hdf5IOException(
        name + ": the reply's Content-Range is '" + found + "', expected " + expected);
  }
}
