package org.myelin.hdf5.internal.dataset;

import org.myelin.hdf5.ArrayType;
import org.myelin.hdf5.ComplexType;
import org.myelin.hdf5.Datatype;

/**
 * A type whose elements are numbers one after the other: one number, an array of numbers, or the
 * two parts of a complex one.
 *
 * @param length numbers of an element
 */
public record NumberRun(NumberFormat format, int length) {
  /** The run that a type's elements are, or null for types that hold anything else. */
  public static NumberRun of(Datatype type) {
    int length = 1;
    Datatype t = type;
    while (t instanceof ArrayType || t instanceof ComplexType) {
      // the product is at most the element's size, which is an int
      length *= t instanceof ArrayType a ? a.elements() : 2;
      t = t instanceof ArrayType a ? a.base() : ((ComplexType) t).base();
    }
    NumberFormat f = NumberFormat.of(t);
    return f == null || (long) length * f.size() != type.size() ? null : new NumberRun(f, length);
  }

  /** Fills an array of numbers, as {@link PrimitiveArrays#sink} does. */
  public ElementSink sink(Object array) {
    ElementSink each = PrimitiveArrays.sink(array, format);
    return length == 1
        ? each
        : (to, count, from, at) -> each.accept(to * length, count * length, from, at);
  }
}
