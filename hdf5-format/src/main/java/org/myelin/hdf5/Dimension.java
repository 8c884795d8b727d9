package org.myelin.hdf5;

import java.util.List;

/**
 * One dimension of a dataset, as the Dimension Scales specification (H5DS) describes it.
 *
 * @param number counted from 0
 * @param length indices of this dimension
 * @param label its label, empty if it has none
 * @param scales the datasets that hold its coordinates, in the order in which they were attached
 */
public record Dimension(int number, long length, String label, List<Dataset> scales) {
  /** Copies the list. */
  public Dimension {
    scales = List.copyOf(scales);
  }
}
