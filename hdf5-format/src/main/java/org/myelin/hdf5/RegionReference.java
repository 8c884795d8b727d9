package org.myelin.hdf5;

/**
 * A region reference (HDF5 reference type 1): a dataset of the same file and elements of it. {@link
 * Hdf5File#resolve} gives the dataset; its elements are read box by box.
 *
 * @param dataset the dataset; {@link ObjectReference#NULL} for the null reference
 * @param selection the elements; null for the null reference
 */
public record RegionReference(ObjectReference dataset, RegionSelection selection) {
  /** The reference that points nowhere, as unwritten elements have it. */
  public static final RegionReference NULL = new RegionReference(ObjectReference.NULL, null);

  /** Whether this points nowhere. */
  public boolean isNull() {
    return selection == null;
  }
}
