package org.myelin.hdf5.internal.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.myelin.hdf5.internal.filter.ReferenceStreams.Stream;
import org.myelin.hdf5.spi.FilterException;

/** Catches a bitshuffle decoder that differs from the plugin, or that broken chunks can hurt. */
class BitshuffleFilterTest {
  private static List<Stream> streams;

  @BeforeAll
  static void make() {
    streams =
        ReferenceStreams.makeByPlugin(
            """
            for name in ('byte', 'short', 'odd', 'zeros', 'noise', 'text', 'i4', 'f8', 'mixed'):
                for dtype in 'bhiq':
                    if len(data[name]) < np.dtype(dtype).itemsize:
                        continue
                    for block in (0, 256):
                        for compression in ([0], [2], [3, 5]):
                            plugin(f'{name} {dtype} {block} {compression}', data[name], dtype,
                                   32008, [block] + compression)
            """);
  }

  @Test
  void decodesWhatThePluginMakes() {
    assertThat(streams).hasSizeGreaterThan(150);
    streams.forEach(s -> Mutants.assertDecodes(new BitshuffleFilter(), s));
  }

  /** Element sizes that no plain number has, against the definition in numpy. */
  @Test
  void anyElementSize() {
    List<Stream> defined =
        ReferenceStreams.make(
            """
            for size in (1, 3, 7, 12, 40):
                for n in (8, 16, 64, 72, 120, 800):
                    raw = r.bytes(n * size)
                    bits = np.unpackbits(np.frombuffer(raw, 'u1').reshape(n, size), axis=1,
                                         bitorder='little')
                    coded = np.packbits(bits.T, axis=1, bitorder='little').tobytes()
                    tail = r.bytes(size * 5)
                    keep(f'{n} of {size}', raw + tail, coded + tail, [0, 3, size, n, 0])
            """);
    defined.forEach(s -> Mutants.assertDecodes(new BitshuffleFilter(), s));
  }

  @Test
  void mutantsGiveTypedErrorsWithinTheLimit() {
    Mutants.check(
        new BitshuffleFilter(), streams.stream().filter(s -> s.parameters()[4] != 0).toList(), 20);
  }

  @Test
  void aLieAboutTheSizeAllocatesNothing() {
    ByteBuffer lie =
        ByteBuffer.wrap(HexFormat.of().parseHex("0000000040000000" + "00002000" + "0000000151"));
    long before = Mutants.allocated();
    for (int compression : new int[] {2, 3}) {
      assertThatThrownBy(
              () ->
                  new BitshuffleFilter()
                      .decode(lie, new int[] {0, 3, 4, 0, compression}, Integer.MAX_VALUE))
          .isInstanceOf(FilterException.class);
    }
    assertThat(Mutants.allocated() - before).isLessThan(16 << 20);
  }
}
