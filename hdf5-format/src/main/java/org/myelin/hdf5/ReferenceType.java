package org.myelin.hdf5;

import java.util.Locale;

/**
 * A reference to something in this or another file.
 *
 * @param kind what is referred to, and in which encoding
 * @param size bytes of one reference
 */
public record ReferenceType(Kind kind, int size) implements Datatype {
  /** The kinds of reference; the ordinal is the number in the file. */
  public enum Kind {
    /** An object by its header's address. */
    OBJECT,
    /** A selection of a dataset, kept in the global heap. */
    REGION,
    /** An object, in the encoding of HDF5 1.12. */
    OBJECT_2,
    /** A selection, in the encoding of HDF5 1.12. */
    REGION_2,
    /** An attribute, in the encoding of HDF5 1.12. */
    ATTRIBUTE
  }

  /** Checks the size. */
  public ReferenceType {
    TypeChecks.size(size);
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT) + " reference";
  }
}
