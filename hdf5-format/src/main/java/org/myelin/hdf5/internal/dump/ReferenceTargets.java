package org.myelin.hdf5.internal.dump;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.Hyperslab;
import org.myelin.hdf5.ObjectReference;
import org.myelin.hdf5.ReferenceType;
import org.myelin.hdf5.RegionReference;
import org.myelin.hdf5.RegionSelection;
import org.myelin.hdf5.RegionSelection.Kind;
import org.myelin.hdf5.StandardReference;
import org.myelin.hdf5.internal.dataset.References;
import org.myelin.hdf5.internal.file.ObjectHeader;
import org.myelin.hdf5.internal.file.OpenFile;
import org.myelin.hdf5.internal.format.level2.MessageType;

/** What references point at, by path; selections in their canonical bytes. */
final class ReferenceTargets {
  /** Selections of at most this many elements are given element by element. */
  private static final long LISTED = 4096;

  /**
   * Where a reference leads.
   *
   * @param path empty for the null reference, {@code !} where there is no object, {@code ?} where
   *     no path leads to it
   * @param selection canonical bytes, or null
   * @param attribute its name, or null
   * @param elsewhere whether it leads into another file
   */
  record Target(String path, byte[] selection, String attribute, boolean elsewhere) {
    Target(String path, byte[] selection, String attribute) {
      this(path, selection, attribute, false);
    }
  }

  private final OpenFile file;
  private final References references;
  private final Map<Long, String> paths;

  private long dangling;

  ReferenceTargets(OpenFile file, Map<Long, String> paths) {
    this.file = file;
    this.paths = paths;
    this.references = new References(file.name(), file.geometry(), file.heap()::read);
  }

  /** References asked for so far that lead to no object, or to one that no link leads to. */
  long dangling() {
    return dangling;
  }

  Target of(ReferenceType type, byte[] stored) {
    Target t = find(type, stored);
    dangling += t.path().equals("!") || t.path().equals("?") && !t.elsewhere() ? 1 : 0;
    return t;
  }

  private Target find(ReferenceType type, byte[] stored) {
    if (Arrays.equals(stored, new byte[stored.length])) {
      return new Target("", null, null);
    }
    Object r;
    try {
      r = references.of(type, stored);
    } catch (Hdf5Exception e) {
      return new Target("!", null, null);
    }
    if (r instanceof ObjectReference o) {
      return new Target(path(o), null, null);
    }
    if (r instanceof RegionReference g) {
      return g.isNull()
          ? new Target("", null, null)
          : new Target(path(g.dataset()), selection(g.dataset(), g.selection()), null);
    }
    StandardReference s = (StandardReference) r;
    if (s.isNull()) {
      return new Target("", null, null);
    }
    if (s.file() != null) {
      return new Target("?", null, s.attribute(), true);
    }
    byte[] selected = s.selection() == null ? null : selection(s.object(), s.selection());
    return new Target(path(s.object()), selected, s.attribute());
  }

  private String path(ObjectReference o) {
    try {
      ObjectHeader h = file.headers().read(o.address());
      if (!isObject(h)) {
        return "!";
      }
      if (h.find(MessageType.DATA_LAYOUT) != null) {
        file.store(h, "#" + o.address());
      }
    } catch (Hdf5Exception e) {
      return "!";
    }
    return paths.getOrDefault(o.address(), "?");
  }

  /** Bytes that only look like a header by chance have no messages that make an object. */
  private static boolean isObject(ObjectHeader h) {
    return Stream.of(MessageType.SYMBOL_TABLE, MessageType.LINK_INFO, MessageType.DATATYPE)
        .anyMatch(t -> h.find(t) != null);
  }

  /** Null where the selection does not fit the dataset. */
  private byte[] selection(ObjectReference dataset, RegionSelection s) {
    Dataspace space;
    try {
      ObjectHeader h = file.headers().read(dataset.address());
      space = file.headers().dataspace(h, file.store(h, "#" + dataset.address()));
    } catch (Hdf5Exception e) {
      return null;
    }
    boolean listed = s.kind() == Kind.POINTS || s.kind() == Kind.BLOCKS;
    if (listed && s.rank() != space.rank()) {
      return null;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long n = count(s, space);
    out.writeBytes(
        ByteBuffer.allocate(13)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(space.rank())
            .put((byte) s.kind().ordinal())
            .putLong(n)
            .array());
    if (listed && n > 0) {
      bounds(s, out);
      if (n <= LISTED) {
        elements(s).forEach(x -> put(x, out));
      }
    }
    return out.toByteArray();
  }

  private static long count(RegionSelection s, Dataspace space) {
    return switch (s.kind()) {
      case NONE -> 0;
      case ALL -> space.elements();
      case POINTS -> s.points().size();
      case BLOCKS -> s.boxes().stream().mapToLong(Hyperslab::elements).sum();
    };
  }

  private static void bounds(RegionSelection s, ByteArrayOutputStream out) {
    long[] low = new long[s.rank()];
    long[] high = new long[s.rank()];
    Arrays.fill(low, Long.MAX_VALUE);
    for (int d = 0; d < s.rank(); d++) {
      for (long[] p : s.points()) {
        low[d] = Math.min(low[d], p[d]);
        high[d] = Math.max(high[d], p[d]);
      }
      for (Hyperslab b : s.boxes()) {
        low[d] = Math.min(low[d], b.startAt(d));
        high[d] =
            Math.max(
                high[d], b.startAt(d) + (b.blocks(d) - 1) * b.strideAt(d) + b.blockLength(d) - 1);
      }
    }
    put(low, out);
    put(high, out);
  }

  private static Iterable<long[]> elements(RegionSelection s) {
    if (s.kind() == Kind.POINTS) {
      return s.points();
    }
    TreeSet<long[]> found = new TreeSet<>(Arrays::compare);
    s.boxes().forEach(b -> collect(b, new long[s.rank()], 0, found));
    return List.copyOf(found);
  }

  private static void collect(Hyperslab b, long[] at, int d, TreeSet<long[]> found) {
    if (d == at.length) {
      found.add(at.clone());
      return;
    }
    for (long i = 0; i < b.blocks(d); i++) {
      for (long j = 0; j < b.blockLength(d); j++) {
        at[d] = b.startAt(d) + i * b.strideAt(d) + j;
        collect(b, at, d + 1, found);
      }
    }
  }

  private static void put(long[] v, ByteArrayOutputStream out) {
    ByteBuffer b = ByteBuffer.allocate(8 * v.length).order(ByteOrder.LITTLE_ENDIAN);
    b.asLongBuffer().put(v);
    out.writeBytes(b.array());
  }
}
