package org.myelin.hdf5.internal.filter;

import java.nio.ByteBuffer;
import org.myelin.hdf5.internal.filter.deflate.ZlibStream;
import org.myelin.hdf5.spi.FilterException;

/** The codecs inside Blosc chunks, by the number in a chunk's flags. For one thread. */
final class BloscCodecs {
  private final ZstdDecoder zstd = new ZstdDecoder();

  /** Appends what a stream stands for. */
  void decode(int codec, byte[] in, int at, int end, Output out) {
    switch (codec) {
      case 0 -> BloscLz.decode(in, at, end, out);
      case 1 -> Lz4Block.decode(in, at, end, out);
      case 2 -> Snappy.decode(in, at, end, out);
      case 3 -> zlib(in, at, end, out);
      case 4 -> zstd.decode(in, at, end, out);
      default -> throw new FilterException("codec " + codec + " of Blosc, expected 0 to 4");
    }
  }

  private static void zlib(byte[] in, int at, int end, Output out) {
    ByteBuffer b = ZlibStream.decode(in, at, end, out.end - out.at);
    int from = Bytes.offset(b);
    out.literal(b.array(), from, from + b.remaining(), b.remaining());
  }
}
