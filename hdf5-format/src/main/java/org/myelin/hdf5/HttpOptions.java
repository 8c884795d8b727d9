package org.myelin.hdf5;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a file is read from an HTTP server; immutable, each {@code with…} gives a changed copy.
 *
 * @param blockBytes bytes that are asked for at least, and kept together
 * @param cacheBytes bytes of the file that are kept in memory
 * @param readAheadBytes bytes that are asked for beyond what is needed where somebody reads on
 * @param connectTimeout for making a connection
 * @param requestTimeout for one request with its whole reply
 * @param retries how often a request that failed on the way, or with a status of 408, 429 or 5xx,
 *     is made again
 * @param backoff the pause before the first retry; each further one is twice as long
 * @param downloadLimit a server that cannot give parts of a file is refused if this is 0; else the
 *     file is fetched whole, into memory, if it has no more bytes than this
 * @param headers sent with each request, for example {@code Authorization}; not to other hosts that
 *     the server redirects to
 */
public record HttpOptions(
    long blockBytes,
    long cacheBytes,
    long readAheadBytes,
    Duration connectTimeout,
    Duration requestTimeout,
    int retries,
    Duration backoff,
    long downloadLimit,
    Map<String, String> headers) {
  /**
   * Blocks of 256 KiB, 64 MiB of them, 1 MiB read ahead; 10 s to connect, 60 s for a request, 3
   * retries after 200 ms; no download.
   */
  public static final HttpOptions DEFAULT =
      new HttpOptions(
          256 << 10,
          64L << 20,
          1 << 20,
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          3,
          Duration.ofMillis(200),
          0,
          Map.of());

  /** Checks the numbers and copies the headers. */
  public HttpOptions {
    if (blockBytes < 512
        || blockBytes > 64 << 20
        || cacheBytes < blockBytes
        || readAheadBytes < 0
        || readAheadBytes > 64 << 20
        || retries < 0
        || downloadLimit < 0
        || downloadLimit > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "blocks have 512 bytes to 64 MiB, the cache at least one block, read-ahead at most 64"
              + " MiB, a whole download less than 2 GiB");
    }
    headers = Map.copyOf(headers);
  }

  /** These options with blocks of another size. */
  public HttpOptions withBlockBytes(long bytes) {
    return new HttpOptions(
        bytes,
        Math.max(cacheBytes, bytes),
        readAheadBytes,
        connectTimeout,
        requestTimeout,
        retries,
        backoff,
        downloadLimit,
        headers);
  }

  /** These options with another number of bytes kept in memory. */
  public HttpOptions withCacheBytes(long bytes) {
    return new HttpOptions(
        blockBytes,
        bytes,
        readAheadBytes,
        connectTimeout,
        requestTimeout,
        retries,
        backoff,
        downloadLimit,
        headers);
  }

  /** These options with another number of bytes read ahead; 0 for none. */
  public HttpOptions withReadAheadBytes(long bytes) {
    return new HttpOptions(
        blockBytes,
        cacheBytes,
        bytes,
        connectTimeout,
        requestTimeout,
        retries,
        backoff,
        downloadLimit,
        headers);
  }

  /** These options with other limits of time. */
  public HttpOptions withTimeouts(Duration connect, Duration request) {
    return new HttpOptions(
        blockBytes,
        cacheBytes,
        readAheadBytes,
        connect,
        request,
        retries,
        backoff,
        downloadLimit,
        headers);
  }

  /** These options with another number of retries, and pause before the first. */
  public HttpOptions withRetries(int times, Duration pause) {
    return new HttpOptions(
        blockBytes,
        cacheBytes,
        readAheadBytes,
        connectTimeout,
        requestTimeout,
        times,
        pause,
        downloadLimit,
        headers);
  }

  /** These options with leave to fetch files of at most so many bytes whole. */
  public HttpOptions withDownloadLimit(long bytes) {
    return new HttpOptions(
        blockBytes,
        cacheBytes,
        readAheadBytes,
        connectTimeout,
        requestTimeout,
        retries,
        backoff,
        bytes,
        headers);
  }

  /** These options with one more header to be sent. */
  public HttpOptions withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpOptions(
        blockBytes,
        cacheBytes,
        readAheadBytes,
        connectTimeout,
        requestTimeout,
        retries,
        backoff,
        downloadLimit,
        more);
  }
}
