package org.myelin.hdf5.internal.dump;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.Link;
import org.myelin.hdf5.internal.dataset.DatasetStore;
import org.myelin.hdf5.internal.file.FileSpace;
import org.myelin.hdf5.internal.file.LinkTable;
import org.myelin.hdf5.internal.file.OpenFile;
import org.myelin.hdf5.internal.file.PathWalk;
import org.myelin.hdf5.internal.format.level0.SuperblockV2;
import org.myelin.hdf5.internal.storage.SpaceAccount;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * Reads everything that can be reached, as the JSON description does, and keeps account of the
 * bytes that each structure, chunk and block of elements takes, and of what leads where.
 */
public final class FileCheck {
  /** More pieces than this are counted only. */
  private static final int MOST_GAPS = 1000;

  private final OpenFile file;
  private final SpaceAccount account = new SpaceAccount();
  private final List<String> findings = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<long[]> gaps = new ArrayList<>();
  private final long objects;
  private long free;
  private long lost;
  private boolean complete = true;

  /** Checks a file that has just been opened for reading. */
  public FileCheck(OpenFile file) {
    this.file = file;
    file.watch(account::structure);
    Map<String, Object> top = new LinkedHashMap<>();
    List<String> references = new ArrayList<>();
    FileDump.put(file, top, references::add);
    errors("", top);
    if (!top.containsKey("truncated")) {
      // else it may only be that the path is not known
      references.forEach(this::dangling);
    }
    ObjectWalk walk = new ObjectWalk(file, file.root(), Integer.MAX_VALUE);
    objects = walk.found().size();
    superblock();
    walk.found().values().forEach(this::object);
    if (walk.truncated()) {
      complete = false;
    } else {
      new LinkCounts(file, walk).tell(findings::add);
    }
    walk.found().values().forEach(this::softLinks);
    space(walk);
  }

  /** What is wrong, a line each. */
  public List<String> findings() {
    return findings;
  }

  /** What may be as it is, but may surprise, a line each. */
  public List<String> notes() {
    return notes;
  }

  /** Objects that were reached. */
  public long objects() {
    return objects;
  }

  /** Bytes that somebody has. */
  public long reached() {
    return account.reached() - free;
  }

  /** Bytes that the file itself says are free. */
  public long free() {
    return free;
  }

  /** Bytes in use that nothing reached has, and that are not free; -1 if it cannot be told. */
  public long lost() {
    return complete ? lost : -1;
  }

  /** Address and size of the first lost pieces. */
  public List<long[]> lostPieces() {
    return gaps;
  }

  private void dangling(String path) {
    findings.add(path + ": holds a reference that leads to no object");
  }

  private void softLinks(ObjectWalk.Found f) {
    if (f.error() != null || !f.isGroup()) {
      return;
    }
    for (LinkTable.Entry e : file.links(f.header(), f.path()).entries()) {
      if (e.link().type() != Link.Type.SOFT) {
        continue;
      }
      String link = ObjectWalk.join(f.path(), e.link().name());
      try {
        PathWalk w = PathWalk.follow(file, f.header(), f.path(), e.link().target());
        if (w.missing() != null) {
          notes.add("soft link " + link + " leads nowhere: " + w.missing());
        }
      } catch (Hdf5Exception x) {
        notes.add("soft link " + link + " cannot be followed: " + x.getMessage());
      }
    }
  }

  /** Every byte is asked who has it; ends the watch on structures. */
  private void space(ObjectWalk walk) {
    long end = file.allocator().endOfAllocation();
    try {
      FileSpace own = file.headers().fileSpace();
      own.used().forEach(account::owned);
      own.free()
          .forEach(
              (at, n) -> {
                account.data("free space", at, n);
                free += n;
              });
    } catch (Hdf5Exception e) {
      complete = false;
      findings.add(e.getMessage());
    }
    findings.addAll(account.findings(end));
    for (ObjectWalk.Found f : walk.found().values()) {
      try {
        complete &= f.error() == null;
        if (f.header() != null) {
          file.headers().spaceOf(f.header()).forEach(account::owned);
        }
      } catch (Hdf5Exception e) {
        complete = false;
      }
    }
    if (complete && file.isOnePiece()) {
      account.gaps(end, this::gap);
    }
    if (lost > 0) {
      notes.add(lost + " bytes are lost: nothing reached has them, and they are not free");
    }
  }

  private void gap(long address, long size) {
    lost += size;
    if (gaps.size() < MOST_GAPS) {
      gaps.add(new long[] {address, size});
    }
  }

  private void superblock() {
    account.structure("Superblock", 0, file.superblock().encode().length);
    if (file.superblock() instanceof SuperblockV2 s && s.extensionAddress() != Wire.UNDEFINED) {
      file.headers().read(s.extensionAddress());
    }
  }

  private void object(ObjectWalk.Found f) {
    if (!f.isDataset()) {
      return;
    }
    try {
      DatasetStore store = file.store(f.header(), f.path());
      String owner = "elements of " + f.path();
      if (store.elsewhere() != null || store.isCompact()) {
        return;
      }
      if (store.isChunked()) {
        store.table().forEach((at, c) -> account.data(owner, c.address(), c.size()));
      } else if (store.address() >= 0) {
        account.data(owner, store.address(), StorageSize.of(store));
      }
    } catch (Hdf5Exception e) {
      findings.add(f.path() + ": " + e.getMessage());
    }
  }

  /** Collects what the description could not read. */
  private void errors(String path, Object part) {
    if (part instanceof Map<?, ?> m) {
      Object own = m.get("path") == null ? m.get("name") : m.get("path");
      String here = own == null ? path : path.isEmpty() ? own.toString() : path + ", " + own;
      for (Map.Entry<?, ?> e : m.entrySet()) {
        if (e.getKey().equals("error") || e.getKey().equals("file_error")) {
          findings.add((here.isEmpty() ? "" : here + ": ") + e.getValue());
        } else {
          errors(here, e.getValue());
        }
      }
    } else if (part instanceof List<?> l) {
      l.forEach(p -> errors(path, p));
    }
  }
}
