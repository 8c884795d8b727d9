package org.myelin.hdf5.internal.filter.deflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.myelin.hdf5.spi.FilterException;

/**
 * The symbols of compressed blocks. Most of a block goes through {@link #quick}, which moves eight
 * bytes at a time and needs some room on either side; the ends go through {@link #careful}, which
 * looks at every step.
 */
final class BlockDecoder {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  /** More input than one turn of the quick loop looks at. */
  private static final int INPUT_MARGIN = 40;

  /** More output than one turn of the quick loop touches: 6 literals, a match of 258, 16 beyond. */
  static final int OUTPUT_MARGIN = 320;

  /** By distance below 8: the largest multiple of it that is at most 8. */
  private static final int[] STEP = {0, 8, 8, 6, 8, 5, 6, 7};

  private final BitInput in;
  private final byte[] out;
  private final int limit;
  private final BlockCodes codes;

  /** Bytes decoded. */
  int length;

  /**
   * @param out has {@link #OUTPUT_MARGIN} bytes of room behind the limit, or is slower near its end
   * @param limit the most bytes that the stream may hold
   */
  BlockDecoder(BitInput in, byte[] out, int limit, BlockCodes codes) {
    this.in = in;
    this.out = out;
    this.limit = limit;
    this.codes = codes;
  }

  /** Decodes one block with the current codes. */
  void block() {
    if (!quick()) {
      checkLength(0);
      careful();
    }
    checkLength(0);
  }

  /** Throws unless there is room for so many more bytes. */
  void checkLength(int more) {
    if (more > limit - length) {
      throw new FilterException(
          "the deflate stream holds more than the " + limit + " bytes of its chunk");
    }
  }

  /**
   * Goes on while there is room; true at the end of the block. May pass the limit by less than the
   * margin.
   *
   * <p>Of {@code count} only the low six bits count, so that a whole entry can be subtracted, and
   * {@code held} may have bits above them that will be read again. A refill leaves at least 56
   * bits: enough for four entries of the main table (44), or for a length and a distance with their
   * extra bits (20 + 28) and the look-up after them.
   */
  private boolean quick() {
    final byte[] input = in.bytes;
    final byte[] output = out;
    final int[] literalTable = codes.literals.main;
    final int[] literalSub = codes.literals.sub;
    final int[] distanceTable = codes.distances.main;
    final int[] distanceSub = codes.distances.sub;
    final int literalMask = literalTable.length - 1;
    final int distanceMask = distanceTable.length - 1;
    final int inputEnd = in.end - INPUT_MARGIN;
    final int outputEnd = Math.min(limit, output.length - OUTPUT_MARGIN);
    int at = in.at;
    int to = length;
    int count = in.count;
    long held = in.held;
    if (at >= inputEnd || to >= outputEnd) {
      return false;
    }
    boolean ended = false;
    held |= (long) LONG.get(input, at) << count;
    at += (~count & 63) >>> 3;
    count |= 56;
    int e = literalTable[(int) held & literalMask];
    do {
      held |= (long) LONG.get(input, at) << count;
      at += (~count & 63) >>> 3;
      count |= 56;
      if (e < 0) {
        held >>>= e;
        count -= e;
        SHORT.set(output, to, (short) (e >>> 8));
        to += e >>> 24 & 3;
        e = literalTable[(int) held & literalMask];
        if (e < 0) {
          held >>>= e;
          count -= e;
          SHORT.set(output, to, (short) (e >>> 8));
          to += e >>> 24 & 3;
          e = literalTable[(int) held & literalMask];
          if (e < 0) {
            held >>>= e;
            count -= e;
            SHORT.set(output, to, (short) (e >>> 8));
            to += e >>> 24 & 3;
            e = literalTable[(int) held & literalMask];
            if (e < 0) {
              held >>>= e;
              count -= e;
              SHORT.set(output, to, (short) (e >>> 8));
              to += e >>> 24 & 3;
              e = literalTable[(int) held & literalMask];
              continue;
            }
          }
        }
        held |= (long) LONG.get(input, at) << count;
        at += (~count & 63) >>> 3;
        count |= 56;
      }
      if ((e & Symbols.SPECIAL) != 0) {
        held >>>= e;
        count -= e;
        if ((e & Symbols.SUBTABLE) != 0) {
          e = literalSub[(e >>> 12 & 0xffff) + ((int) held & (1 << (e >>> 8 & 15)) - 1)];
          if (e < 0) {
            held >>>= e;
            count -= e;
            output[to++] = (byte) (e >>> 8);
            e = literalTable[(int) held & literalMask];
            continue;
          }
          if ((e & Symbols.SPECIAL) != 0) {
            held >>>= e;
            count -= e;
            ended = true;
            break;
          }
        } else if ((e & Symbols.INVALID) != 0) {
          throw invalidLiteral();
        } else {
          ended = true;
          break;
        }
      }
      int copy = (e >>> 16) + (int) ((held & (1L << e) - 1) >>> (e >>> 8 & 15));
      held >>>= e;
      count -= e;
      int d = distanceTable[(int) held & distanceMask];
      if (d < 0) {
        if ((d & Symbols.DISTANCE_INVALID) != 0) {
          throw invalidDistance();
        }
        held >>>= d;
        count -= d;
        d = distanceSub[(d >>> 12 & 0xffff) + ((int) held & (1 << (d >>> 8 & 15)) - 1)];
        if (d < 0) {
          throw invalidDistance();
        }
      }
      int distance = (d >>> 16) + (int) ((held & (1L << d) - 1) >>> (d >>> 8 & 15));
      held >>>= d;
      count -= d;
      int from = to - distance;
      int stop = to + copy;
      if (from < 0) {
        throw tooFarBack(distance, to);
      }
      held |= (long) LONG.get(input, at) << count;
      at += (~count & 63) >>> 3;
      count |= 56;
      e = literalTable[(int) held & literalMask];
      if (distance >= 8) {
        do {
          LONG.set(output, to, (long) LONG.get(output, from));
          LONG.set(output, to + 8, (long) LONG.get(output, from + 8));
          to += 16;
          from += 16;
        } while (to < stop);
      } else {
        // a pattern in a register: reading what was just written would wait for the write
        long pattern = pattern((long) LONG.get(output, from), distance);
        int step = STEP[distance];
        do {
          LONG.set(output, to, pattern);
          to += step;
        } while (to < stop);
      }
      to = stop;
    } while (at < inputEnd && to < outputEnd);
    count &= 63;
    in.at = at;
    in.count = count;
    in.held = held & (1L << count) - 1;
    length = to;
    return ended;
  }

