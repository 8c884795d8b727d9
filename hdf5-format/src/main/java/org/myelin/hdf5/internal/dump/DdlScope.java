package org.myelin.hdf5.internal.dump;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.internal.dataset.References;
import org.myelin.hdf5.internal.file.ObjectHeader;
import org.myelin.hdf5.internal.file.OpenFile;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.format.level2.SharedMessage;

/** What is known of one file while its text is printed: the names of its objects, what is done. */
final class DdlScope {
  private final OpenFile file;
  private final boolean foreign;
  private final ObjectWalk walk;
  private final References references;
  private final Set<Long> printed = new HashSet<>();
  private final Map<Long, String> types = new LinkedHashMap<>();

  /**
   * @param foreign whether the file is not the one that the text is of
   */
  DdlScope(OpenFile file, boolean foreign) {
    this.file = file;
    this.foreign = foreign;
    this.walk = new ObjectWalk(file, file.root(), Integer.MAX_VALUE);
    this.references = new References(file.name(), file.geometry(), file.heap()::read);
    walk.found().forEach(this::enterType);
  }

  /** Committed types: those that have a path, and those that only a dataset knows. */
  private void enterType(long address, ObjectWalk.Found f) {
    if (f.header() == null || f.isGroup()) {
      return;
    }
    if (!f.isDataset()) {
      types.put(address, f.path());
      return;
    }
    try {
      long type = committed(f.header());
      if (type >= 0) {
        types.putIfAbsent(type, null);
      }
    } catch (Hdf5Exception e) {
      // told where the dataset is printed
    }
  }

  OpenFile file() {
    return file;
  }

  ObjectWalk walk() {
    return walk;
  }

  References references() {
    return references;
  }

  /** Committed types by address, with their path; null where none leads to it. */
  Map<Long, String> types() {
    return types;
  }

  /** The path of the object, or null. */
  String path(long address) {
    return walk.paths().get(address);
  }

  /** Whether the object was printed before; it now is. */
  boolean enter(long address) {
    return !printed.add(address);
  }

  /** Whether a dataset or type that has several paths was printed before; it now is. */
  boolean again(ObjectHeader h) {
    return (foreign || h.referenceCount() > 1) && enter(h.address());
  }

  /** The address of the committed type of a dataset, or -1. */
  long committed(ObjectHeader dataset) {
    ObjectHeader.Message m = dataset.find(MessageType.DATATYPE);
    return m != null && m.isShared() ? committed(file.headers().shared(dataset, m)) : -1;
  }

  /** The address of the type that a shared message leads to, or -1. */
  static long committed(SharedMessage m) {
    return m == null || m.isInHeap() ? -1 : m.headerAddress();
  }
}
