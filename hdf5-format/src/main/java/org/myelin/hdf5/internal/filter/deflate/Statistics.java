package org.myelin.hdf5.internal.filter.deflate;

import java.util.Arrays;

/** How often each symbol occurs, and what that costs. Costs are in 65536ths of a bit. */
final class Statistics {
  private static final int LITERALS_AND_LENGTHS = 286;

  /** log2(1 + i / 256). */
  private static final int[] LOG = new int[257];

  static {
    // StrictMath: sizes, and so addresses, must not differ between machines
    for (int i = 0; i <= 256; i++) {
      LOG[i] = (int) Math.round(65536 * StrictMath.log(1 + i / 256.0) / StrictMath.log(2));
    }
  }

  final int[] literals = new int[288];
  final int[] distances = new int[32];

  /** Counts of literals in four parts, for equal neighbours would wait for each other. */
  private final int[][] parts = new int[4][256];

  private static int log2(int x) {
    int z = 31 - Integer.numberOfLeadingZeros(x);
    return (z << 16) + LOG[z > 8 ? (x >>> z - 8) - 256 : (x << 8 - z) - 256];
  }

  /** Sixteenths of a bit that a literal of the coming piece costs, from a quarter of its bytes. */
  int literalBits(byte[] in, int from, int to) {
    if (to - from < 64) {
      return 96;
    }
    int[] a = parts[0];
    int[] b = parts[1];
    Arrays.fill(a, 0);
    Arrays.fill(b, 0);
    int total = 0;
    for (int i = from; i + 16 <= to; i += 64, total += 16) {
      count(Words.getLong(in, i), a, b, a, b);
      count(Words.getLong(in, i + 8), a, b, a, b);
    }
    long sum = 0;
    for (int i = 0; i < 256; i++) {
      int n = a[i] + b[i];
      if (n > 0) {
        sum += n * (long) log2(n);
      }
    }
    return (int) ((total * (long) log2(total) - sum) / total >> 12);
  }

  private static void count(long v, int[] a, int[] b, int[] c, int[] d) {
    a[(int) v & 255]++;
    b[(int) (v >>> 8) & 255]++;
    c[(int) (v >>> 16) & 255]++;
    d[(int) (v >>> 24) & 255]++;
    a[(int) (v >>> 32) & 255]++;
    b[(int) (v >>> 40) & 255]++;
    c[(int) (v >>> 48) & 255]++;
    d[(int) (v >>> 56)]++;
  }

  /** Counts what stands for the bytes from {@code at} on, from match {@code first} on. */
  void count(byte[] in, int at, Matches matches, int first) {
    int[] a = parts[0];
    int[] b = parts[1];
    int[] c = parts[2];
    int[] d = parts[3];
    for (int[] p : parts) {
      Arrays.fill(p, 0);
    }
    Arrays.fill(literals, 0);
    Arrays.fill(distances, 0);
    for (int s = first; s < matches.count; s++) {
      int run = matches.literals[s];
      for (; run >= 8; run -= 8, at += 8) {
        count(Words.getLong(in, at), a, b, c, d);
      }
      for (; run > 0; run--) {
        a[in[at++] & 255]++;
      }
      int m = matches.match[s];
      if (m != 0) {
        at += m >>> 16;
        literals[257 + LengthsAndDistances.LENGTH_SYMBOL[m >>> 16]]++;
        distances[LengthsAndDistances.distanceSymbol(m & 0xffff)]++;
      }
    }
    for (int i = 0; i < 256; i++) {
      literals[i] = a[i] + b[i] + c[i] + d[i];
    }
    literals[Symbols.END_OF_BLOCK] = 1;
  }

  void copy(Statistics from) {
    System.arraycopy(from.literals, 0, literals, 0, literals.length);
    System.arraycopy(from.distances, 0, distances, 0, distances.length);
  }

  void add(Statistics more) {
    for (int i = 0; i < LITERALS_AND_LENGTHS; i++) {
      literals[i] += more.literals[i];
    }
    for (int i = 0; i < LengthsAndDistances.DISTANCES; i++) {
      distances[i] += more.distances[i];
    }
    literals[Symbols.END_OF_BLOCK] = 1;
  }

  /** What a block of these symbols costs, about, with its codes; with those of another, too. */
  long cost(Statistics other) {
    long sum = 0;
    long n = 0;
    int used = 0;
    for (int i = 0; i < LITERALS_AND_LENGTHS; i++) {
      int f = literals[i] + (other == null ? 0 : other.literals[i]);
      if (f > 0) {
        n += f;
        sum += f * (long) log2(f);
        used++;
      }
    }
    long bits = n * log2((int) n) - sum;
    n = 0;
    sum = 0;
    for (int i = 0; i < LengthsAndDistances.DISTANCES; i++) {
      int f = distances[i] + (other == null ? 0 : other.distances[i]);
      if (f > 0) {
        n += f;
        sum += f * (long) log2(f);
        used++;
      }
    }
    if (n > 0) {
      bits += n * log2((int) n) - sum;
    }
    return bits + (80 + 4L * used << 16);
  }
}
