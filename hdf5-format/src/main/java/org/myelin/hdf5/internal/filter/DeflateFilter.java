package org.myelin.hdf5.internal.filter;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.myelin.hdf5.FilterDescription;
import org.myelin.hdf5.internal.filter.deflate.ZlibStream;
import org.myelin.hdf5.spi.Filter;
import org.myelin.hdf5.spi.FilterException;

/** Deflate in a zlib stream (filter 1); its one parameter is the level. */
public final class DeflateFilter implements Filter {
  /**
   * Our decoder is faster than zlib, but not before the JVM has compiled it, which costs it some
   * tenths of a second. A process that reads less than this never pays them.
   */
  private static final long WARM_UP = 32L << 20;

  private final AtomicLong decoded = new AtomicLong();

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
    return bytes + bytes / 1000 + 64;
  }

  @Override
  public ByteBuffer encode(ByteBuffer chunk, int[] parameters) {
    int level = parameters.length == 0 ? Deflater.DEFAULT_COMPRESSION : parameters[0];
    if (parameters.length > 0 && (level < 0 || level > 9)) {
      throw new FilterException("deflate client data: level " + level + ", expected 0 to 9");
    }
    Deflater deflater = new Deflater(level);
    try {
      // like libhdf5, keep a stream that is a few bytes longer than its chunk: some readers take no
      // notice of the mask that marks a filter as left out
      int n = chunk.remaining();
      ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(maxEncodedSize(n)));
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
    if (decoded.get() < WARM_UP) {
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
