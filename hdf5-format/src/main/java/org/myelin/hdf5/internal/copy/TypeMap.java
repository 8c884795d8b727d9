package org.myelin.hdf5.internal.copy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.myelin.hdf5.ArrayType;
import org.myelin.hdf5.CompoundType;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.ReferenceType;
import org.myelin.hdf5.VariableLengthType;
import org.myelin.hdf5.internal.wire.Geometry;

/**
 * Types of one file as another file has them: what holds an address is as long as addresses are
 * there.
 */
final class TypeMap {
  private final boolean same;
  private final int offsets;

  TypeMap(Geometry from, Geometry to) {
    same = from.sizeOfOffsets() == to.sizeOfOffsets();
    offsets = to.sizeOfOffsets();
  }

  Datatype of(Datatype t) {
    if (same) {
      return t;
    }
    if (t instanceof VariableLengthType v) {
      return new VariableLengthType(
          v.isString(), v.padding(), v.characterSet(), of(v.base()), 4 + offsets + 4);
    }
    if (t instanceof ReferenceType r) {
      return new ReferenceType(
          r.kind(),
          switch (r.kind()) {
            case OBJECT -> offsets;
            case REGION -> offsets + 4;
            case OBJECT_2, REGION_2, ATTRIBUTE -> 2 + 4 + offsets + 4;
          });
    }
    if (t instanceof ArrayType a) {
      return new ArrayType(a.dims(), of(a.base()));
    }
    return t instanceof CompoundType c ? compound(c) : t;
  }

  /** Gaps between members stay as they are. */
  private CompoundType compound(CompoundType c) {
    List<CompoundType.Member> byPlace = new ArrayList<>(c.members());
    byPlace.sort(Comparator.comparingInt(CompoundType.Member::offset));
    Map<CompoundType.Member, CompoundType.Member> moved = new HashMap<>();
    int shift = 0;
    for (CompoundType.Member m : byPlace) {
      Datatype type = of(m.type());
      moved.put(m, new CompoundType.Member(m.name(), m.offset() + shift, type));
      shift += type.size() - m.type().size();
    }
    return new CompoundType(c.size() + shift, c.members().stream().map(moved::get).toList());
  }
}
