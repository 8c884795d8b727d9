package org.myelin.hdf5.internal.diff;

import org.myelin.hdf5.Link;
import org.myelin.hdf5.internal.file.ObjectHeader;
import org.myelin.hdf5.internal.format.level2.MessageType;

/** What a path leads to: an object, or a link that is compared itself. */
enum ObjectKind {
  GROUP("H5G_GROUP", "group"),
  DATASET("H5G_DATASET", "dataset"),
  DATATYPE("H5G_TYPE", "datatype"),
  SOFT_LINK("H5G_LINK", "link"),
  OTHER_LINK("H5G_UDLINK", "external link");

  private final String type;
  private final String word;

  ObjectKind(String type, String word) {
    this.type = type;
    this.word = word;
  }

  static ObjectKind of(ObjectHeader h) {
    if (h.isGroup()) {
      return GROUP;
    }
    return h.find(MessageType.DATA_LAYOUT) == null ? DATATYPE : DATASET;
  }

  static ObjectKind of(Link link) {
    return link.type() == Link.Type.SOFT ? SOFT_LINK : OTHER_LINK;
  }

  /** The name of the kind where two are not the same. */
  String type() {
    return type;
  }

  /** The word before two paths. */
  String word() {
    return word;
  }

  boolean isLink() {
    return this == SOFT_LINK || this == OTHER_LINK;
  }
}
