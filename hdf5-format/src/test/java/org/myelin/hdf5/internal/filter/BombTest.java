package org.myelin.hdf5.internal.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
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
  private static final List<String> MORE =
      List.of("more than", "expected at most", "in a frame of 65536", "of 1073741824 bytes");

  /** 64 MiB of zeros. */
  private static final String BZIP2 =
      "425a68393141592653590e09e2df015f8e4000c0000008200030804d4642a025a90a809731415926"
          + "5359bc04b5c300a275c000c0000008200020a40836328a884d2a2a2138bb9229c2848500bb83e8";

  @Test
  void outputStopsAtTheSizeOfTheChunk() {
    Map<String, String> reasons = new TreeMap<>();
    for (Map.Entry<String, Bomb> bomb : bombs().entrySet()) {
      Filter filter = Filters.find(id(bomb.getKey())).orElseThrow();
      long best = Long.MAX_VALUE;
      for (int i = 0; i < 5; i++) {
        long before = Mutants.allocated();
        long start = CpuClock.nanos();
        Bomb b = bomb.getValue();
        assertThatThrownBy(() -> filter.decode(ByteBuffer.wrap(b.stored), b.parameters, LIMIT))
            .as(bomb.getKey())
            .isInstanceOf(FilterException.class)
            .satisfies(e -> reasons.put(bomb.getKey(), e.getMessage()));
        best = Math.min(best, CpuClock.nanos() - start);
        assertThat(Mutants.allocated() - before).as(bomb.getKey()).isLessThan(16L << 20);
      }
      // the best of several: a machine that does much else takes from each
      assertThat(best).as(bomb.getKey() + ": nanoseconds").isLessThan(MOST_NANOS);
    }
    // refused for what it holds, and not for a head that no decoder takes
    assertThat(reasons.values())
        .allMatch(why -> MORE.stream().anyMatch(why::contains), "tells of too many bytes");
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

  private record Bomb(byte[] stored, int... parameters) {}

  private static int id(String name) {
    return Integer.parseInt(name.substring(0, name.indexOf(' ')));
  }

  /** By filter number and name. */
  private static Map<String, Bomb> bombs() {
    Map<String, Bomb> out = new TreeMap<>();
    out.put("1 deflate", new Bomb(zlib(new byte[1 << 26])));
    out.put("4 szip", new Bomb(szip(), 32 | 128, 32, 8, 4096));
    out.put("4 szip, planes", new Bomb(szip(), 32 | 128, 32, 64, 4096));
    out.put("307 bzip2", new Bomb(HexFormat.of().parseHex(BZIP2)));
    out.put("32000 lzf", new Bomb(lzf()));
    out.put("32004 lz4, blocks", new Bomb(lz4(1 << 30)));
    out.put("32004 lz4, one match", new Bomb(lz4(LIMIT)));
    out.put("32001 blosc", new Bomb(blosc()));
    out.put("32001 blosc, zstd in a block", new Bomb(bloscBlock()));
    out.put("32008 bitshuffle, lz4", new Bomb(bitshuffle(1 << 30, match()), 0, 3, 4, 0, 2));
    out.put(
        "32008 bitshuffle, lz4 in a block", new Bomb(bitshuffle(LIMIT, match()), 0, 3, 4, 0, 2));
    out.put("32008 bitshuffle, zstd", new Bomb(bitshuffle(1 << 30, zstd()), 0, 3, 4, 0, 3));
    out.put(
        "32008 bitshuffle, zstd in a block", new Bomb(bitshuffle(LIMIT, zstd()), 0, 3, 4, 0, 3));
    out.put("32013 zfp", new Bomb(new byte[1 << 20], zfp(1L << 24)));
    out.put("32013 zfp, no bits", new Bomb(new byte[8], zfp(LIMIT / 4)));
    out.put("32015 zstd, runs", new Bomb(zstd()));
    out.put("32026 blosc2, zeros", new Bomb(blosc2(1 << 30, zeros(1 << 30), false)));
    out.put("32026 blosc2, zeros in a chunk", new Bomb(blosc2(LIMIT, zeros(1 << 30), false)));
    out.put("32026 blosc2, no chunk", new Bomb(blosc2(1 << 30, new byte[0], true)));
    out.put("32026 blosc2, zstd in a block", new Bomb(blosc2(LIMIT, bloscBlock(), false)));
    return out;
  }

  /** A size, and scanlines of which five bits say that all their blocks are zero. */
  private static byte[] szip() {
    byte[] b = new byte[1 << 20];
    ByteBuffer.wrap(b).order(ByteOrder.LITTLE_ENDIAN).putInt(1 << 30);
    return b;
  }

  /** Client data for an array of so many floats, one bit for each block of four. */
  private static int[] zfp(long count) {
    long head = 2 | (count - 1) << 4;
    return new int[] {0x1000, 'z' | 'f' << 8 | 'p' << 16 | 5 << 24, (int) head, (int) (head >> 32)};
  }

  /** Blocks that each stand for far more than the {@link BitshuffleFilter} expects. */
  private static byte[] bitshuffle(long total, byte[] block) {
    ByteBuffer b = ByteBuffer.allocate(12 + 4 + block.length);
    return b.putLong(total).putInt(8192).putInt(block.length).put(block).array();
  }

  /** A chunk of the size that is allowed, whose only block goes on and on. */
  private static byte[] bloscBlock() {
    byte[] block = zstd();
    return ByteBuffer.allocate(16 + 4 + 4 + block.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {2, 1, (byte) (4 << 5 | 16), 1})
        .putInt(LIMIT)
        .putInt(LIMIT)
        .putInt(24 + block.length)
        .putInt(20)
        .putInt(block.length)
        .put(block)
        .array();
  }

  /** A chunk of 32 bytes in which all bytes are zero. */
  private static byte[] zeros(int size) {
    ByteBuffer b = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    b.put(new byte[] {5, 1, 5, 1}).putInt(size).putInt(size).putInt(32);
    return b.put(31, (byte) (BloscHead.ZEROS << 4)).array();
  }

  /**
   * A frame that holds the chunk.
   *
   * @param alike whether the offset says that there is no chunk, since all its bytes are zero
   */
  private static byte[] blosc2(long size, byte[] chunk, boolean alike) {
    int head = 96;
    int length = head + chunk.length + 24;
    ByteBuffer b = ByteBuffer.allocate(length);
    b.position(2).put("b2frame\0".getBytes(StandardCharsets.US_ASCII));
    b.putInt(0x0b, head).putLong(0x10, length).putLong(0x1e, size).putLong(0x27, chunk.length);
    b.putInt(0x30, 1).putInt(0x3a, (int) size);
    b.position(head).put(chunk);
    b.order(ByteOrder.LITTLE_ENDIAN).put(new byte[] {2, 1, 2, 8}).putInt(8).putInt(8).putInt(24);
    return b.putLong(alike ? (0x80L | BloscHead.ZEROS) << 56 : 0).array();
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
  private static byte[] match() {
    byte[] block = new byte[1 << 20];
    Arrays.fill(block, (byte) 0xff);
    block[0] = 0x1f;
    block[1] = 0;
    block[2] = 1;
    block[3] = 0;
    block[block.length - 1] = 0;
    return block;
  }

  private static byte[] lz4(int claimed) {
    byte[] block = match();
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
