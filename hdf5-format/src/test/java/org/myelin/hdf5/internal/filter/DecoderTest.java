package org.myelin.hdf5.internal.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.myelin.hdf5.internal.filter.ReferenceStreams.Stream;
import org.myelin.hdf5.spi.Filter;
import org.myelin.hdf5.spi.FilterException;

/** Catches decoders that lose bytes, outgrow their limit, or fail untyped on broken chunks. */
class DecoderTest {
  private static final int[] NONE = {};

  /** "abc", then 20 bytes from 3 back: a long reference (7 + 11 + 2), which overlaps itself. */
  private static final byte[] LZF = HexFormat.of().parseHex("02616263e00b02");

  private static final String TEXT = "abcabcabcabcabcabcabcab";

  /** The same 23 bytes in one block: three literals, a match of 15 + 0 + 4, one literal. */
  private static byte[] lz4() {
    return HexFormat.of().parseHex("000000000000001700000040000000" + "09" + "3f6162630300001062");
  }

  @Test
  void overlappingReferencesRepeat() {
    assertThat(text(new LzfFilter(), LZF)).isEqualTo(TEXT);
    assertThat(text(new Lz4Filter(), lz4())).isEqualTo(TEXT);
  }

  /** Rounded numbers are numbers: taking them for compressed refuses data that need nothing. */
  @Test
  void roundedNumbersAreLeftAsTheyAre() {
    ByteBuffer chunk = ByteBuffer.wrap(new byte[] {1, 2, 3, 4});
    for (int id : new int[] {32022, 32023}) {
      assertThat(Filters.find(id).orElseThrow().decode(chunk, new int[] {3, 4, 0, 0, 0}, 4))
          .isEqualTo(chunk);
    }
  }

  @Test
  void moreThanTheLimitIsRefused() {
    assertThatThrownBy(() -> new LzfFilter().decode(ByteBuffer.wrap(LZF), NONE, 22))
        .isInstanceOf(FilterException.class);
    assertThatThrownBy(() -> new Lz4Filter().decode(ByteBuffer.wrap(lz4()), NONE, 22))
        .isInstanceOf(FilterException.class);
  }

  @Test
  void brokenChunksGiveTypedErrorsWithinTheLimit() {
    byte[] raw = TEXT.getBytes(StandardCharsets.US_ASCII);
    Mutants.check(new LzfFilter(), List.of(new Stream("text", raw, LZF, NONE)), 2000);
    Mutants.check(new Lz4Filter(), List.of(new Stream("text", raw, lz4(), NONE)), 2000);
  }

  /**
   * Runs and distances of every length, which the short streams above have not. The LZF plugin
   * refuses what it cannot make smaller, so all data here can be.
   */
  @Test
  void decodesWhatThePluginsMakeAndRefusesWhatIsLeftOfIt() {
    for (Filter filter : new Filter[] {new LzfFilter(), new Lz4Filter()}) {
      List<Stream> streams =
          ReferenceStreams.makeByPlugin(
              """
              for name in ('zeros', 'text', 'i4', 'nibbles'):
                  for dtype in 'bhi':
                      for size in (0, 1000):
                          plugin(f'{name} {dtype} {size}', data[name], dtype, FILTER, [size])
              for period in range(1, 40):
                  raw = b''.join(data['noise'][i * period:][:period] * 30 + data['noise'][i:][:i % 90]
                                 for i in range(100))
                  plugin(f'period {period}', raw, 'b', FILTER, [0])
              """
                  .replace("FILTER", Integer.toString(filter.id())));
      assertThat(streams).hasSizeGreaterThan(40);
      streams.forEach(s -> Mutants.assertDecodes(filter, s));
      Mutants.check(filter, streams, 40);
    }
  }

  private static String text(Filter filter, byte[] chunk) {
    ByteBuffer out = filter.decode(ByteBuffer.wrap(chunk), NONE, TEXT.length());
    byte[] bytes = new byte[out.remaining()];
    out.get(bytes);
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}
