package org.myelin.hdf5.internal.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.myelin.hdf5.internal.filter.ReferenceStreams.Stream;
import org.myelin.hdf5.internal.format.AllocationMeter;
import org.myelin.hdf5.oracle.CpuClock;
import org.myelin.hdf5.spi.Filter;
import org.myelin.hdf5.spi.FilterException;

/** Broken variants of streams: each must end soon in a result within the limit or a typed error. */
final class Mutants {
  private static final long MOST_NANOS = 5_000_000_000L;

  /**
   * Tables and buffers of any decoder, and classes loaded meanwhile; what it allocates beyond
   * follows the limit.
   */
  private static final long WORKING_MEMORY = 16 << 20;

  private static final AllocationMeter METER = new AllocationMeter();

  private Mutants() {}

  /** Decodes a stream and compares. */
  static void assertDecodes(Filter filter, Stream s) {
    ByteBuffer out = filter.decode(ByteBuffer.wrap(s.coded()), s.parameters(), s.raw().length);
    assertThat(out.mismatch(ByteBuffer.wrap(s.raw())))
        .as("first difference in %s of %d bytes", s.name(), s.raw().length)
        .isEqualTo(-1);
  }

  /** Decodes {@code count} mutants of each stream; the seed is printed. */
  static void check(Filter filter, List<Stream> streams, int count) {
    long seed = System.nanoTime();
    System.out.println(filter.name() + " mutants, seed " + seed);
    Random random = new Random(seed);
    int refused = 0;
    for (Stream s : streams) {
      for (int i = 0; i < count; i++) {
        byte[] bad = mutant(s.coded(), random);
        refused += refused(filter, s, bad, "seed " + seed + " " + s.name() + " mutant " + i);
      }
    }
    assertThat(refused).isPositive();
  }

  private static int refused(Filter filter, Stream s, byte[] bad, String which) {
    int limit = s.raw().length;
    long start = CpuClock.nanos();
    long before = allocated();
    int refused = 0;
    try {
      ByteBuffer out = filter.decode(ByteBuffer.wrap(bad), s.parameters(), limit);
      assertThat(out.remaining()).as(which).isLessThanOrEqualTo(limit);
    } catch (FilterException e) {
      refused = 1;
      assertThat(e.getMessage()).as(which).isNotBlank();
    }
    assertThat(CpuClock.nanos() - start).as(which + ": nanoseconds").isLessThan(MOST_NANOS);
    assertThat(allocated() - before)
        .as(which + ": bytes allocated")
        .isLessThan(8L * limit + WORKING_MEMORY);
    return refused;
  }

  private static byte[] mutant(byte[] good, Random random) {
    byte[] bad = good.clone();
    // heads and tables lie at the front: half of the mutants change only there
    int reach = random.nextBoolean() ? Math.min(bad.length, 40) : bad.length;
    for (int k = random.nextInt(4); k >= 0 && reach > 0; k--) {
      int at = random.nextInt(reach);
      bad[at] =
          switch (random.nextInt(4)) {
            case 0 -> (byte) (bad[at] ^ 1 << random.nextInt(8));
            case 1 -> (byte) (random.nextBoolean() ? 0xff : 0);
            default -> (byte) random.nextInt();
          };
    }
    return random.nextInt(4) == 0 ? Arrays.copyOf(bad, random.nextInt(bad.length + 1)) : bad;
  }

  /** Bytes that this thread has allocated. */
  static long allocated() {
    return METER.allocated();
  }
}
