package org.myelin.hdf5.internal.diff;

import org.myelin.hdf5.internal.dataset.References;
import org.myelin.hdf5.internal.dump.ElementStream;
import org.myelin.hdf5.internal.file.OpenFile;

/** The two files that elements are of. */
record Sides(Side first, Side second) {
  static Sides of(OpenFile first, String where1, OpenFile second, String where2) {
    return new Sides(new Side(first, where1), new Side(second, where2));
  }

  /** Begins a new part of the elements, which may take as much memory as the last. */
  void nextPart() {
    first.next();
    second.next();
  }

  /** One of them: what reads the values that elements only point at. */
  static final class Side {
    private final OpenFile file;
    private final String where;
    private final References references;
    private ElementStream values;

    Side(OpenFile file, String where) {
      this.file = file;
      this.where = file.name() + ": " + where;
      this.references = new References(file.name(), file.geometry(), file.heap()::read);
      next();
    }

    private void next() {
      values = new ElementStream(file, where);
    }

    OpenFile file() {
      return file;
    }

    ElementStream values() {
      return values;
    }

    References references() {
      return references;
    }
  }
}
