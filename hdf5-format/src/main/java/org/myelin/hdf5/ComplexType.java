package org.myelin.hdf5;

/**
 * A complex number: two values of a floating-point type, real part first (HDF5 2.0).
 *
 * @param base of each part
 * @param homogeneous whether both parts have that type; other kinds are reserved
 * @param form 0: real and imaginary parts; other forms are reserved
 * @param size bytes of both
 */
public record ComplexType(Datatype base, boolean homogeneous, int form, int size)
    implements Datatype {
  /** Checks the size. */
  public ComplexType {
    TypeChecks.size(size);
  }

  /** Two values of {@code base}. */
  public static ComplexType of(Datatype base) {
    return new ComplexType(base, true, 0, 2 * base.size());
  }

  @Override
  public String toString() {
    return "complex{" + base + "}";
  }
}