  /** The first {@code distance} bytes again and again, as far as eight bytes go. */
  private static long pattern(long bytes, int distance) {
    if (distance == 1) {
      return (bytes & 255) * 0x0101010101010101L;
    }
    int bits = distance << 3;
    long once = bytes & (1L << bits) - 1;
    long twice = once | once << bits;
    return bits < 32 ? twice | twice << 2 * bits : twice;
  }

  /** One symbol at a time; returns at the end of the block. */
  private void careful() {
    in.giveBack();
    for (; ; ) {
      in.fill();
      int e = look(codes.literals);
      if (e < 0) {
        in.skip(e & 63);
        int n = e >>> 24 & 3;
        checkLength(n);
        out[length++] = (byte) (e >>> 8);
        if (n == 2) {
          out[length++] = (byte) (e >>> 16);
        }
      } else if ((e & Symbols.SPECIAL) != 0) {
        if ((e & Symbols.INVALID) != 0) {
          throw invalidLiteral();
        }
        in.skip(e & 63);
        return;
      } else {
        copy(value(e));
      }
    }
  }

  private void copy(int n) {
    in.fill();
    int d = look(codes.distances);
    if (d < 0) {
      throw invalidDistance();
    }
    int distance = value(d);
    if (distance > length) {
      throw tooFarBack(distance, length);
    }
    checkLength(n);
    for (int stop = length + n; length < stop; length++) {
      out[length] = out[length - distance];
    }
  }

  /** The entry for the held bits. */
  private int look(HuffmanTable table) {
    int e = table.main[(int) in.held & table.main.length - 1];
    if (table.isLink(e)) {
      in.skip(e & 63);
      e = table.sub[(e >>> 12 & 0xffff) + ((int) in.held & (1 << (e >>> 8 & 15)) - 1)];
    }
    return e;
  }

  /** Base and extra bits of a length or distance, which are passed over. */
  private int value(int e) {
    long bits = in.held & (1L << e) - 1;
    in.skip(e & 63);
    return (e >>> 16) + (int) (bits >>> (e >>> 8 & 15));
  }

  private static FilterException invalidLiteral() {
    return new FilterException("a literal/length that does not exist");
  }

  private static FilterException invalidDistance() {
    return new FilterException("a distance that does not exist");
  }

  private static FilterException tooFarBack(int distance, int decoded) {
    return new FilterException(
        "a reference " + distance + " bytes back, with only " + decoded + " decoded");
  }
}
