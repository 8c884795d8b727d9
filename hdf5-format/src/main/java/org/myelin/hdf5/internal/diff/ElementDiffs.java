package org.myelin.hdf5.internal.diff;

import java.util.ArrayList;
import java.util.List;
import org.myelin.hdf5.ArrayType;
import org.myelin.hdf5.BitFieldType;
import org.myelin.hdf5.ComplexType;
import org.myelin.hdf5.CompoundType;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.DiffOptions;
import org.myelin.hdf5.EnumerationType;
import org.myelin.hdf5.FixedPointType;
import org.myelin.hdf5.FloatingPointType;
import org.myelin.hdf5.ReferenceType;
import org.myelin.hdf5.StringType;
import org.myelin.hdf5.VariableLengthType;

/** Finds how elements of two types are compared. */
final class ElementDiffs {
  private final DiffOptions options;
  private final Sides sides;
  private final ReferenceDiff.Targets targets;

  ElementDiffs(DiffOptions options, Sides sides, ReferenceDiff.Targets targets) {
    this.options = options;
    this.sides = sides;
    this.targets = targets;
  }

  /**
   * For two types.
   *
   * @param inside whether the elements are inside of others
   */
  ElementDiff of(Datatype a, Datatype b, boolean inside) {
    if (a instanceof FixedPointType t && b instanceof FixedPointType u) {
      return new IntegerDiff(options, t, u, inside);
    }
    if (a instanceof FloatingPointType t && b instanceof FloatingPointType u) {
      return real(t, u, inside);
    }
    if (isText(a) && isText(b)) {
      return new TextDiff(a, b, sides);
    }
    if (a instanceof CompoundType t && b instanceof CompoundType u) {
      return compound(t, u);
    }
    if (a instanceof EnumerationType t && b instanceof EnumerationType u) {
      return new EnumerationDiff(t, u);
    }
    if (a instanceof ReferenceType t && b instanceof ReferenceType u) {
      return new ReferenceDiff(t, u, sides, targets);
    }
    if (a instanceof BitFieldType t && b instanceof BitFieldType u) {
      return new BitsDiff(options, t, u);
    }
    return holding(a, b);
  }

  private ElementDiff real(FloatingPointType a, FloatingPointType b, boolean inside) {
    ElementDiff d = a.size() <= 8 && b.size() <= 8 ? RealDiff.of(options, a, b, inside) : null;
    return d == null ? new LongRealDiff(options, a, b) : d;
  }

  static boolean isText(Datatype t) {
    return t instanceof StringType || t instanceof VariableLengthType v && v.isString();
  }

  private ElementDiff holding(Datatype a, Datatype b) {
    if (a instanceof ArrayType t && b instanceof ArrayType u) {
      return new ArrayDiff(
          Math.min(t.elements(), u.elements()),
          t.base().size(),
          u.base().size(),
          of(t.base(), u.base(), true));
    }
    if (a instanceof ComplexType t && b instanceof ComplexType u) {
      return new ArrayDiff(2, t.base().size(), u.base().size(), of(t.base(), u.base(), true));
    }
    if (a instanceof VariableLengthType t
        && b instanceof VariableLengthType u
        && !isText(a)
        && !isText(b)) {
      return new SequenceDiff(t, u, sides, of(t.base(), u.base(), true));
    }
    // what has no other meaning, and members whose places hold other classes
    return new BytesDiff(options, Math.min(a.size(), b.size()));
  }

  /** Members by their number; by their names where the elements have not the same size. */
  private ElementDiff compound(CompoundType a, CompoundType b) {
    List<CompoundDiff.Member> members = new ArrayList<>();
    boolean byName = a.size() != b.size();
    CompoundType lead = a.size() < b.size() ? b : a;
    for (int i = 0; i < lead.members().size(); i++) {
      String name = lead.members().get(i).name();
      CompoundType.Member x = byName ? find(a, name) : a.members().get(i);
      CompoundType.Member y = byName ? find(b, name) : b.members().get(i);
      if (x != null && y != null) {
        ElementDiff d = of(x.type(), y.type(), true);
        members.add(new CompoundDiff.Member(x.offset(), y.offset(), d));
      }
    }
    return new CompoundDiff(members);
  }

  private static CompoundType.Member find(CompoundType t, String name) {
    return t.members().stream().filter(m -> m.name().equals(name)).findFirst().orElse(null);
  }
}
