package org.myelin.hdf5.internal.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.myelin.hdf5.internal.filter.ReferenceStreams.Stream;
import org.myelin.hdf5.oracle.CpuClock;
import org.myelin.hdf5.oracle.Tool;
import org.myelin.hdf5.spi.FilterException;

/** Catches a Blosc decoder that differs from libblosc, or that broken chunks can hurt. */
class BloscFilterTest {
  private static List<Stream> streams;

  @BeforeAll
  static void make() {
    Tool.HDF5_PLUGINS.assumeAvailable();
    streams =
        ReferenceStreams.make(
            """
            b = library('blosc')
            b.blosc_compress_ctx.argtypes = [
                ctypes.c_int, ctypes.c_int, ctypes.c_size_t, ctypes.c_size_t, ctypes.c_char_p,
                ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_int]
            def compress(raw, codec, level, shuffle, size, block):
                out = ctypes.create_string_buffer(len(raw) + 16)
                stored = b.blosc_compress_ctx(level, shuffle, size, len(raw), raw, out, len(out),
                                              codec.encode(), block, 1)
                return out.raw[:stored]
            for codec in ('blosclz', 'lz4', 'lz4hc', 'snappy', 'zlib', 'zstd'):
                for name, raw in data.items():
                    for shuffle in (0, 1, 2):
                        for size, level, block in ((1, 5, 0), (4, 9, 0), (8, 1, 4096), (17, 5, 0),
                                                   (3, 3, 1000)):
                            coded = compress(raw, codec, level, shuffle, size, block)
                            if len(coded) > 0:
                                keep(f'{codec} {name} {shuffle} {size} {level} {block}', raw, coded)
            keep('copied', data['i4'], compress(data['i4'], 'lz4', 0, 1, 4, 0))
            """);
  }

  @Test
  void decodesWhatLibbloscMakes() {
    assertThat(streams).hasSizeGreaterThan(900);
    streams.forEach(s -> Mutants.assertDecodes(new BloscFilter(), s));
  }

  @Test
  void mutantsGiveTypedErrorsWithinTheLimit() {
    Mutants.check(new BloscFilter(), streams, 4);
  }

  @Test
  void oneByteTooManyIsRefused() {
    for (Stream s : streams) {
      if (s.raw().length > 0) {
        assertThatThrownBy(
                () ->
                    new BloscFilter()
                        .decode(ByteBuffer.wrap(s.coded()), new int[0], s.raw().length - 1))
            .isInstanceOf(FilterException.class)
            .hasMessageContaining("more than");
      }
    }
  }

  /** Many blocks that all begin at one long stream would take the square of the chunk's size. */
  @Test
  void noByteServesTwoBlocks() {
    int blocks = 10_000;
    int stream = 1 << 20;
    ByteBuffer chunk = ByteBuffer.allocate(16 + 4 * blocks + 4 + stream);
    chunk.order(ByteOrder.LITTLE_ENDIAN).put((byte) 2).put((byte) 1).put((byte) 0x90).put((byte) 1);
    chunk.putInt(blocks * 8).putInt(8).putInt(chunk.capacity());
    for (int i = 0; i < blocks; i++) {
      chunk.putInt(16 + 4 * blocks);
    }
    chunk.putInt(stream).putInt(0xFD2FB528).putShort((short) 0x5800);
    while (chunk.remaining() > 11) {
      // an empty block, not the last
      chunk.put((byte) 0).put((byte) 0).put((byte) 0);
    }
    chunk.put((byte) 0x43).put((byte) 0).put((byte) 0).put((byte) 'x').rewind();
    long start = CpuClock.nanos();
    assertThatThrownBy(() -> new BloscFilter().decode(chunk, new int[0], 1 << 20))
        .isInstanceOf(FilterException.class);
    assertThat(CpuClock.nanos() - start).isLessThan(2_000_000_000L);
  }
}
