package org.myelin.hdf5.internal.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.myelin.hdf5.internal.filter.ReferenceStreams.Stream;
import org.myelin.hdf5.spi.FilterException;

/** Catches a Blosc 2 decoder that differs from the plugin, or that broken frames can hurt. */
class Blosc2FilterTest {
  private static List<Stream> streams;

  @BeforeAll
  static void make() {
    streams =
        ReferenceStreams.makeByPlugin(
            """
            def blosc2(name, dtype, codec, shuffle, level, block, *shape):
                plugin(f'{name} {dtype} {codec} {shuffle} {level} {block} {shape}', data[name],
                       dtype, 32026, [0, block, 0, 0, level, shuffle, codec], *shape)
            for codec in (0, 1, 2, 5):
                for name in ('byte', 'short', 'odd', 'zeros', 'noise', 'text', 'i4', 'f8', 'mixed'):
                    for dtype in 'bhiq':
                        if len(data[name]) >= np.dtype(dtype).itemsize:
                            for shuffle in (0, 1, 2):
                                blosc2(name, dtype, codec, shuffle, 5, 0)
                for block in (0, 512, 5000):
                    for shape in ((100, 333), (7, 11, 13), (3, 5, 7, 11), (1, 64, 64), (2, 2, 2, 2)):
                        blosc2('f8', 'i', codec, 1, 5, block, *shape)
                        blosc2('zeros', 'i', codec, 1, 5, block, *shape)
                        blosc2('nibbles', 'h', codec, 2, 9, block, *shape)
            blosc2('i4', 'i', 1, 1, 0, 0)
            # the difference from the block before, and the highest bits only
            blosc2('i4', 'i', 1, 3, 5, 0)
            """);
  }

  @Test
  void decodesWhatThePluginMakes() {
    assertThat(streams).hasSizeGreaterThan(500);
    streams.forEach(s -> Mutants.assertDecodes(new Blosc2Filter(), s));
  }

  @Test
  void mutantsGiveTypedErrorsWithinTheLimit() {
    Mutants.check(new Blosc2Filter(), streams, 20);
  }

  @Test
  void oneByteTooManyIsRefused() {
    for (Stream s : streams) {
      assertThatThrownBy(
              () ->
                  new Blosc2Filter()
                      .decode(ByteBuffer.wrap(s.coded()), new int[0], s.raw().length - 1))
          .isInstanceOf(FilterException.class)
          .hasMessageContaining("more than");
    }
  }
}
