package org.myelin.hdf5.internal.copy;

import org.myelin.hdf5.internal.file.ObjectHeader;
import org.myelin.hdf5.internal.file.OpenFile;

/**
 * An object and its copy.
 *
 * @param from the file of the original
 * @param path by which the original was reached
 * @param depth groups between it and what was asked for
 */
record Copied(OpenFile from, ObjectHeader original, ObjectHeader copy, String path, int depth) {
  <M> M find(org.myelin.hdf5.internal.format.level2.MessageType type, Class<M> content) {
    ObjectHeader.Message m = original.find(type);
    return m == null ? null : content.cast(from.headers().decode(original, m));
  }

  String where() {
    return from.name() + ": " + path;
  }
}
