package org.myelin.hdf5;

import org.myelin.hdf5.internal.file.ObjectHeader;
import org.myelin.hdf5.internal.format.level2.MessageType;

/** A datatype that stands in the file as an object of its own (a committed datatype). */
public final class NamedDatatype extends Node {
  NamedDatatype(Hdf5File file, String path, ObjectHeader header) {
    super(file, path, header);
  }

  /** The type. */
  public Datatype datatype() {
    return file.engine().headers().datatype(header, header.find(MessageType.DATATYPE));
  }

  @Override
  String summary() {
    return "datatype " + datatype();
  }

  @Override
  public String toString() {
    return path + " " + summary();
  }
}
