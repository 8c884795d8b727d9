package org.myelin.hdf5.internal.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.myelin.hdf5.internal.filter.ReferenceStreams.Stream;
import org.myelin.hdf5.spi.FilterException;

/** Catches a bzip2 decoder that differs from libbz2, or that broken streams can hurt. */
class Bzip2FilterTest {
  private static final int[] NONE = {};

  private static List<Stream> streams;

  @BeforeAll
  static void make() {
    streams =
        ReferenceStreams.make(
            """
            data['runs'] = b''.join(bytes([int(b)]) * int(n) for b, n in
                                    zip(r.integers(0, 256, 3000), r.integers(1, 700, 3000)))
            data['all bytes'] = bytes(range(256)) * 9
            for name, raw in data.items():
                for level in (1, 9):
                    keep(f'{name} at level {level}', raw, bz2.compress(raw, level))
            keep('streams', data['text'] + data['odd'],
                 bz2.compress(data['text'], 5) + bz2.compress(b'') + bz2.compress(data['odd']))
            """);
  }

  @Test
  void decodesWhatLibbz2Makes() {
    streams.forEach(s -> Mutants.assertDecodes(new Bzip2Filter(), s));
  }

  @Test
  void mutantsGiveTypedErrorsWithinTheLimit() {
    Mutants.check(new Bzip2Filter(), streams, 60);
  }

  @Test
  void oneByteTooManyIsRefused() {
    for (Stream s : streams) {
      if (s.raw().length > 0) {
        assertThatThrownBy(
                () ->
                    new Bzip2Filter().decode(ByteBuffer.wrap(s.coded()), NONE, s.raw().length - 1))
            .as(s.name())
            .isInstanceOf(FilterException.class)
            .hasMessageContaining("more than");
      }
    }
  }

  @Test
  void aBombStopsAtTheLimit() {
    // some 45 bytes that stand for 40 MB of zeros
    Stream bomb =
        ReferenceStreams.make("keep('bomb', b'', bz2.compress(bytes(40_000_000)))").get(0);
    assertThat(bomb.coded()).hasSizeLessThan(100);
    long before = Mutants.allocated();
    assertThatThrownBy(() -> new Bzip2Filter().decode(ByteBuffer.wrap(bomb.coded()), NONE, 1 << 20))
        .isInstanceOf(FilterException.class);
    assertThat(Mutants.allocated() - before).isLessThan(16 << 20);
  }
}
