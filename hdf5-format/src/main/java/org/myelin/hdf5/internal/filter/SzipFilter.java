package org.myelin.hdf5.internal.filter;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.myelin.hdf5.spi.FilterException;
import org.myelin.hdf5.spi.FilterTarget;

/**
 * Szip (filter 4): the decoded size (4 bytes, little endian), then scanlines in the {@linkplain
 * RiceDecoder Rice code}, each a whole number of blocks.
 */
public final class SzipFilter extends PackingFilter {
  private static final int HEAD = 4;

  /** 64 blocks of 32 samples of 4 bytes, all zero, take at least 9 bits. */
  private static final long GREATEST_RATIO = 8192;

  /** The one instance of the registry. */
  public SzipFilter() {
    super(4, "szip");
  }

  @Override
  public long maxEncodedSize(long bytes) {
    return bytes + HEAD;
  }

  @Override
  public int[] parameters(int[] given, FilterTarget target) {
    return SzipSetup.of(given, target);
  }

  /** Null if the samples would need more room than the chunk has, as libhdf5 has it. */
  @Override
  public ByteBuffer encode(ByteBuffer chunk, int[] parameters) {
    SzipParameters p = SzipParameters.of(parameters);
    int size = chunk.remaining();
    int unit = p.inPlanes() ? p.bitsPerPixel() / 8 : p.bytesPerSample();
    if (size % unit != 0) {
      throw new FilterException(
          "szip of %d bytes, which are no whole pixels of %d".formatted(size, unit));
    }
    byte[] in = Bytes.array(chunk);
    int from = Bytes.offset(chunk);
    if (p.inPlanes()) {
      in = planes(in, from, size, unit);
      from = 0;
    }
    ByteBuffer samples =
        ByteBuffer.wrap(in, from, size)
            .order(p.mostSignificantFirst() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    BitOutput out = new BitOutput(HEAD, size / 2 + 64);
    SzipEncoder rice = new SzipEncoder(out, p);
    long mask = (1L << p.bitsPerSample()) - 1;
    long[] line = new long[p.blocksPerInterval() * p.pixelsPerBlock()];
    while (samples.hasRemaining()) {
      int n = Math.min(p.pixelsPerScanline(), samples.remaining() / p.bytesPerSample());
      for (int i = 0; i < line.length; i++) {
        // what fills up a scanline costs least when it repeats the last pixel
        line[i] = i < n ? get(samples, p.bytesPerSample()) & mask : line[n - 1];
      }
      rice.interval(line);
    }
    out.align();
    if (out.length() - HEAD > size) {
      return null;
    }
    ByteBuffer whole = ByteBuffer.wrap(out.bytes(), 0, out.length()).slice();
    whole.order(ByteOrder.LITTLE_ENDIAN).putInt(0, size);
    return whole;
  }

  private static long get(ByteBuffer samples, int width) {
    return switch (width) {
      case 1 -> samples.get();
      case 2 -> samples.getShort();
      default -> samples.getInt();
    };
  }

  private static byte[] planes(byte[] in, int from, int length, int size) {
    byte[] out = new byte[length];
    int n = length / size;
    for (int plane = 0; plane < size; plane++) {
      for (int i = 0; i < n; i++) {
        out[plane * n + i] = in[from + i * size + plane];
      }
    }
    return out;
  }

  @Override
  public ByteBuffer decode(ByteBuffer encoded, int[] parameters, long limit) {
    SzipParameters p = SzipParameters.of(parameters);
    int stored = encoded.remaining() - HEAD;
    long size =
        stored < 0
            ? -1
            : encoded.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt(encoded.position())
                & 0xffffffffL;
    int unit = p.inPlanes() ? p.bitsPerPixel() / 8 : p.bytesPerSample();
    long room = Math.min(limit, Math.min(Integer.MAX_VALUE - 16, stored * GREATEST_RATIO));
    if (size < 0 || size > room || size % unit != 0) {
      throw new FilterException(
          "szip chunk of %d bytes says it holds %d, expected at most %d in whole pixels of %d"
              .formatted(stored + HEAD, size, room, unit));
    }
    byte[] samples = samples(encoded, p, (int) size);
    return ByteBuffer.wrap(p.inPlanes() ? pixels(samples, unit) : samples);
  }

  private static byte[] samples(ByteBuffer encoded, SzipParameters p, int size) {
    int at = Bytes.offset(encoded);
    BitInput in =
        new BitInput("the szip data", Bytes.array(encoded), at + HEAD, at + encoded.remaining());
    RiceDecoder rice =
        new RiceDecoder(
            in, p.bitsPerSample(), p.pixelsPerBlock(), p.blocksPerInterval(), p.predicted());
    int width = p.bytesPerSample();
    ByteBuffer out =
        ByteBuffer.allocate(size)
            .order(p.mostSignificantFirst() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    while (out.hasRemaining()) {
      // a scanline that is no whole number of blocks was filled up: only its own pixels count
      int n = Math.min(p.pixelsPerScanline(), out.remaining() / width);
      put(rice.interval(n), n, width, out);
    }
    return out.array();
  }

  private static void put(int[] samples, int count, int width, ByteBuffer out) {
    for (int i = 0; i < count; i++) {
      switch (width) {
        case 1 -> out.put((byte) samples[i]);
        case 2 -> out.putShort((short) samples[i]);
        default -> out.putInt(samples[i]);
      }
    }
  }

  private static byte[] pixels(byte[] planes, int size) {
    byte[] out = new byte[planes.length];
    int n = planes.length / size;
    for (int plane = 0; plane < size; plane++) {
      for (int i = 0; i < n; i++) {
        out[i * size + plane] = planes[plane * n + i];
      }
    }
    return out;
  }
}
