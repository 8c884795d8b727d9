package org.myelin.hdf5;

import java.util.Arrays;

/** What the format allows for a new dataset. */
final class DatasetRules {
  private static final long COMPACT_LIMIT = 65_536 - 1024;

  private DatasetRules() {}

  static void check(String name, Datatype type, Dataspace space, Layout layout) {
    String what = "dataset '" + name + "' of shape " + space;
    long elements = space.elements();
    long bytes = Math.multiplyExact(elements, (long) type.size());
    switch (layout.kind()) {
      case COMPACT -> {
        if (bytes > COMPACT_LIMIT) {
          throw new IllegalArgumentException(
              what
                  + ": "
                  + bytes
                  + " bytes are too many for a compact layout, at most "
                  + COMPACT_LIMIT
                  + "; use contiguous");
        }
        fixedShape(what, space);
      }
      case CONTIGUOUS -> fixedShape(what, space);
      case CHUNKED -> chunked(what, type, space, layout.chunkShape());
      default ->
          throw new UnsupportedFormatException(
              what + ": creating a " + layout.kind() + " layout is not supported yet");
    }
  }

  private static void fixedShape(String what, Dataspace space) {
    if (space.isExtendible()) {
      throw new IllegalArgumentException(what + " can grow, so it must be chunked");
    }
  }

  private static void chunked(String what, Datatype type, Dataspace space, long[] chunk) {
    if (space.isNull() || space.isScalar() || chunk.length != space.rank()) {
      throw new IllegalArgumentException(
          what
              + " does not fit chunks of shape "
              + Arrays.toString(chunk)
              + ": they need one length per dimension");
    }
    long bytes = type.size();
    long[] max = space.maxShape();
    for (int d = 0; d < chunk.length; d++) {
      bytes = Math.multiplyExact(bytes, chunk[d]);
      if (max[d] != Dataspace.UNLIMITED && chunk[d] > Math.max(max[d], 1)) {
        throw new IllegalArgumentException(
            what
                + ": a chunk of "
                + Arrays.toString(chunk)
                + " is longer than dimension "
                + d
                + ", which can never exceed "
                + max[d]);
      }
    }
    if (bytes > Integer.MAX_VALUE) {
      throw new UnsupportedFormatException(
          what + ": chunks of " + bytes + " bytes are not supported; at most 2 GiB");
    }
  }
}
