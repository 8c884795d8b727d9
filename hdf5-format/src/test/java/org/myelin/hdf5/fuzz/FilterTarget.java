package org.myelin.hdf5.fuzz;

import java.nio.ByteBuffer;
import org.myelin.hdf5.internal.filter.Filters;
import org.myelin.hdf5.spi.Filter;
import org.myelin.hdf5.spi.FilterException;

/**
 * Every filter's decoder. Byte 0 picks the filter, byte 1 how many parameters follow, each in 4
 * bytes; the rest is the chunk.
 */
public final class FilterTarget {
  private static final int LIMIT = 1 << 16;
  private static final Filter[] FILTERS = Filters.all().toArray(Filter[]::new);

  private FilterTarget() {}

  /** One input. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length < 2) {
      return;
    }
    ByteBuffer in = ByteBuffer.wrap(data);
    Filter filter = FILTERS[(in.get() & 0xff) % FILTERS.length];
    int[] parameters = new int[Math.min((in.get() & 0xff) % 32, in.remaining() / 4)];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = in.getInt();
    }
    ByteBuffer chunk = in.slice();
    int most = Math.max(LIMIT, chunk.remaining());
    try {
      int found = filter.decode(chunk, parameters, LIMIT).remaining();
      if (found > most) {
        throw new AssertionError(filter.name() + " gives " + found + " bytes, more than " + most);
      }
    } catch (FilterException e) {
      // what it throws for bytes that are not its own
    }
  }
}
