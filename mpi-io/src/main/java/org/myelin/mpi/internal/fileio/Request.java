package org.myelin.mpi.internal.fileio;

import java.nio.ByteBuffer;
import org.myelin.mpi.internal.datatype.MapCodec;
import org.myelin.mpi.internal.datatype.Maps;

/**
 * What one rank tells the others at the start of a collective access: its bounds, and its whole
 * pattern when that is short. {@code pattern} is null when it is long; aggregators then get their
 * part later.
 */
record Request(
    long bytes, long low, long high, boolean disjoint, long averagePiece, Access pattern) {
  /** Patterns up to this many bytes travel with the request. */
  private static final int SHORT = 1024;

  private static final int FIXED = 8 + 8 + 8 + 1 + 8 + 4;

  static byte[] encode(Access mine) {
    byte[] map = MapCodec.encode(mine.empty() ? Maps.empty() : mine.map());
    boolean inline = map.length <= SHORT;
    boolean ordered = mine.empty() || mine.map().disjoint();
    ByteBuffer out = ByteBuffer.allocate(FIXED + (inline ? 16 + map.length : 0));
    out.putLong(mine.bytes());
    out.putLong(mine.empty() || !ordered ? 0 : mine.low());
    out.putLong(mine.empty() || !ordered ? 0 : mine.high());
    out.put((byte) (ordered ? 1 : 0));
    out.putLong(mine.empty() ? Long.MAX_VALUE : mine.averagePiece());
    out.putInt(inline ? map.length : -1);
    if (inline) {
      out.putLong(mine.empty() ? 0 : mine.from()).putLong(mine.empty() ? 0 : mine.to()).put(map);
    }
    return out.array();
  }

  static Request decode(ByteBuffer in) {
    long bytes = in.getLong();
    long low = in.getLong();
    long high = in.getLong();
    boolean disjoint = in.get() != 0;
    long average = in.getLong();
    Access pattern = null;
    if (in.getInt() >= 0) {
      long from = in.getLong();
      long to = in.getLong();
      pattern = new Access(MapCodec.decode(in), from, to);
    }
    return new Request(bytes, low, high, disjoint, average, pattern);
  }

  boolean empty() {
    return bytes == 0;
  }
}
