package org.myelin.hdf5.internal.diff;

import org.myelin.hdf5.Link;
import org.myelin.hdf5.internal.file.ObjectHeader;
import org.myelin.hdf5.internal.file.OpenFile;

/**
 * A path in one of the two files, and what it leads to.
 *
 * @param path from the root of the file that was named, also behind links into other files
 * @param file that holds the object or link
 * @param header of the object; null for a link that is compared itself
 * @param link null for an object
 * @param userBytes of a link of a user-defined class, how much its application stores with it
 */
record CompareEntry(
    String path, ObjectKind kind, OpenFile file, ObjectHeader header, Link link, long userBytes) {
  static CompareEntry object(String path, OpenFile file, ObjectHeader header) {
    return new CompareEntry(path, ObjectKind.of(header), file, header, null, 0);
  }

  static CompareEntry link(String path, OpenFile file, Link link, long userBytes) {
    return new CompareEntry(path, ObjectKind.of(link), file, null, link, userBytes);
  }
}
