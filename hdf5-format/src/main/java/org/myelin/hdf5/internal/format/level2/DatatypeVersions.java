package org.myelin.hdf5.internal.format.level2;

import java.util.ArrayList;
import java.util.List;
import org.myelin.hdf5.ArrayType;
import org.myelin.hdf5.ComplexType;
import org.myelin.hdf5.CompoundType;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.Endianness;
import org.myelin.hdf5.EnumerationType;
import org.myelin.hdf5.FloatingPointType;
import org.myelin.hdf5.ReferenceType;
import org.myelin.hdf5.VariableLengthType;

/**
 * Versions of nested datatype descriptions. They are not the same all through a type: libhdf5
 * leaves numbers at version 1 inside a compound of version 3, so a type that is to keep its bytes
 * has to keep them all.
 */
final class DatatypeVersions {
  private final List<Integer> versions;
  private final boolean known;
  private int next;

  DatatypeVersions(List<Integer> known) {
    this.known = known != null;
    this.versions = this.known ? known : new ArrayList<>();
  }

  /** The version of the next description; 0 when reading. */
  int take() {
    return known ? versions.get(next++) : 0;
  }

  /** Whether the next description is an array inside a version 1 member. */
  boolean isInlineArray() {
    return known && versions.get(next) == 0;
  }

  /** Keeps what was read; does nothing when writing. */
  void found(int version) {
    if (!known) {
      versions.add(version);
    }
  }

  /** How many have been read, to put one in between later. */
  int mark() {
    return versions.size();
  }

  /** Notes an array that was kept in a version 1 member, before the description of its elements. */
  void foundInlineArray(int mark) {
    versions.add(mark, 0);
  }

  List<Integer> all() {
    return versions;
  }

  /** What libhdf5 would write. */
  static List<Integer> choose(Datatype t, int least) {
    List<Integer> out = new ArrayList<>();
    choose(t, least, out);
    return out;
  }

  private static void choose(Datatype t, int least, List<Integer> out) {
    int version = version(t, least);
    out.add(version);
    int inside = t instanceof CompoundType || t instanceof ArrayType ? version : least;
    for (Datatype part : parts(t)) {
      choose(part, inside, out);
    }
  }

  /**
   * A type is not older than what it holds. A wish for newer versions reaches compounds, arrays and
   * enumerations only: nothing else would be shorter.
   */
  private static int version(Datatype t, int least) {
    int inside = 1;
    for (Datatype part : parts(t)) {
      inside = Math.max(inside, version(part, least));
    }
    if (t instanceof ArrayType) {
      return Math.max(Math.max(least, 2), inside);
    }
    if (t instanceof CompoundType || t instanceof EnumerationType) {
      return Math.max(least, inside);
    }
    if (t instanceof ComplexType) {
      return 5;
    }
    if (t instanceof FloatingPointType f && f.order() == Endianness.VAX) {
      return 3;
    }
    return t instanceof ReferenceType r && r.kind().compareTo(ReferenceType.Kind.OBJECT_2) >= 0
        ? 4
        : inside;
  }

  private static List<Datatype> parts(Datatype t) {
    if (t instanceof CompoundType c) {
      return c.members().stream().map(CompoundType.Member::type).toList();
    }
    if (t instanceof ArrayType a) {
      return List.of(a.base());
    }
    if (t instanceof EnumerationType e) {
      return List.of(e.base());
    }
    if (t instanceof VariableLengthType v) {
      return List.of(v.base());
    }
    return t instanceof ComplexType c ? List.of(c.base()) : List.of();
  }
}
