package org.myelin.hdf5.internal.file;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.format.level2.ModificationTimeMessage;
import org.myelin.hdf5.internal.format.level2.ObjectHeaderPrefixV2;
import org.myelin.hdf5.internal.parallel.Peers;
import org.myelin.hdf5.internal.wire.Geometry;

/**
 * The times of objects that keep account of them: a commit enters its own into every header that it
 * changes. All ranks take the first one's clock, since their headers must be the same bytes.
 */
final class ObjectTimes {
  private ObjectTimes() {}

  /** Makes a version 1 header keep the time; a version 2 header says so in its prefix. */
  static void keep(Geometry g, ObjectHeader h) {
    h.add(MessageType.MODIFICATION_TIME, 0, MessageType.encode(g, new ModificationTimeMessage(0)));
  }

  /** Enters the time of this commit into those headers that change and keep it. */
  static void enter(OpenFile file, List<ObjectHeader> all) {
    List<ObjectHeader> changed =
        all.stream().filter(h -> h.dirty() && !h.timesStay() && keepsTimes(h)).toList();
    if (!changed.isEmpty()) {
      long now = now(file.guard().peers());
      changed.forEach(h -> enter(file.geometry(), h, now));
    }
    all.forEach(h -> h.timesStay(false));
  }

  private static boolean keepsTimes(ObjectHeader h) {
    return h.prefix() instanceof ObjectHeaderPrefixV2 p
        ? (p.flags() & ObjectHeaderPrefixV2.TIMES) != 0
        : h.find(MessageType.MODIFICATION_TIME) != null;
  }

  private static long now(Peers peers) {
    ByteBuffer b = ByteBuffer.allocate(Long.BYTES).putLong(0, Instant.now().getEpochSecond());
    return ByteBuffer.wrap(peers.broadcast(b.array())).getLong();
  }

  private static void enter(Geometry g, ObjectHeader h, long seconds) {
    if (h.prefix() instanceof ObjectHeaderPrefixV2 p) {
      h.prefix(p.changed(seconds));
    } else {
      h.replace(
          h.find(MessageType.MODIFICATION_TIME),
          MessageType.encode(g, new ModificationTimeMessage(seconds)));
    }
  }
}
