package org.myelin.hdf5;

import static java.nio.charset.StandardCharsets.UTF_8;

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

  /** What a region reference of the older kind points at. */
  public static StandardReference of(RegionReference region) {
    return region.isNull()
        ? NULL
        : new StandardReference(region.dataset(), null, region.selection(), null);
  }

  /**
   * The same in another file, as its {@link Node#standardReference} and the like say it there.
   *
   * @param name as it is stored: relative to the folder of the file that holds the reference, or
   *     absolute
   * @throws IllegalArgumentException if the name is empty, holds NUL or takes over 65535 bytes
   */
  public StandardReference inFile(String name) {
    if (name.isEmpty() || name.indexOf('\0') >= 0 || name.getBytes(UTF_8).length > 0xffff) {
      throw new IllegalArgumentException(
          "the file name of a reference holds 1 to 65535 bytes and no NUL");
    }
    return new StandardReference(object, name, selection, attribute);
  }

  /** Whether this points nowhere. */
  public boolean isNull() {
    return object.isNull();
  }
}
