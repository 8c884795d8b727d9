package org.myelin.hdf5;

import java.util.Arrays;

/** What the format allows for a new dataset. */
final class DatasetRules {
  private static final long COMPACT_LIMIT = 65_520;

  private DatasetRules() {}

  static void check(String name, Datatype type, Dataspace space, Layout layout) {
    String what = "dataset '" + name + "' of shape " + space;
    long elements = space.elements();
    long bytes = times(what, elements, type.size());
    externalFiles(what, bytes, layout);
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
      case CHUNKED -> chunked(what, type, space, layout);
      case VIRTUAL -> sources(what, space, layout);
    }
  }

  private static void externalFiles(String what, long bytes, Layout layout) {
    long room = 0;
    for (ExternalFile f : layout.externalFiles()) {
      if (room < 0) {
        throw new IllegalArgumentException(
            what
                + ": only the last external file may be unlimited, not the one before "
                + f.name());
      }
      room = f.size() == ExternalFile.UNLIMITED ? -1 : Math.addExact(room, f.size());
    }
    if (!layout.externalFiles().isEmpty() && room >= 0 && room < bytes) {
      throw new IllegalArgumentException(
          what + ": " + bytes + " bytes are too many for external files of " + room);
    }
  }

  private static void sources(String what, Dataspace space, Layout layout) {
    for (VirtualSource s : layout.sources()) {
      for (String text : new String[] {s.file(), s.dataset()}) {
        if (text.isEmpty() || text.indexOf('\0') >= 0) {
          throw new IllegalArgumentException(what + ": '" + text + "' cannot name a source");
        }
      }
      RegionSelection v = s.virtual();
      RegionSelection.Kind source = s.source().kind();
      if (v.kind() != RegionSelection.Kind.BLOCKS && v.kind() != RegionSelection.Kind.ALL
          || source != RegionSelection.Kind.BLOCKS && source != RegionSelection.Kind.ALL) {
        throw new IllegalArgumentException(
            what + ": mappings are hyperslabs or all elements, not " + v.kind() + " to " + source);
      }
      if (v.kind() == RegionSelection.Kind.BLOCKS && v.rank() != space.rank()) {
        throw new IllegalArgumentException(
            what
                + ": the mapping of "
                + s.dataset()
                + " has "
                + v.rank()
                + " dimensions, the dataset "
                + space.rank());
      }
    }
  }

  private static void fixedShape(String what, Dataspace space) {
    if (space.isExtendible()) {
      throw new IllegalArgumentException(what + " can grow, so it must be chunked");
    }
  }

  private static long times(String what, long a, long b) {
    if (b > 0 && a > Long.MAX_VALUE / b) {
      throw new IllegalArgumentException(what + " has more than 2^63 - 1 bytes");
    }
    return a * b;
  }

  private static void chunked(String what, Datatype type, Dataspace space, Layout layout) {
    long[] chunk = layout.chunkShape();
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
      bytes = times(what + ": a chunk of " + Arrays.toString(chunk), bytes, chunk[d]);
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
    if (!layout.filters().isEmpty() && bytes > Integer.MAX_VALUE) {
      throw new UnsupportedFormatException(
          what + ": filtered chunks of " + bytes + " bytes are not supported; at most 2 GiB");
    }
  }
}
