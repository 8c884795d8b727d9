package org.myelin.hdf5.internal.dump;

import java.util.Optional;
import org.myelin.hdf5.internal.file.ObjectHeader;
import org.myelin.hdf5.internal.file.OpenFile;

/**
 * An object that a path leads to, maybe in another file.
 *
 * @param path in its file
 * @param finder follows paths in its file
 */
public record DdlObject(OpenFile file, ObjectHeader header, String path, Finder finder) {
  /** Follows paths in one file, through links of every kind. */
  public interface Finder {
    /** The object at this path; nothing if there is none. */
    Optional<DdlObject> find(String path);
  }
}
