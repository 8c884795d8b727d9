package org.myelin.hdf5;

import java.nio.ByteBuffer;
import org.myelin.hdf5.internal.dataset.ValueReader;

/** One attribute as it was when it was asked for. Its value is decoded at each call. */
public final class Attribute {
  private final String name;
  private final Datatype datatype;
  private final Dataspace dataspace;
  private final byte[] data;
  private final ValueReader reader;
  private final String where;

  Attribute(
      String name,
      Datatype datatype,
      Dataspace dataspace,
      byte[] data,
      ValueReader reader,
      String where) {
    this.name = name;
    this.datatype = datatype;
    this.dataspace = dataspace;
    this.data = data;
    this.reader = reader;
    this.where = where;
  }

  /** The attribute's name. */
  public String name() {
    return name;
  }

  /** The stored type. */
  public Datatype datatype() {
    return datatype;
  }

  /** The shape. */
  public Dataspace dataspace() {
    return dataspace;
  }

  /** The elements in stored form. */
  public byte[] raw() {
    return data.clone();
  }

  /**
   * The value: null for a null dataspace, a single Java value for a scalar, else an array of all
   * elements in C order, as {@link Dataset#read()} gives it.
   */
  public Object value() {
    if (dataspace.isNull()) {
      return null;
    }
    ByteBuffer b = ByteBuffer.wrap(data);
    return dataspace.isScalar()
        ? reader.value(datatype, b, 0)
        : reader.array(datatype, b, 0, Math.toIntExact(dataspace.elements()));
  }

  /** The value as text; for a scalar, or an array of one element. */
  public String asString() {
    return as(String.class);
  }

  /** The value as a whole number; for a scalar, or an array of one element. */
  public long asLong() {
    return as(Number.class).longValue();
  }

  /** The value as a number; for a scalar, or an array of one element. */
  public double asDouble() {
    return as(Number.class).doubleValue();
  }

  /** The value as an object reference; for a scalar, or an array of one element. */
  public ObjectReference asReference() {
    return as(ObjectReference.class);
  }

  private <T> T as(Class<T> wanted) {
    Object v = value();
    if (v != null && v.getClass().isArray() && java.lang.reflect.Array.getLength(v) == 1) {
      v = java.lang.reflect.Array.get(v, 0);
    }
    if (!wanted.isInstance(v)) {
      throw new IllegalStateException(
          where + " is " + datatype + " " + dataspace + ", not one " + wanted.getSimpleName());
    }
    return wanted.cast(v);
  }

  @Override
  public String toString() {
    return name + ": " + datatype + " " + dataspace;
  }
}
