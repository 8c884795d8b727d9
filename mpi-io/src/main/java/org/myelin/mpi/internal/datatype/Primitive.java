package org.myelin.mpi.internal.datatype;

import org.myelin.mpi.Datatype;

/** The Java primitives behind the predefined datatypes: name, width and array class. */
public enum Primitive {
  BYTE(1, byte[].class),
  BOOLEAN(1, boolean[].class),
  CHAR(2, char[].class),
  SHORT(2, short[].class),
  INT(4, int[].class),
  LONG(8, long[].class),
  FLOAT(4, float[].class),
  DOUBLE(8, double[].class);

  private final int bytes;
  private final Class<?> arrayClass;

  Primitive(int bytes, Class<?> arrayClass) {
    this.bytes = bytes;
    this.arrayClass = arrayClass;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  /** The primitive that {@code datatype} is built of, or null for a mixture. */
  public static Primitive of(Datatype datatype) {
    return Types.primitive(datatype);
  }

  /** The primitive of a Java array. */
  public static Primitive ofArray(Object array) {
    for (Primitive primitive : values()) {
      if (primitive.arrayClass.isInstance(array)) {
        return primitive;
      }
    }
    throw new IllegalArgumentException(
        "a buffer must be a primitive array, found "
            + (array == null ? "null" : array.getClass().getTypeName()));
  }
}
