package org.myelin.hdf5.internal.filter;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.myelin.hdf5.spi.FilterException;
import org.myelin.hdf5.spi.FilterTarget;

/**
 * Scale and offset (filter 6). A chunk is a head (number of bits, 4 bytes; length of the minimum, 1
 * byte; the minimum; 21 bytes in all), then each element's distance from the minimum in so many
 * bits. All bits set stands for the fill value where one is defined. Distances of floating point
 * are scaled by a power of ten.
 */
public final class ScaleOffsetFilter extends PackingFilter {
  private static final int HEAD = 21;

  /** The one instance of the registry. */
  public ScaleOffsetFilter() {
    super(6, "scaleoffset");
  }

  @Override
  public long maxEncodedSize(long bytes) {
    return bytes + HEAD + 1;
  }

  @Override
  public int[] parameters(int[] given, FilterTarget target) {
    return ScaleOffsetParameters.of(given, target);
  }

  @Override
  public ByteBuffer encode(ByteBuffer chunk, int[] parameters) {
    ScaleOffsetParameters p = ScaleOffsetParameters.of(parameters);
    if (p.count() * p.size() != chunk.remaining()) {
      throw new FilterException(
          "scale-offset of %d elements of %d bytes, the chunk has %d bytes"
              .formatted(p.count(), p.size(), chunk.remaining()));
    }
    return p.leavesAsIs() ? chunk.duplicate() : ScaleOffsetEncoder.encode(chunk, p);
  }

  @Override
  public ByteBuffer decode(ByteBuffer encoded, int[] parameters, long limit) {
    ScaleOffsetParameters p = ScaleOffsetParameters.of(parameters);
    if (p.leavesAsIs()) {
      return encoded.duplicate();
    }
    byte[] in = Bytes.array(encoded);
    int at = Bytes.offset(encoded);
    int end = at + encoded.remaining();
    if (end - at < HEAD) {
      throw new FilterException(
          "scale-offset chunk of " + (end - at) + " bytes, shorter than its head of " + HEAD);
    }
    long bits = little(in, at, 4);
    if (bits > 8 * p.size()) {
      throw new FilterException(
          "scale-offset head: " + bits + " bits for elements of " + p.size() + " bytes");
    }
    long minimum = little(in, at + 5, Math.min(8, in[at + 4] & 0xff));
    long room = Math.min(limit, Integer.MAX_VALUE - 16);
    boolean whole = bits == 8 * p.size();
    if (p.count() * p.size() > room || !whole && p.count() * bits > 8L * (end - at - HEAD)) {
      throw new FilterException(
          "scale-offset chunk of %d elements of %d bytes in %d bits, expected at most %d bytes from %d"
              .formatted(p.count(), p.size(), bits, room, end - at - HEAD));
    }
    return unpack(p, (int) bits, minimum, in, at + HEAD, end);
  }

  private static ByteBuffer unpack(
      ScaleOffsetParameters p, int bits, long minimum, byte[] in, int at, int end) {
    ByteBuffer out = ByteBuffer.allocate((int) p.count() * p.size()).order(p.order());
    if (bits == 8 * p.size()) {
      // whole elements, least significant byte first whatever the dataset's byte order; fewer than
      // a chunk's where another filter had shortened it before: libhdf5 lets the rest be
      long there = Math.min(p.count() * p.size(), end - at);
      byte[] elements = Arrays.copyOfRange(in, at, at + out.capacity());
      Arrays.fill(elements, (int) there, elements.length, (byte) 0);
      for (int i = 0; i < p.count(); i++) {
        put(out, p.size(), little(elements, i * p.size(), p.size()));
      }
      return out.flip();
    }
    BitInput packed = new BitInput("the scale-offset data", in, at, end);
    long all = (1L << bits) - 1;
    float scale = Float.parseFloat("1e" + p.factor());
    double wideScale = Double.parseDouble("1e" + p.factor());
    for (int i = 0; i < p.count(); i++) {
      long v = packed.readLong(bits);
      if (p.fillDefined() && v == all) {
        v = p.fill();
      } else if (!p.floating()) {
        v += minimum;
      } else if (p.size() == 4) {
        v = Float.floatToRawIntBits(v / scale + Float.intBitsToFloat((int) minimum));
      } else {
        v = Double.doubleToRawLongBits(v / wideScale + Double.longBitsToDouble(minimum));
      }
      put(out, p.size(), v);
    }
    return out.flip();
  }

  private static void put(ByteBuffer out, int size, long v) {
    switch (size) {
      case 1 -> out.put((byte) v);
      case 2 -> out.putShort((short) v);
      case 4 -> out.putInt((int) v);
      default -> out.putLong(v);
    }
  }

  private static long little(byte[] in, int at, int bytes) {
    long v = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      v = v << 8 | in[at + i] & 0xff;
    }
    return v;
  }
}
