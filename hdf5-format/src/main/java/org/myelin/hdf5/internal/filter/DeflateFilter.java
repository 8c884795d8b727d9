package org.myelin.hdf5.internal.filter;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.myelin.hdf5.DeflateCoder;
import org.myelin.hdf5.FilterDescription;
import org.myelin.hdf5.internal.filter.deflate.Deflate;
import org.myelin.hdf5.internal.filter.deflate.ZlibStream;
import org.myelin.hdf5.spi.Filter;
import org.myelin.hdf5.spi.FilterException;

/** Deflate in a zlib stream (filter 1); its one parameter is the level. */
public final class DeflateFilter implements Filter {
  private static final int DEFAULT_LEVEL = 6;

  /**
   * Our code is faster than zlib, but not before the JVM has compiled it, which costs it some
   * tenths of a second. A process that reads or writes less than this never pays them.
   */
  private static final long WARM_UP = 32L << 20;

  /** Encoders, which have large tables, for as many threads as can use them at once. */
  private static final BlockingQueue<Deflate> ENCODERS =
      new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors());

  private static final AtomicLong ENCODED = new AtomicLong();

  private final AtomicLong decoded = new AtomicLong();

  /** Whether this process has encoded so little that java.util.zip is the better choice. */
  public static boolean isCold() {
    return ENCODED.get() < WARM_UP;
  }

  /** Bytes after which a program is worth the compiler's time. */
  public static long warmUp() {
    return WARM_UP;
  }

  @Override
  public int id() {
    return FilterDescription.DEFLATE;
  }

  @Override
  public String name() {
    return "deflate";
  }

  @Override
  public boolean sizeIsFixed() {
    return false;
  }

  @Override
  public long maxEncodedSize(long bytes) {
    return Deflate.bound(bytes);
  }

  @Override
  public ByteBuffer encode(ByteBuffer chunk, int[] parameters) {
    return encode(chunk, parameters, isCold() ? DeflateCoder.JAVA_UTIL_ZIP : DeflateCoder.OWN);
  }

  /** Like libhdf5, keeps a stream that is a few bytes longer than its chunk. */
  ByteBuffer encode(ByteBuffer chunk, int[] parameters, DeflateCoder coder) {
    int level = parameters.length == 0 ? DEFAULT_LEVEL : parameters[0];
    if (level < 0 || level > 9) {
      throw new FilterException("deflate client data: level " + level + ", expected 0 to 9");
    }
    ENCODED.addAndGet(chunk.remaining());
    if (coder == DeflateCoder.JAVA_UTIL_ZIP) {
      return encodeByZlib(chunk, level);
    }
    return ByteBuffer.wrap(
        stream(Bytes.array(chunk), Bytes.offset(chunk), chunk.remaining(), level));
  }

  /** The zlib stream of these bytes by our own encoder. */
  static byte[] stream(byte[] in, int from, int length, int level) {
    Deflate encoder = ENCODERS.poll();
    if (encoder == null) {
      encoder = new Deflate();
    }
    byte[] stream = encoder.encode(in, from, length, level);
    // an encoder that failed is not put back; one too many is left to the collector
    ENCODERS.offer(encoder);
    return stream;
  }

  private ByteBuffer encodeByZlib(ByteBuffer chunk, int level) {
    Deflater deflater = new Deflater(level);
    try {
      ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(maxEncodedSize(chunk.remaining())));
      deflater.setInput(chunk.duplicate());
      deflater.finish();
      while (!deflater.finished() && out.hasRemaining()) {
        deflater.deflate(out);
      }
      return deflater.finished() ? out.flip() : null;
    } finally {
      deflater.end();
    }
  }

  @Override
  public ByteBuffer decode(ByteBuffer encoded, int[] parameters, long limit) {
    return decode(encoded, limit, DeflateCoder.AUTO);
  }

  ByteBuffer decode(ByteBuffer encoded, long limit, DeflateCoder coder) {
    if (coder == DeflateCoder.JAVA_UTIL_ZIP
        || coder == DeflateCoder.AUTO && decoded.get() < WARM_UP) {
      ByteBuffer out = decodeByZlib(encoded, limit);
      decoded.addAndGet(out.remaining());
      return out;
    }
    int from = Bytes.offset(encoded);
    return ZlibStream.decode(Bytes.array(encoded), from, from + encoded.remaining(), limit);
  }

  private static ByteBuffer decodeByZlib(ByteBuffer encoded, long limit) {
    Inflater inflater = new Inflater();
    try {
      // one byte of room past the limit tells a stream that is too long from one that only lacks
      // its end mark
      ByteBuffer out = ByteBuffer.allocate(room(encoded.remaining(), limit));
      inflater.setInput(encoded.duplicate());
      while (!inflater.finished()) {
        if (out.position() > limit) {
          throw new FilterException(
              "the zlib stream holds more than the " + limit + " bytes of its chunk");
        }
        if (inflater.inflate(out) == 0 && !inflater.finished()) {
          throw new FilterException(
              "the zlib stream breaks off after " + out.position() + " bytes");
        }
      }
      if (out.position() > limit) {
        throw new FilterException(
            "the zlib stream holds more than the " + limit + " bytes of its chunk");
      }
      return out.flip();
    } catch (DataFormatException e) {
      throw new FilterException("not a zlib stream: " + e.getMessage());
    } finally {
      inflater.end();
    }
  }

  /**
   * A stream is at most some 1032 times smaller than its data, so a lie about the size cannot make
   * us allocate more.
   */
  private static int room(int encoded, long limit) {
    return (int) Math.min(Math.min(limit + 1, Integer.MAX_VALUE - 16), encoded * 1032L + 64);
  }
}
