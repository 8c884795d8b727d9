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

/** Catches a Zstandard decoder that differs from libzstd, or that broken frames can hurt. */
class ZstdFilterTest {
  private static final int[] NONE = {};

  private static List<Stream> streams;

  @BeforeAll
  static void make() {
    streams =
        ReferenceStreams.make(
            """
            z = library('zstd')
            z.ZSTD_createCCtx.restype = ctypes.c_void_p
            z.ZSTD_compressBound.restype = z.ZSTD_compress2.restype = ctypes.c_size_t
            z.ZSTD_compressBound.argtypes = [ctypes.c_size_t]
            z.ZSTD_compress2.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t,
                                         ctypes.c_char_p, ctypes.c_size_t]
            z.ZSTD_CCtx_setParameter.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_int]
            numbers = {'LEVEL': 100, 'WINDOW_LOG': 101, 'CONTENT_SIZE': 200, 'CHECKSUM': 201}
            def compress(raw, **parameters):
                c = z.ZSTD_createCCtx()
                for name, value in parameters.items():
                    z.ZSTD_CCtx_setParameter(c, numbers[name], value)
                out = ctypes.create_string_buffer(z.ZSTD_compressBound(len(raw)))
                size = z.ZSTD_compress2(c, out, len(out), raw, len(raw))
                return out.raw[:size]
            for name, raw in data.items():
                for level in (-20, 1, 3, 7, 13, 19, 22):
                    keep(f'{name} at level {level}', raw, compress(raw, LEVEL=level))
                keep(f'{name} without size, with checksum', raw,
                     compress(raw, CONTENT_SIZE=0, CHECKSUM=1))
                keep(f'{name} in a small window', raw, compress(raw, LEVEL=19, WINDOW_LOG=10))
            skipped = bytes.fromhex('5a2a4d1803000000') + b'abc'
            keep('frames', data['text'] + data['odd'] + data['f8'],
                 compress(data['text']) + skipped + compress(data['odd'], CHECKSUM=1)
                 + compress(data['f8'], CONTENT_SIZE=0) + skipped)
            """);
  }

  @Test
  void decodesWhatLibzstdMakes() {
    assertThat(streams).hasSizeGreaterThan(90);
    streams.forEach(s -> Mutants.assertDecodes(new ZstdFilter(), s));
  }

  @Test
  void mutantsGiveTypedErrorsWithinTheLimit() {
    Mutants.check(new ZstdFilter(), streams, 60);
  }

  @Test
  void aStretchOfABufferIsEnough() {
    Stream s = streams.get(streams.size() - 1);
    ByteBuffer direct = ByteBuffer.allocateDirect(s.coded().length + 7).position(3);
    direct.put(s.coded()).flip().position(3);
    assertThat(new ZstdFilter().decode(direct, NONE, s.raw().length))
        .isEqualTo(ByteBuffer.wrap(s.raw()));
    ByteBuffer heap = ByteBuffer.allocate(s.coded().length + 7).position(5);
    heap.put(s.coded()).flip().position(5);
    assertThat(new ZstdFilter().decode(heap, NONE, s.raw().length))
        .isEqualTo(ByteBuffer.wrap(s.raw()));
  }

  @Test
  void aWrongChecksumIsRefused() {
    Stream s =
        streams.stream()
            .filter(x -> x.name().equals("text without size, with checksum"))
            .findAny()
            .orElseThrow();
    byte[] bad = s.coded().clone();
    bad[bad.length - 1] ^= 1;
    refused(bad, s.raw().length, "checksum");
  }

  @Test
  void oneByteTooManyIsRefused() {
    for (Stream s : streams) {
      if (s.raw().length > 0) {
        refused(s.coded(), s.raw().length - 1, "");
      }
    }
  }

  @Test
  void aDictionaryIsRefusedByItsNumber() {
    refused(HexFormat.of().parseHex("28b52ffd2105" + "00" + "010000"), 100, "dictionary 5");
  }

  @Test
  void aLieAboutTheSizeAllocatesNothing() {
    // one block of 4 bytes in a frame that claims 2^40 bytes
    byte[] lie = HexFormat.of().parseHex("28b52ffde0" + "0000000000010000" + "210000" + "61626364");
    long before = Mutants.allocated();
    refused(lie, 1L << 41, "head says");
    assertThat(Mutants.allocated() - before).isLessThan(16 << 20);
  }

  @Test
  void aBombStopsAtTheLimit() {
    // blocks of four bytes, each of which stands for 128 KiB
    byte[] bomb = new byte[6 + 4 * 200_000];
    byte[] block = HexFormat.of().parseHex("02001061");
    System.arraycopy(HexFormat.of().parseHex("28b52ffd0060"), 0, bomb, 0, 6);
    for (int i = 6; i < bomb.length; i += 4) {
      System.arraycopy(block, 0, bomb, i, 4);
    }
    bomb[bomb.length - 4] |= 1;
    long before = Mutants.allocated();
    refused(bomb, 65536, "more than the 65536 bytes");
    assertThat(Mutants.allocated() - before).isLessThan(16 << 20);
  }

  private static void refused(byte[] frames, long limit, String message) {
    assertThatThrownBy(() -> new ZstdFilter().decode(ByteBuffer.wrap(frames), NONE, limit))
        .isInstanceOf(FilterException.class)
        .hasMessageContaining(message);
  }
}
