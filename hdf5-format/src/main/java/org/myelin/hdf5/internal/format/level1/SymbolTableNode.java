package org.myelin.hdf5.internal.format.level1;

import java.util.ArrayList;
import java.util.List;
import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * A leaf of a group's B-tree: its links in byte order of their names. Specification: III.B.
 *
 * @param entries at most twice the superblock's group leaf k
 */
public record SymbolTableNode(List<SymbolTableEntry> entries) {
  private static final int PREFIX_SIZE = 8;

  /** Copies the entries. */
  public SymbolTableNode {
    entries = List.copyOf(entries);
  }

  /** Bytes that a node takes whatever it holds. */
  public static int size(Geometry g, int leafK) {
    return PREFIX_SIZE + 2 * leafK * SymbolTableEntry.size(g);
  }

  /** The description for this k. */
  public static Wire.Description<SymbolTableNode> of(int leafK) {
    return (w, n) -> transfer(w, n, leafK);
  }

  private static SymbolTableNode transfer(Wire w, SymbolTableNode n, int leafK) {
    w.signature("SNOD");
    w.constant("version", 1, 1);
    w.zeros("reserved", 1);
    int entry = SymbolTableEntry.size(w.geometry());
    int used = w.u16("number of symbols", n == null ? 0 : n.entries().size());
    if (used > 2 * leafK) {
      throw w.corrupt("number of symbols", used, "at most " + 2 * leafK + " (twice the leaf k)");
    }
    w.count("number of symbols", used, entry);
    List<SymbolTableEntry> out = new ArrayList<>(used);
    for (int i = 0; i < used; i++) {
      SymbolTableEntry e = n == null ? null : n.entries().get(i);
      out.add(w.item("entry", e, SymbolTableEntry::transfer));
    }
    w.slack("unused entries", (2L * leafK - used) * entry);
    return new SymbolTableNode(out);
  }
}
