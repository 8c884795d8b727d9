package org.myelin.hdf5.internal.file;

import java.util.Arrays;
import java.util.Collection;
import java.util.TreeMap;
import org.myelin.hdf5.Link;
import org.myelin.hdf5.internal.wire.Utf8;

/**
 * A group's links in memory, by name in the order of the names' UTF-8 bytes, which is the order of
 * the format's indexes. The subclass knows how they are stored.
 */
public abstract class LinkTable {
  /** A link, and for a hard link to an object that has no address yet, that object. */
  public record Entry(Link link, ObjectHeader target) {
    /** The target's address as known now. */
    public long address() {
      return target == null ? link.address() : target.address();
    }
  }

  private final TreeMap<String, Entry> entries = new TreeMap<>(LinkTable::compareBytes);
  private boolean dirty;

  private static int compareBytes(String a, String b) {
    return Arrays.compareUnsigned(Utf8.encode(a), Utf8.encode(b));
  }

  /** The entry of this name, or null. */
  public final Entry find(String name) {
    return entries.get(name);
  }

  /** All entries in name order. */
  public final Collection<Entry> entries() {
    return entries.values();
  }

  /** Enters a link; the name must be free. */
  public final void put(Entry entry) {
    checkEditable();
    entries.put(entry.link().name(), entry);
    dirty = true;
  }

  /** Takes a link out. */
  public final void remove(String name) {
    checkEditable();
    entries.remove(name);
    dirty = true;
  }

  /** Throws if this version cannot store the table anew. */
  public void checkEditable() {}

  /** Enters a link that the file holds. */
  protected final void loaded(Link link) {
    entries.put(link.name(), new Entry(link, null));
  }

  /** Declares a new table, even an empty one, to be missing in the file. */
  protected final void touched() {
    dirty = true;
  }

  /** Whether the links differ from the file. */
  public final boolean dirty() {
    return dirty;
  }

  /**
   * Brings the messages in the group's header into the form that the next commit writes; all
   * targets have addresses.
   */
  public final void commit(Commit commit, ObjectHeader header) {
    if (dirty) {
      store(commit, header);
      dirty = false;
    }
  }

  /**
   * Makes room for the links in the header before addresses are known, so that the header's size is
   * final.
   */
  public abstract void prepare(Commit commit, ObjectHeader header);

  /** Stages what holds the links. */
  protected abstract void store(Commit commit, ObjectHeader header);
}
