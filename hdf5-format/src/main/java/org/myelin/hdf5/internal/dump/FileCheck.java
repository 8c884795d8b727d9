package org.myelin.hdf5.internal.dump;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.internal.dataset.DatasetStore;
import org.myelin.hdf5.internal.file.OpenFile;
import org.myelin.hdf5.internal.format.level0.SuperblockV2;
import org.myelin.hdf5.internal.storage.SpaceAccount;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * Reads everything that can be reached, as the JSON description does, and keeps account of the
 * bytes that each structure, chunk and block of elements takes.
 */
public final class FileCheck {
  private final OpenFile file;
  private final SpaceAccount account = new SpaceAccount();
  private final List<String> findings = new ArrayList<>();
  private long objects;

  /** Checks a file that has just been opened for reading. */
  public FileCheck(OpenFile file) {
    this.file = file;
    file.watch(account::structure);
    Map<String, Object> top = new LinkedHashMap<>();
    FileDump.put(file, top);
    errors("", top);
    ObjectWalk walk = new ObjectWalk(file, file.root(), Integer.MAX_VALUE);
    objects = walk.found().size();
    superblock();
    walk.found().values().forEach(this::object);
    findings.addAll(account.findings(file.allocator().endOfAllocation()));
  }

  /** What is wrong, a line each. */
  public List<String> findings() {
    return findings;
  }

  /** Objects that were reached. */
  public long objects() {
    return objects;
  }

  /** Bytes that somebody has. */
  public long reached() {
    return account.reached();
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
