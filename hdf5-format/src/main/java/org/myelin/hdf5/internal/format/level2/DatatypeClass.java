package org.myelin.hdf5.internal.format.level2;

import java.util.Map;
import org.myelin.hdf5.ArrayType;
import org.myelin.hdf5.BitFieldType;
import org.myelin.hdf5.ComplexType;
import org.myelin.hdf5.CompoundType;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.EnumerationType;
import org.myelin.hdf5.FixedPointType;
import org.myelin.hdf5.FloatingPointType;
import org.myelin.hdf5.OpaqueType;
import org.myelin.hdf5.ReferenceType;
import org.myelin.hdf5.StringType;
import org.myelin.hdf5.TimeType;
import org.myelin.hdf5.VariableLengthType;

/** The datatype classes; the ordinal is the number in the file. */
enum DatatypeClass {
  FIXED_POINT,
  FLOATING_POINT,
  TIME,
  STRING,
  BIT_FIELD,
  OPAQUE,
  COMPOUND,
  REFERENCE,
  ENUMERATION,
  VARIABLE_LENGTH,
  ARRAY,
  COMPLEX;

  private static final Map<Class<? extends Datatype>, DatatypeClass> BY_TYPE =
      Map.ofEntries(
          Map.entry(FixedPointType.class, FIXED_POINT),
          Map.entry(FloatingPointType.class, FLOATING_POINT),
          Map.entry(TimeType.class, TIME),
          Map.entry(StringType.class, STRING),
          Map.entry(BitFieldType.class, BIT_FIELD),
          Map.entry(OpaqueType.class, OPAQUE),
          Map.entry(CompoundType.class, COMPOUND),
          Map.entry(ReferenceType.class, REFERENCE),
          Map.entry(EnumerationType.class, ENUMERATION),
          Map.entry(VariableLengthType.class, VARIABLE_LENGTH),
          Map.entry(ArrayType.class, ARRAY),
          Map.entry(ComplexType.class, COMPLEX));

  static DatatypeClass of(Datatype t) {
    return BY_TYPE.get(t.getClass());
  }
}
