package org.myelin.hdf5.internal.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.myelin.hdf5.DeflateCoder;
import org.myelin.hdf5.FilterDescription;
import org.myelin.hdf5.oracle.CpuClock;
import org.myelin.hdf5.spi.Filter;
import org.myelin.hdf5.spi.FilterException;

/**
 * Catches decoders that produce what a small chunk says and not what its dataset allows: each
 * stream here stands for many times the limit, and must be refused there, soon and in little
 * memory.
 */
class BombTest {
  private static final int LIMIT = 1 << 16;
  private static final long MOST_NANOS = 100_000_000L;
  private static final int[] NONE = {};

  /** 64 MiB of zeros. */
  private static final String BZIP2 =
      "425a68393141592653590e09e2df015f8e4000c0000008200030804d4642a025a90a809731415926"
          + "5359bc04b5c300a275c000c0000008200020a40836328a884d2a2a2138bb9229c2848500bb83e8";

  @Test
  void outputStopsAtTheSizeOfTheChunk() {
    for (Map.Entry<String, byte[]> bomb : bombs().entrySet()) {
      Filter filter = Filters.find(id(bomb.getKey())).orElseThrow();
      long best = Long.MAX_VALUE;
      for (int i = 0; i < 5; i++) {
        long before = Mutants.allocated();
        long start = CpuClock.nanos();
        assertThatThrownBy(() -> filter.decode(ByteBuffer.wrap(bomb.getValue()), NONE, LIMIT))
            .as(bomb.getKey())
            .isInstanceOf(FilterException.class);
        best = Math.min(best, CpuClock.nanos() - start);
        assertThat(Mutants.allocated() - before).as(bomb.getKey()).isLessThan(16L << 20);
      }
      // the best of several: a machine that does much else takes from each
      assertThat(best).as(bomb.getKey() + ": nanoseconds").isLessThan(MOST_NANOS);
    }
  }

  /** A gigabyte in some hundred bytes: each of eight filters sees a stream that is fine. */
  @Test
  void eightDeflatesInARow() {
    byte[] b = new byte[1 << 28];
    for (int i = 0; i < 8; i++) {
      b = zlib(b);
    }
    FilterPipelineCodec codec =
        new FilterPipelineCodec(
            "bomb",
            Collections.nCopies(8, new FilterDescription(1, "deflate", false, List.of(6))),
            DeflateCoder.AUTO);
    ByteBuffer stored = ByteBuffer.wrap(b);
    long before = Mutants.allocated();
    long start = CpuClock.nanos();
    assertThatThrownBy(() -> codec.decode(stored, 0, LIMIT)).isInstanceOf(FilterException.class);
    assertThat(CpuClock.nanos() - start).isLessThan(10 * MOST_NANOS);
    assertThat(Mutants.allocated() - before).isLessThan(32L << 20);
  }

  private static int id(String name) {
    return Integer.parseInt(name.substring(0, name.indexOf(' ')));
  }

  /** By filter number and name. */
  private static Map<String, byte[]> bombs() {
    Map<String, byte[]> out = new TreeMap<>();
    out.put("1 deflate", zlib(new byte[1 << 26]));
    out.put("307 bzip2", HexFormat.of().parseHex(BZIP2));
    out.put("32000 lzf", lzf());
    out.put("32004 lz4, blocks", lz4(1 << 30));
    out.put("32004 lz4, one match", lz4(LIMIT));
    out.put("32001 blosc", blosc());
    out.put("32015 zstd, runs", zstd());
    return out;
  }

  private static byte[] zlib(byte[] raw) {
    Deflater d = new Deflater(9);
    d.setInput(raw);
    d.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] step = new byte[1 << 16];
    while (!d.finished()) {
      out.write(step, 0, d.deflate(step));
    }
    d.end();
    return out.toByteArray();
  }

  /** One literal, then references to it of 264 bytes each. */
  private static byte[] lzf() {
    byte[] b = new byte[2 + 3 * 100_000];
    for (int i = 2; i < b.length; i += 3) {
      b[i] = (byte) 0xe0;
      b[i + 1] = (byte) 0xff;
    }
    return b;
  }

  /** A literal and a match whose length takes a million bytes to write. */
  private static byte[] lz4(int claimed) {
    byte[] block = new byte[1 << 20];
    Arrays.fill(block, (byte) 0xff);
    block[0] = 0x1f;
    block[1] = 0;
    block[2] = 1;
    block[3] = 0;
    block[block.length - 1] = 0;
    return ByteBuffer.allocate(16 + block.length)
        .putLong(claimed)
        .putInt(claimed)
        .putInt(block.length)
        .put(block)
        .array();
  }

  /** A head that tells of a gigabyte, copied without coding. */
  private static byte[] blosc() {
    return ByteBuffer.allocate(1 << 12)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {2, 1, 2, 1})
        .putInt(1 << 30)
        .putInt(1 << 30)
        .putInt(1 << 12)
        .array();
  }

  /** Blocks of four bytes that each stand for 128 KiB of the same byte. */
  private static byte[] zstd() {
    int blocks = 10_000;
    ByteBuffer b = ByteBuffer.allocate(6 + 4 * blocks).order(ByteOrder.LITTLE_ENDIAN);
    b.putInt(0xfd2fb528).put((byte) 0).put((byte) 0x50);
    for (int i = 0; i < blocks; i++) {
      int head = (1 << 17) << 3 | 1 << 1 | (i == blocks - 1 ? 1 : 0);
      b.put((byte) head).put((byte) (head >> 8)).put((byte) (head >> 16)).put((byte) 7);
    }
    return b.array();
  }
}
