package org.myelin.hdf5;

import java.util.Map;

/** Which datatype a Java value is stored as when the caller names none. */
final class JavaTypes {
  private static final Map<Class<?>, Datatype> TYPES =
      Map.ofEntries(
          Map.entry(String.class, Datatype.VLEN_UTF8),
          Map.entry(Byte.class, Datatype.I8),
          Map.entry(Short.class, Datatype.I16),
          Map.entry(Integer.class, Datatype.I32),
          Map.entry(Long.class, Datatype.I64),
          Map.entry(Float.class, Datatype.F32),
          Map.entry(Double.class, Datatype.F64),
          Map.entry(Boolean.class, Datatype.BOOL),
          Map.entry(byte.class, Datatype.I8),
          Map.entry(short.class, Datatype.I16),
          Map.entry(int.class, Datatype.I32),
          Map.entry(long.class, Datatype.I64),
          Map.entry(float.class, Datatype.F32),
          Map.entry(double.class, Datatype.F64),
          Map.entry(boolean.class, Datatype.BOOL),
          Map.entry(ObjectReference.class, Datatype.OBJECT_REFERENCE),
          Map.entry(RegionReference.class, Datatype.REGION_REFERENCE),
          Map.entry(StandardReference.class, Datatype.STANDARD_REFERENCE));

  private JavaTypes() {}

  static Datatype of(Object value) {
    Class<?> c =
        value.getClass().isArray() ? value.getClass().getComponentType() : value.getClass();
    Datatype t = TYPES.get(c);
    if (t == null) {
      throw new IllegalArgumentException(
          "no datatype stands for "
              + value.getClass().getSimpleName()
              + "; name the type and dataspace");
    }
    return t;
  }
}
