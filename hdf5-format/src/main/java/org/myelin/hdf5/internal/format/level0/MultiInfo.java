package org.myelin.hdf5.internal.format.level0;

import java.util.ArrayList;
import java.util.List;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * What the multi driver tells: which kind of content lies in which member. The split driver is one
 * with two members. Specification: II.B.
 *
 * @param kinds by kind of content (superblock, B-tree, raw data, global heap, local heap, object
 *     header) the kind, from 1, in whose member it lies; 0 stands for its own
 * @param members in the order in which {@code kinds} first names them
 */
public record MultiInfo(List<Integer> kinds, List<Member> members) {
  /** The driver's identification. */
  public static final String DRIVER = "NCSAmult";

  private static final int KINDS = 6;
  private static final int RAW_DATA = 3;

  /**
   * One file.
   *
   * @param address that its first byte has, 64 bits without sign
   * @param end of what is used of it, from its first byte
   * @param name a pattern in which {@code %s} stands for what the names of all members have in
   *     common
   */
  public record Member(long address, long end, String name) {}

  /** Copies the lists. */
  public MultiInfo {
    kinds = List.copyOf(kinds);
    members = List.copyOf(members);
  }

  /** Whether only raw data (and the global heap with it) is kept apart. */
  public boolean isSplit() {
    return members.size() == 2 && kinds.get(RAW_DATA - 1) == RAW_DATA;
  }

  /** The kinds that have members of their own, in the members' order. */
  private static List<Integer> owners(List<Integer> kinds) {
    List<Integer> owners = new ArrayList<>();
    for (int kind = 1; kind <= KINDS; kind++) {
      int owner = kinds.get(kind - 1) == 0 ? kind : kinds.get(kind - 1);
      if (!owners.contains(owner)) {
        owners.add(owner);
      }
    }
    return owners;
  }

  /** Reads, writes, sizes, traces. */
  public static MultiInfo transfer(Wire w, MultiInfo i) {
    List<Integer> kinds = new ArrayList<>();
    for (int kind = 0; kind < KINDS; kind++) {
      int owner = w.u8("member mapping", i == null ? 0 : i.kinds.get(kind));
      if (owner > KINDS) {
        throw w.corrupt("member mapping", owner, "0 to " + KINDS);
      }
      kinds.add(owner);
    }
    w.zeros("reserved", 2);
    int count = owners(kinds).size();
    long[] address = new long[count];
    long[] end = new long[count];
    for (int m = 0; m < count; m++) {
      address[m] = w.u64("address of member file", i == null ? 0 : i.members.get(m).address);
      end[m] = w.u64("end of address of member file", i == null ? 0 : i.members.get(m).end);
    }
    List<Member> members = new ArrayList<>();
    for (int m = 0; m < count; m++) {
      String name =
          w.paddedTextZ("name of member file", 8, i == null ? null : i.members.get(m).name);
      members.add(new Member(address[m], end[m], name));
    }
    return new MultiInfo(kinds, members);
  }
}
