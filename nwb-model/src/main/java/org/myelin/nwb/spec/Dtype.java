package org.myelin.nwb.spec;

/**
 * What the elements of a dataset or attribute are: a named basic type, a reference, or a compound.
 */
public sealed interface Dtype permits BasicDtype, RefSpec, CompoundDtype {

  /** The basic type of that name, such as {@code float32}, {@code text} or {@code isodatetime}. */
  static Dtype of(String name) {
    return new BasicDtype(name);
  }
}
