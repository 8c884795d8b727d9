package org.myelin.hdf5.internal.filter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.myelin.hdf5.spi.FilterException;

/** Bytes as a stream of bits, the most significant of each byte first. Not safe for threads. */
final class BitInput {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final String what;
  private final byte[] in;
  private final int end;
  private int at;

  /**
   * The next bits, the very next one highest; what lies behind the first {@code held} is not in.
   */
  private long ahead;

  private int held;

  /**
   * @param what the coding, for messages
   */
  BitInput(String what, byte[] in, int at, int end) {
    this.what = what;
    this.in = in;
    this.at = at;
    this.end = end;
  }

  /** The next bits, at most 32, as an unsigned number. */
  long read(int bits) {
    if (held < bits) {
      fetch(bits);
    }
    long v = ahead >>> 1 >>> 63 - bits;
    ahead <<= bits;
    held -= bits;
    return v;
  }

  /** The next bits, at most 64. */
  long readLong(int bits) {
    return bits <= 32 ? read(bits) : read(bits - 32) << 32 | read(32);
  }

  /** The number of zeros before the next one, which is taken too; more than {@code most} fail. */
  int zeros(int most) {
    int count = 0;
    while (count <= most) {
      int run = Long.numberOfLeadingZeros(ahead);
      if (run < held) {
        ahead = ahead << run << 1;
        held -= run + 1;
        return count + run;
      }
      count += held;
      ahead = 0;
      held = 0;
      fetch(1);
    }
    throw new FilterException(what + " has a run of more than " + most + " zero bits");
  }

  private void fetch(int needed) {
    if (end - at >= 8) {
      // bits that do not fill a byte are put in again, alike, by the next call
      ahead |= (long) LONG.get(in, at) >>> held;
      int bytes = 64 - held >>> 3;
      at += bytes;
      held += 8 * bytes;
      return;
    }
    while (held <= 56 && at < end) {
      ahead |= (in[at++] & 0xffL) << 56 - held;
      held += 8;
    }
    if (held < needed) {
      throw new FilterException(what + " breaks off");
    }
  }
}
