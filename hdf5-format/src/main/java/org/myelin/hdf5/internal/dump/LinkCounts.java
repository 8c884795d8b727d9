package org.myelin.hdf5.internal.dump;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.internal.file.AttributeStore;
import org.myelin.hdf5.internal.file.ObjectHeader;
import org.myelin.hdf5.internal.file.OpenFile;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.format.level2.SharedMessage;

/**
 * What leads to each object, against what its header counts: hard links, and datasets and
 * attributes whose type it is.
 */
final class LinkCounts {
  private final OpenFile file;
  private final ObjectWalk walk;
  private final Map<Long, Long> counted = new TreeMap<>();
  private boolean complete = true;

  LinkCounts(OpenFile file, ObjectWalk walk) {
    this.file = file;
    this.walk = walk;
    walk.found()
        .forEach(
            (address, f) -> {
              complete &= f.error() == null;
              counted.merge(address, 1L + aliases(address), Long::sum);
              if (f.header() != null) {
                types(f);
              }
            });
  }

  private long aliases(long address) {
    return walk.aliases().containsKey(address) ? walk.aliases().get(address).size() : 0;
  }

  private void types(ObjectWalk.Found f) {
    try {
      for (ObjectHeader.Message m : f.header().all(MessageType.DATATYPE)) {
        if (m.isShared()) {
          use(file.headers().shared(f.header(), m));
        }
      }
      for (AttributeStore.Stored s : file.attributes(f.header(), f.path()).all()) {
        if (s.heapId() != null) {
          // a message that several objects share counts its type once
          complete = false;
        }
        use(s.message().sharedDatatype());
      }
    } catch (Hdf5Exception e) {
      // told by those who describe the object
      complete = false;
    }
  }

  private void use(SharedMessage type) {
    if (type != null && !type.isInHeap()) {
      counted.merge(type.headerAddress(), 1L, Long::sum);
    }
  }

  /** Gives a line for each object that counts less, or more, than there is. */
  void tell(Consumer<String> findings) {
    if (!complete) {
      return;
    }
    for (Map.Entry<Long, Long> e : counted.entrySet()) {
      ObjectHeader h;
      try {
        h = file.headers().read(e.getKey());
      } catch (Hdf5Exception unreadable) {
        continue;
      }
      if (h.referenceCount() != e.getValue()) {
        findings.accept(
            walk.paths().getOrDefault(e.getKey(), "object at 0x" + Long.toHexString(e.getKey()))
                + ": its header counts "
                + h.referenceCount()
                + " links and uses, "
                + e.getValue()
                + (e.getValue() == 1 ? " leads" : " lead")
                + " to it");
      }
    }
  }
}
