package org.myelin.hdf5.internal.format.level2;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * How free space in the file is managed; in the superblock extension. Specification: IV.A.2.x.
 *
 * @param version 0 (early 1.10 snapshots) or 1
 * @param strategy 0: free lists and aggregators, 1: pages, 2: aggregators, 3: none; in version 0
 *     other numbers
 * @param persist free space is kept in the file
 * @param threshold least bytes of a free piece that is remembered
 * @param pageSize bytes of a page; 0 in version 0
 * @param pageEndThreshold bytes at the end of a page that are not remembered
 * @param endOfAllocation before free-space managers were written, or undefined
 * @param managers addresses of free-space managers, by kind
 */
public record FileSpaceInfoMessage(
    int version,
    int strategy,
    boolean persist,
    long threshold,
    long pageSize,
    int pageEndThreshold,
    long endOfAllocation,
    List<Long> managers)
    implements Message {
  /** Copies the addresses. */
  public FileSpaceInfoMessage {
    managers = List.copyOf(managers);
  }

  @Override
  public MessageType type() {
    return MessageType.FILE_SPACE_INFO;
  }

  /** Whether it leads to free-space managers, or says where the file ended before them. */
  public boolean hasManagers() {
    return endOfAllocation != Wire.UNDEFINED
        || managers.stream().anyMatch(a -> a != Wire.UNDEFINED);
  }

  /** The same strategy with no free space known, in as many bytes. */
  public FileSpaceInfoMessage withoutManagers() {
    return new FileSpaceInfoMessage(
        version,
        strategy,
        persist,
        threshold,
        pageSize,
        pageEndThreshold,
        Wire.UNDEFINED,
        Collections.nCopies(managers.size(), Wire.UNDEFINED));
  }

  private static final int KINDS_V0 = 6;
  private static final int KINDS_V1 = 12;

  static FileSpaceInfoMessage transfer(Wire w, FileSpaceInfoMessage m) {
    int version = w.version(m, FileSpaceInfoMessage::version, 0, 1);
    int strategy = w.u8("strategy", m, FileSpaceInfoMessage::strategy);
    boolean persist =
        version == 0 ? strategy == 1 : w.u8("persisting", m, x -> x.persist ? 1 : 0) != 0;
    long threshold = w.length("free-space section threshold", m, FileSpaceInfoMessage::threshold);
    long page = 0;
    int pageEnd = 0;
    long end = Wire.UNDEFINED;
    if (version == 1) {
      page = w.length("file space page size", m, FileSpaceInfoMessage::pageSize);
      pageEnd = w.u16("page-end metadata threshold", m, FileSpaceInfoMessage::pageEndThreshold);
      end = w.offset("EOA", m, FileSpaceInfoMessage::endOfAllocation);
    }
    List<Long> managers = new ArrayList<>();
    int kinds = kinds(w, m, version, persist);
    for (int i = 0; i < kinds; i++) {
      long at = m == null ? 0 : m.managers.get(i);
      // snapshots before 1.10 wrote other fields here under version 0, and libhdf5 opens their
      // files
      managers.add(
          version == 0
              ? w.uvar("free-space manager", w.geometry().sizeOfOffsets(), at)
              : w.offset("free-space manager", at));
    }
    return new FileSpaceInfoMessage(
        version, strategy, persist, threshold, page, pageEnd, end, managers);
  }

  private static int kinds(Wire w, FileSpaceInfoMessage m, int version, boolean persist) {
    if (m != null) {
      return m.managers.size();
    }
    if (!persist) {
      return 0;
    }
    long fit = w.remaining() / w.geometry().sizeOfOffsets();
    return version == 0 ? (int) Math.min(KINDS_V0, fit) : KINDS_V1;
  }
}
