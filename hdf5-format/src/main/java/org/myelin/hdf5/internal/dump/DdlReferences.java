package org.myelin.hdf5.internal.dump;

import java.nio.ByteBuffer;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.Hyperslab;
import org.myelin.hdf5.ObjectReference;
import org.myelin.hdf5.ReferenceType;
import org.myelin.hdf5.RegionReference;
import org.myelin.hdf5.RegionSelection;
import org.myelin.hdf5.StandardReference;
import org.myelin.hdf5.internal.file.ObjectHeader;
import org.myelin.hdf5.internal.format.level2.MessageType;

/** References as text: what they point at, and which part of it. */
final class DdlReferences {
  private final DdlScope scope;

  DdlReferences(DdlScope scope) {
    this.scope = scope;
  }

  /** The reference, or null where it points at nothing. */
  Object decode(ReferenceType t, ByteBuffer b, int at) {
    byte[] stored = new byte[t.size()];
    b.get(at, stored);
    boolean zero = true;
    for (byte x : stored) {
      zero &= x == 0;
    }
    if (zero) {
      return null;
    }
    Object r = scope.references().of(t, stored);
    if (r instanceof RegionReference g && g.isNull()
        || r instanceof StandardReference s && s.isNull()) {
      return null;
    }
    return r;
  }

  /** One reference as an element. */
  String value(ReferenceType t, ByteBuffer b, int at) {
    return value(decode(t, b, at));
  }

  /** A decoded reference as an element. */
  String value(Object r) {
    if (r == null) {
      return "NULL";
    }
    if (r instanceof RegionReference g) {
      return "DATASET \"" + name(g.dataset().address()) + "\"";
    }
    if (r instanceof StandardReference s) {
      return standard(s);
    }
    return object(((ObjectReference) r).address());
  }

  /** What an object is, and where; as nothing if there is none. */
  private String object(long address) {
    return leads(address) ? kind(address) + " " + address + quoted(address) : "NULL";
  }

  /** Whether there is an object at this address. */
  boolean leads(long address) {
    try {
      scope.file().headers().read(address);
      return true;
    } catch (Hdf5Exception e) {
      return false;
    }
  }

  private String standard(StandardReference s) {
    if (s.file() != null) {
      return "FILE \"" + ByteText.of(s.file()) + "\" OBJECT " + s.object().address();
    }
    long address = s.object().address();
    if (s.selection() != null) {
      return "DATASET \"" + name(address) + "\"";
    }
    String object = object(address);
    return s.attribute() == null
        ? object
        : object + " ATTRIBUTE \"" + ByteText.of(s.attribute()) + "\"";
  }

  private String name(long address) {
    String path = scope.path(address);
    return path == null ? "" : ByteText.of(path);
  }

  private String quoted(long address) {
    return scope.path(address) == null ? "" : " \"" + name(address) + "\"";
  }

  private String kind(long address) {
    ObjectHeader h = scope.file().headers().read(address);
    return h.isGroup() ? "GROUP" : h.find(MessageType.DATA_LAYOUT) != null ? "DATASET" : "DATATYPE";
  }

  /** The elements that a region reference selects, as h5dump lists them. */
  static String region(RegionSelection s, Dataspace space) {
    if (s.kind() == RegionSelection.Kind.POINTS) {
      return "REGION_TYPE POINT  " + parts(s);
    }
    StringBuilder out = new StringBuilder("REGION_TYPE BLOCK  ");
    if (s.kind() == RegionSelection.Kind.ALL && space.rank() > 0) {
      blocks(Hyperslab.start(new long[space.rank()]).count(space.shape()), "", out);
    }
    return out.append(parts(s)).toString();
  }

  /** The points or blocks of a selection. */
  static String parts(RegionSelection s) {
    StringBuilder out = new StringBuilder();
    String comma = "";
    for (long[] p : s.points()) {
      out.append(comma).append(corner(p));
      comma = "," + DdlPrinter.BREAK + " ";
    }
    for (Hyperslab h : s.boxes()) {
      comma = blocks(h, comma, out);
    }
    return out.toString();
  }

  /** Each block by its first and last corner, the last dimension fastest. */
  private static String blocks(Hyperslab h, String before, StringBuilder out) {
    String comma = before;
    int rank = h.rank();
    long n = 1;
    for (int d = 0; d < rank; d++) {
      n *= h.blocks(d);
    }
    for (long i = 0; i < n; i++) {
      long[] first = new long[rank];
      long[] last = new long[rank];
      long rest = i;
      for (int d = rank - 1; d >= 0; d--) {
        first[d] = h.startAt(d) + rest % h.blocks(d) * h.strideAt(d);
        last[d] = first[d] + h.blockLength(d) - 1;
        rest /= h.blocks(d);
      }
      out.append(comma).append(corner(first)).append('-').append(corner(last));
      comma = "," + DdlPrinter.BREAK + " ";
    }
    return comma;
  }

  private static String corner(long[] at) {
    StringBuilder s = new StringBuilder("(");
    for (int d = 0; d < at.length; d++) {
      s.append(d == 0 ? "" : ",").append(at[d]);
    }
    return s.append(')').toString();
  }
}
