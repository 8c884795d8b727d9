package org.myelin.hdf5.internal.dump;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.myelin.hdf5.CharacterSet;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.internal.file.AttributeStore;
import org.myelin.hdf5.internal.file.ObjectHeader;
import org.myelin.hdf5.internal.file.OpenFile;
import org.myelin.hdf5.internal.format.level2.AttributeInfoMessage;
import org.myelin.hdf5.internal.format.level2.AttributeMessage;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.format.level2.ObjectCommentMessage;
import org.myelin.hdf5.internal.format.level2.ObjectHeaderPrefixV2;
import org.myelin.hdf5.internal.format.level2.SharedMessage;
import org.myelin.hdf5.internal.wire.Geometry;

/** What object headers say about objects of any kind; attributes. */
final class ObjectText {
  private final OpenFile file;
  private final Map<Long, String> paths;
  private final ReferenceTargets targets;
  private final DatasetText datasets;

  ObjectText(OpenFile file, Map<Long, String> paths) {
    this.file = file;
    this.paths = paths;
    this.targets = new ReferenceTargets(file, paths);
    this.datasets = new DatasetText(file, this, targets);
  }

  /** References in what was described so far that lead to no object. */
  long dangling() {
    return targets.dangling();
  }

  void put(ObjectHeader h, String path, Map<String, Object> d) {
    boolean group = h.isGroup();
    boolean dataset = !group && h.find(MessageType.DATA_LAYOUT) != null;
    d.put("type", group ? "group" : dataset ? "dataset" : "datatype");
    d.put("addr", h.address());
    d.put("refcount", h.referenceCount());
    d.put("header_version", h.version());
    // libhdf5 tells the times of version 2 headers only
    if (h.prefix() instanceof ObjectHeaderPrefixV2 p && p.modificationTime() != 0) {
      d.put("mtime", p.modificationTime());
    }
    ObjectHeader.Message comment = h.find(MessageType.OBJECT_COMMENT);
    if (comment != null) {
      String text = ((ObjectCommentMessage) file.headers().decode(h, comment)).comment();
      if (!text.isEmpty()) {
        d.put("comment", text);
      }
    }
    if (!group && !dataset) {
      d.put("datatype", TypeText.of(file.headers().datatype(h, h.find(MessageType.DATATYPE))));
    } else if (h.prefix() instanceof ObjectHeaderPrefixV2 p && p.tracksCreationOrder()) {
      boolean indexed = (p.flags() & ObjectHeaderPrefixV2.ORDER_INDEXED) != 0;
      d.put("attribute_order", indexed ? "tracked+indexed" : "tracked");
    }
    if (dataset) {
      datasets.put(h, path, d);
    }
    try {
      attributes(h, path, d);
    } catch (Hdf5Exception e) {
      d.put("attributes_error", e.getMessage());
    }
  }

  // ---- attributes

  private void attributes(ObjectHeader h, String path, Map<String, Object> d) {
    AttributeStore store = file.attributes(h, path);
    ObjectHeader.Message info = h.find(MessageType.ATTRIBUTE_INFO);
    boolean dense =
        info != null && ((AttributeInfoMessage) file.headers().decode(h, info)).isDense();
    List<Map<String, Object>> out = new ArrayList<>();
    for (AttributeStore.Stored stored : store.all()) {
      Map<String, Object> a = new LinkedHashMap<>();
      a.put("name", stored.message().name());
      extras(stored, a);
      attribute(store, stored, path, a);
      out.add(a);
    }
    if (!out.isEmpty()) {
      d.put("attribute_storage", dense ? "dense" : "compact");
      d.put("attributes", out);
    }
  }

  private void extras(AttributeStore.Stored stored, Map<String, Object> a) {
    AttributeMessage m = stored.message();
    if (m.characterSet() == CharacterSet.UTF_8) {
      a.put("cset", "utf-8");
    }
    if (stored.creationOrder() != AttributeStore.NO_ORDER) {
      a.put("corder", stored.creationOrder());
    }
    if (m.sharedDatatype() != null && !m.sharedDatatype().isInHeap()) {
      a.put("committed_type", committed(m.sharedDatatype()));
    }
  }

  String committed(SharedMessage s) {
    return paths.getOrDefault(s.headerAddress(), "?");
  }

  private void attribute(
      AttributeStore store, AttributeStore.Stored stored, String path, Map<String, Object> a) {
    String name = stored.message().name();
    try {
      AttributeStore.Decoded x = store.decode(stored);
      a.put("dataspace", space(x.dataspace(), file.geometry()));
      a.put("datatype", TypeText.of(x.datatype()));
      if (!x.dataspace().isNull()) {
        ElementStream stream =
            new ElementStream(file, file.name() + ": attribute " + name + " of " + path, targets);
        a.put(
            "data",
            DataRecord.of(
                x.datatype(), x.dataspace().elements(), stream, () -> ByteBuffer.wrap(x.data())));
      }
    } catch (Hdf5Exception e) {
      a.put("error", e.getMessage());
    }
  }

  static Map<String, Object> space(Dataspace s, Geometry g) {
    Map<String, Object> d = new LinkedHashMap<>();
    d.put("type", s.isNull() ? "null" : s.isScalar() ? "scalar" : "simple");
    if (!s.isNull() && !s.isScalar()) {
      d.put("dims", lengths(s.shape()));
      d.put("maxdims", lengths(asStored(s.maxShape(), g)));
    }
    return d;
  }

  /** libhdf5 knows "no limit" in 8 bytes only; in files of shorter lengths it sees a number. */
  static long[] asStored(long[] most, Geometry g) {
    int bits = 8 * g.sizeOfLengths();
    return bits >= Long.SIZE
        ? most
        : Arrays.stream(most).map(n -> n == Dataspace.UNLIMITED ? (1L << bits) - 1 : n).toArray();
  }

  static List<Object> lengths(long[] lengths) {
    List<Object> out = new ArrayList<>();
    for (long n : lengths) {
      out.add(n == Dataspace.UNLIMITED ? "unlimited" : (Object) n);
    }
    return out;
  }
}
