package org.myelin.hdf5;

/**
 * A complex number.
 *
 * @param re real part
 * @param im imaginary part
 */
public record Complex(double re, double im) {
  @Override
  public String toString() {
    return re + (im < 0 || 1 / im < 0 ? "" : "+") + im + "i";
  }
}
