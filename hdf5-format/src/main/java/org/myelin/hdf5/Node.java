package org.myelin.hdf5;

import java.time.Instant;
import java.util.Optional;
import org.myelin.hdf5.internal.file.ObjectHeader;
import org.myelin.hdf5.internal.file.ObjectNotes;
import org.myelin.hdf5.internal.format.level2.MessageType;

/**
 * An object of a file: a group, a dataset or a named datatype. Cheap to hold: it keeps the object's
 * header, no bytes and no cursor. Two nodes of the same object see each other's changes.
 */
public abstract sealed class Node permits Group, Dataset, NamedDatatype {
  /** Whatever the characters, so many fit into a message. */
  private static final int MAX_COMMENT = 20_000;

  final Hdf5File file;
  final String path;
  volatile ObjectHeader header;

  Node(Hdf5File file, String path, ObjectHeader header) {
    this.file = file;
    this.path = path;
    this.header = header;
  }

  static Node of(Hdf5File file, String path, ObjectHeader header) {
    if (header.isGroup()) {
      return new Group(file, path, header);
    }
    if (header.find(MessageType.DATA_LAYOUT) != null) {
      return new Dataset(file, path, header);
    }
    if (header.find(MessageType.DATATYPE) != null) {
      return new NamedDatatype(file, path, header);
    }
    throw file.engine()
        .corrupt(
            "Object header of " + path,
            "messages",
            header.address(),
            "neither links, a layout nor a datatype",
            "a group, a dataset or a named datatype");
  }

  /** The path by which this object was reached. */
  public String path() {
    return path;
  }

  /** The last part of the path; "/" for the root group. */
  public String name() {
    return path.equals("/") ? "/" : path.substring(path.lastIndexOf('/') + 1);
  }

  /** The file. */
  public Hdf5File file() {
    return file;
  }

  /** What the object is, in a few words without its path. */
  String summary() {
    return toString();
  }

  /** The object's attributes. */
  public Attributes attributes() {
    file.engine().checkOpen();
    return new Attributes(this);
  }

  /** The comment that somebody put on the object ({@code H5Oset_comment}), if any. */
  public Optional<String> comment() {
    return notes().comment();
  }

  /**
   * Puts a comment on the object, or takes it off for null. A metadata call.
   *
   * @throws IllegalArgumentException if the text holds NUL or over 20,000 characters
   */
  public void setComment(String text) {
    file.engine().checkWritable();
    if (text != null && (text.indexOf('\0') >= 0 || text.length() > MAX_COMMENT)) {
      throw new IllegalArgumentException(
          "a comment holds no NUL and at most " + MAX_COMMENT + " characters");
    }
    file.engine().guard().note("comment on " + path + ": " + text);
    notes().comment(text);
  }

  /**
   * When the object was last changed, to the second, if its writer kept account of that: h5py does
   * not unless asked ({@code track_times}).
   */
  public Optional<Instant> modificationTime() {
    return notes().modified();
  }

  /** When the object was made, if its header has room for that and its writer kept account. */
  public Optional<Instant> creationTime() {
    return notes().created();
  }

  private ObjectNotes notes() {
    file.engine().checkOpen();
    return new ObjectNotes(file.engine(), header);
  }

  /**
   * The address of the object's header, relative to the base address. An object that is not in the
   * file yet gets its place by this call, so in a parallel file every rank makes it.
   */
  public long address() {
    return file.engine().place(header, path);
  }

  /** A reference to this object, as datasets and attributes can hold it. As {@link #address}. */
  public ObjectReference reference() {
    return new ObjectReference(address());
  }

  /**
   * A reference to this object in the encoding of libhdf5 1.12, for elements of {@link
   * Datatype#STANDARD_REFERENCE}. As {@link #address}.
   */
  public StandardReference standardReference() {
    return new StandardReference(reference(), null, null, null);
  }

  /**
   * A reference to an attribute of this object, for elements of {@link
   * Datatype#STANDARD_REFERENCE}. As {@link #address}.
   *
   * @throws java.util.NoSuchElementException if there is no such attribute
   */
  public StandardReference attributeReference(String attribute) {
    attributes().get(attribute);
    return new StandardReference(reference(), null, null, attribute);
  }

  /** Whether both are the same object of the same open file. */
  @Override
  public boolean equals(Object o) {
    return o instanceof Node n && n.header == header;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(header);
  }
}
