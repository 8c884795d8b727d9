package org.myelin.hdf5.internal.copy;

import java.util.List;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.Layout;
import org.myelin.hdf5.internal.file.ObjectHeader;
import org.myelin.hdf5.internal.format.level2.PipelineFilter;

/** What a copier decides anew, and what it leaves out. */
public interface CopyRules {
  /**
   * Where the elements of a copied dataset lie.
   *
   * @param layout with its filters
   * @param filters the same with all their parameters
   */
  record Storage(Layout layout, List<PipelineFilter> filters) {}

  /** What becomes of references. */
  enum Following {
    /** They point at copies of what they pointed at, which are made for them if need be. */
    COPIES,
    /** They point at what they pointed at; within one file only. */
    ORIGINALS,
    /** They point nowhere, unless at something that is copied anyway. */
    NONE
  }

  /**
   * Where elements lie; as given unless the caller asked for something else.
   *
   * @param original the dataset's header
   * @param type in the new file
   */
  default Storage storage(
      ObjectHeader original, String path, Datatype type, Dataspace space, Storage before) {
    return before;
  }

  /** What becomes of references. */
  default Following references() {
    return Following.COPIES;
  }

  /** How many groups deep members are copied; groups below are empty. */
  default int depth() {
    return Integer.MAX_VALUE;
  }

  /** Whether attributes are copied. */
  default boolean attributes() {
    return true;
  }

  /** Whether a soft link that leads somewhere becomes what it leads to. */
  default boolean expandsSoftLinks() {
    return false;
  }

  /** Whether an external link that leads somewhere becomes what it leads to. */
  default boolean expandsExternalLinks() {
    return false;
  }

  /** Takes note of something that the copy does not have or may not find. */
  default void warn(String path, String what) {}

  /** Takes note of elements that were copied. */
  default void copied(long bytes) {}
}
