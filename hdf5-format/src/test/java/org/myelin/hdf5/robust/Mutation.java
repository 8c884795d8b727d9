package org.myelin.hdf5.robust;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.myelin.hdf5.internal.wire.Lookup3;

/**
 * Broken variants of one file: bits turned, numbers replaced by the edges of their range, bytes
 * moved, the end cut off. Where the file has checksums, half of the variants get them made right
 * again, so that what is wrong reaches the code behind them.
 */
final class Mutation {
  private static final Set<String> SIGNATURES =
      Set.of(
          "EAHD", "EAIB", "EASB", "EADB", "FAHD", "FADB", "BTHD", "BTIN", "BTLF", "FRHP", "FHIB",
          "FHDB", "OHDR", "OCHK", "SMTB", "SMLI", "FSHD", "FSSE");
  private static final byte[] SUPERBLOCK = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
  private static final long[] EDGES = {
    0,
    1,
    2,
    7,
    16,
    64,
    255,
    65535,
    0x7fffffffL,
    0x80000000L,
    0xffffffffL,
    -1,
    -2,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    1L << 60
  };
  private static final int LONGEST = 70_000;

  private record Sealed(int start, int length) {}

  private final byte[] good;
  private final List<Sealed> structures = new ArrayList<>();
  private final List<Integer> used = new ArrayList<>();

  Mutation(byte[] good) {
    this.good = good;
    for (int at = 0; at + 12 < good.length; at++) {
      if (SIGNATURES.contains(new String(good, at, 4, StandardCharsets.ISO_8859_1))
          || Arrays.equals(good, at, at + 8, SUPERBLOCK, 0, 8) && good[at + 8] > 1) {
        findEnd(at);
      }
    }
    for (int at = 0; at < good.length; at++) {
      if (good[at] != 0 || used.isEmpty() && at == good.length - 1) {
        used.add(at);
      }
    }
  }

  /** The end is where the checksum of all before it stands. */
  private void findEnd(int at) {
    ByteBuffer b = ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN);
    int most = Math.min(LONGEST, good.length - at - 4);
    // hashing is quadratic here, so long steps are left to the few structures that are long
    for (int n = 8; n <= most; n += n < 6000 ? 1 : 512) {
      if (Lookup3.hash(b, at, n) == b.getInt(at + n)) {
        structures.add(new Sealed(at, n));
        return;
      }
    }
  }

  /** Structures under a checksum. */
  int structures() {
    return structures.size();
  }

  byte[] next(Random random) {
    if (good.length < 16) {
      return good;
    }
    byte[] b = good.clone();
    if (random.nextInt(20) == 0) {
      return Arrays.copyOf(b, random.nextInt(b.length));
    }
    boolean seal = !structures.isEmpty() && random.nextBoolean();
    Sealed s = seal ? structures.get(random.nextInt(structures.size())) : null;
    for (int k = random.nextInt(3); k >= 0; k--) {
      if (seal) {
        change(b, s.start + 4 + random.nextInt(s.length - 4), s.start, s.start + s.length, random);
      } else {
        int at =
            random.nextInt(10) == 0
                ? random.nextInt(b.length)
                : used.get(random.nextInt(used.size()));
        change(b, at, 0, b.length, random);
      }
    }
    if (seal) {
      ByteBuffer out = ByteBuffer.wrap(b).order(ByteOrder.LITTLE_ENDIAN);
      out.putInt(s.start + s.length, Lookup3.hash(out, s.start, s.length));
    }
    return b;
  }

  private static void change(byte[] b, int at, int from, int to, Random random) {
    int width = Math.min(1 << random.nextInt(4), to - at);
    switch (random.nextInt(4)) {
      case 0 -> b[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> {
        long edge = EDGES[random.nextInt(EDGES.length)];
        for (int i = 0; i < width; i++) {
          b[at + i] = (byte) (edge >>> (8 * i));
        }
      }
      // another place: addresses meet, numbers swap
      case 2 ->
          System.arraycopy(b.clone(), from + random.nextInt(to - from - width + 1), b, at, width);
      default -> b[at] += (byte) (random.nextInt(5) - 2);
    }
  }
}
