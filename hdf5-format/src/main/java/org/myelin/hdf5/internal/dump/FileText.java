package org.myelin.hdf5.internal.dump;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.myelin.hdf5.internal.file.ObjectHeader;
import org.myelin.hdf5.internal.file.OpenFile;
import org.myelin.hdf5.internal.format.level0.Superblock;
import org.myelin.hdf5.internal.format.level0.SuperblockV0;
import org.myelin.hdf5.internal.format.level0.SuperblockV2;
import org.myelin.hdf5.internal.format.level2.BTreeKValuesMessage;
import org.myelin.hdf5.internal.format.level2.FileSpaceInfoMessage;
import org.myelin.hdf5.internal.format.level2.Message;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.format.level2.SharedMessageTableMessage;
import org.myelin.hdf5.internal.wire.Wire;

/** What superblock and superblock extension say about a file. */
final class FileText {
  private static final List<String> STRATEGIES = List.of("fsm_aggr", "page", "aggr", "none");

  /** Version 0 of the message, by its other numbers. */
  private static final List<String> OLD_STRATEGIES =
      List.of("fsm_aggr", "fsm_aggr", "fsm_aggr", "aggr", "none");

  private static final long DEFAULT_PAGE = 4096;

  private FileText() {}

  static void put(OpenFile file, Map<String, Object> out) {
    Superblock s = file.superblock();
    ObjectHeader extension = extension(file);
    out.put("driver", file.storageKind());
    out.put("superblock_version", s.version());
    out.put("userblock", file.baseAddress());
    out.put("sizeof_addr", s.geometry().sizeOfOffsets());
    out.put("sizeof_size", s.geometry().sizeOfLengths());
    int internal = SuperblockV0.DEFAULT_INTERNAL_K;
    int leaf = SuperblockV0.DEFAULT_LEAF_K;
    int storage = SuperblockV0.DEFAULT_STORAGE_K;
    if (s instanceof SuperblockV0 v) {
      internal = v.groupInternalK();
      leaf = v.groupLeafK();
      storage = v.indexedStorageK();
    } else if (find(file, extension, MessageType.B_TREE_K_VALUES)
        instanceof BTreeKValuesMessage k) {
      internal = k.groupInternalK();
      leaf = k.groupLeafK();
      storage = k.indexedStorageK();
    }
    out.put("sym_k", List.of(internal, leaf));
    out.put("istore_k", storage);
    Message table = find(file, extension, MessageType.SHARED_MESSAGE_TABLE);
    out.put(
        "shared_message_indexes", table instanceof SharedMessageTableMessage t ? t.indices() : 0);
    out.put("file_space", space(file, extension));
  }

  private static Map<String, Object> space(OpenFile file, ObjectHeader extension) {
    Map<String, Object> d = new LinkedHashMap<>();
    FileSpaceInfoMessage f = spaceInfo(file, extension);
    if (f != null) {
      List<String> names = f.version() == 0 ? OLD_STRATEGIES : STRATEGIES;
      d.put(
          "strategy",
          f.strategy() < names.size() ? names.get(f.strategy()) : String.valueOf(f.strategy()));
      d.put("persist", f.persist());
      // the early form of the message has a threshold only with free lists; otherwise the default
      boolean lists = f.version() > 0 || f.strategy() == 1 || f.strategy() == 2;
      d.put("threshold", lists ? f.threshold() : 1);
    } else {
      d.put("strategy", "fsm_aggr");
      d.put("persist", false);
      d.put("threshold", 1);
    }
    return d;
  }

  /** The message on file space, or null. */
  private static FileSpaceInfoMessage spaceInfo(OpenFile file, ObjectHeader extension) {
    ObjectHeader.Message stored =
        extension == null ? null : extension.find(MessageType.FILE_SPACE_INFO);
    // a library that did not know the message has changed the file since: it is not true any more
    return stored == null || stored.wasUnknown()
        ? null
        : (FileSpaceInfoMessage) file.headers().decode(extension, stored);
  }

  /** Bytes of a page of file space. */
  static long pageSize(OpenFile file) {
    FileSpaceInfoMessage f = spaceInfo(file, extension(file));
    return f == null || f.version() == 0 ? DEFAULT_PAGE : f.pageSize();
  }

  private static ObjectHeader extension(OpenFile file) {
    return file.superblock() instanceof SuperblockV2 v && v.extensionAddress() != Wire.UNDEFINED
        ? file.headers().read(v.extensionAddress())
        : null;
  }

  private static Message find(OpenFile file, ObjectHeader extension, MessageType type) {
    ObjectHeader.Message m = extension == null ? null : extension.find(type);
    return m == null ? null : file.headers().decode(extension, m);
  }
}
