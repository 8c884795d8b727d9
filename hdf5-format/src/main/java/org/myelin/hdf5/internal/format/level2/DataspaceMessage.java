package org.myelin.hdf5.internal.format.level2;

import java.util.Arrays;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * How many elements there are. Specification: IV.A.2.b.
 *
 * @param version 1 or 2; 1 cannot say "null"
 * @param dataspace what it says
 */
public record DataspaceMessage(int version, Dataspace dataspace) implements Message {
  /** The version that libhdf5 would take: 1 for old files unless the space is null, otherwise 2. */
  public static DataspaceMessage of(Dataspace dataspace, boolean newFamily) {
    return new DataspaceMessage(newFamily || dataspace.isNull() ? 2 : 1, dataspace);
  }

  @Override
  public MessageType type() {
    return MessageType.DATASPACE;
  }

  private static final int MAX_PRESENT = 1;
  private static final int PERMUTATION_PRESENT = 2;

  static DataspaceMessage transfer(Wire w, DataspaceMessage m) {
    int version = w.version(m, DataspaceMessage::version, 1, 2);
    Dataspace s = m == null ? null : m.dataspace;
    int rank = w.u8("dimensionality", s, Dataspace::rank);
    if (rank > Dataspace.MAX_RANK) {
      throw w.corrupt("dimensionality", rank, "at most " + Dataspace.MAX_RANK);
    }
    int flags = w.u8("flags", s, x -> x.hasMax() ? MAX_PRESENT : 0);
    Dataspace.Kind kind = kind(w, version, rank, s);
    if (version == 1) {
      w.zeros("reserved", 5);
    }
    long[] shape = new long[rank];
    for (int i = 0; i < rank; i++) {
      shape[i] = w.length("dimension size", s == null ? 0 : s.length(i));
    }
    long[] max = (flags & MAX_PRESENT) == 0 ? null : new long[rank];
    for (int i = 0; max != null && i < rank; i++) {
      max[i] = w.lengthOrUnlimited("dimension maximum size", s == null ? 0 : s.maxShape()[i]);
    }
    if (version == 1 && (flags & PERMUTATION_PRESENT) != 0) {
      // defined but never given a meaning; libhdf5 passes over it too
      w.zeros("permutation index", (long) rank * w.geometry().sizeOfLengths());
    }
    return new DataspaceMessage(version, s != null ? s : build(w, kind, shape, max));
  }

  private static Dataspace.Kind kind(Wire w, int version, int rank, Dataspace s) {
    if (version == 1) {
      if (s != null && s.isNull()) {
        throw w.unsupported("type", "a null dataspace in version 1", "it in version 2");
      }
      return rank == 0 ? Dataspace.Kind.SCALAR : Dataspace.Kind.SIMPLE;
    }
    int number = w.u8("type", s, x -> x.kind().ordinal());
    if (number >= Dataspace.Kind.values().length) {
      throw w.corrupt("type", number, "0, 1 or 2");
    }
    Dataspace.Kind kind = Dataspace.Kind.values()[number];
    if ((kind == Dataspace.Kind.SIMPLE) != (rank > 0)) {
      throw w.corrupt("dimensionality", rank, "one that goes with a " + kind + " dataspace");
    }
    return kind;
  }

  private static Dataspace build(Wire w, Dataspace.Kind kind, long[] shape, long[] max) {
    if (kind == Dataspace.Kind.NULL) {
      return Dataspace.nullSpace();
    }
    if (!Dataspace.isCountable(shape)) {
      throw w.corrupt("dimension size", Arrays.toString(shape), "fewer than 2^63 elements");
    }
    for (int d = 0; max != null && d < shape.length; d++) {
      if (max[d] != Dataspace.UNLIMITED && max[d] < shape[d]) {
        throw w.corrupt("dimension maximum size", max[d], "at least the size " + shape[d]);
      }
    }
    Dataspace s = Dataspace.of(shape);
    return max == null || shape.length == 0 ? s : s.max(max);
  }
}
