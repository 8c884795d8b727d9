package org.myelin.hdf5.internal.file;

import java.util.Collection;
import java.util.TreeMap;
import org.myelin.hdf5.Link;
import org.myelin.hdf5.internal.wire.Utf8;

/**
 * A group's links in memory, by name in the order of the names' UTF-8 bytes, which is the order of
 * the format's indexes. The subclass knows how they are stored. Links that the file has an index of
 * stay there until all are asked for, or so many one by one that fetching all is less work.
 */
public abstract class LinkTable {
  /** A link, and for a hard link to an object that has no address yet, that object. */
  public record Entry(Link link, ObjectHeader target) {
    /** The target's address as known now. */
    public long address() {
      return target == null ? link.address() : target.address();
    }
  }

  private final TreeMap<String, Entry> entries = new TreeMap<>(Utf8::compare);
  private volatile boolean complete = true;
  private int seeks;
  private boolean dirty;

  /** The entry of this name, or null. */
  public final Entry find(String name) {
    if (!complete) {
      synchronized (this) {
        if (!complete && seeks++ < patience()) {
          Link found = seek(name);
          return found == null ? null : new Entry(found, null);
        }
      }
    }
    return all().get(name);
  }

  /** All entries in name order. */
  public final Collection<Entry> entries() {
    return all().values();
  }

  private TreeMap<String, Entry> all() {
    if (!complete) {
      synchronized (this) {
        if (!complete) {
          load();
          complete = true;
        }
      }
    }
    return entries;
  }

  /** Says that the links are in the file, to be found by {@link #seek} and {@link #load}. */
  protected final void inFile() {
    complete = false;
  }

  /** How many links are worth looking for one by one. */
  protected int patience() {
    return 0;
  }

  /** The link of this name, looked for in the file's index; null if there is none. */
  protected Link seek(String name) {
    throw new IllegalStateException("a table without an index");
  }

  /** Fetches all links that the file holds. */
  protected void load() {}

  /** Enters a link; the name must be free. */
  public final void put(Entry entry) {
    checkEditable();
    all().put(entry.link().name(), entering(entry));
    dirty = true;
  }

  /** Enters a link with the place in the order of creation that it has had; the name is free. */
  public final void keep(Entry entry) {
    checkEditable();
    all().put(entry.link().name(), kept(entry));
    dirty = true;
  }

  /** The link as the table keeps it, with the place in the order of creation that it has. */
  protected Entry kept(Entry entry) {
    return entry;
  }

  /** The link as the table keeps it, with its place in the order of creation. */
  protected Entry entering(Entry entry) {
    return entry;
  }

  /** Takes a link out. */
  public final void remove(String name) {
    checkEditable();
    all().remove(name);
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
