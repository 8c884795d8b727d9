package org.myelin.hdf5;

/**
 * A reference of libhdf5 1.12 and later (HDF5 reference types 2 to 4): an object, elements of a
 * dataset, or an attribute.
 *
 * @param object the object, or the one that has the attribute; {@link ObjectReference#NULL} for the
 *     null reference
 * @param file the other file that holds the object; null for the same file
 * @param selection elements of the dataset; null unless this is a region reference
 * @param attribute the attribute's name; null unless this is an attribute reference
 */
public record StandardReference(
    ObjectReference object, String file, RegionSelection selection, String attribute) {
  /** The reference that points nowhere, as unwritten elements have it. */
  public static final StandardReference NULL =
      new StandardReference(ObjectReference.NULL, null, null, null);

  /** Whether this points nowhere. */
  public boolean isNull() {
    return object.isNull();
  }
}
