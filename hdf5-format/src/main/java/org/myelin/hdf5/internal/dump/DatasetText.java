package org.myelin.hdf5.internal.dump;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.Selection;
import org.myelin.hdf5.internal.dataset.DatasetStore;
import org.myelin.hdf5.internal.dataset.ElementSink;
import org.myelin.hdf5.internal.dataset.ExternalRawData;
import org.myelin.hdf5.internal.dataset.ReadBudget;
import org.myelin.hdf5.internal.dataset.VirtualData;
import org.myelin.hdf5.internal.file.ObjectHeader;
import org.myelin.hdf5.internal.file.OpenFile;
import org.myelin.hdf5.internal.format.level2.ChunkIndexing;
import org.myelin.hdf5.internal.format.level2.ChunkedLayout;
import org.myelin.hdf5.internal.format.level2.CompactLayout;
import org.myelin.hdf5.internal.format.level2.ContiguousLayout;
import org.myelin.hdf5.internal.format.level2.DataLayoutMessage;
import org.myelin.hdf5.internal.format.level2.FillValueMessage;
import org.myelin.hdf5.internal.format.level2.FillValueOldMessage;
import org.myelin.hdf5.internal.format.level2.FilterPipelineMessage;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.format.level2.PipelineFilter;
import org.myelin.hdf5.internal.format.level2.SharedMessage;

/** What a dataset's header says, and its elements. */
final class DatasetText {
  /** What libhdf5 calls its own filters, for files that do not keep names. */
  private static final List<String> OWN_FILTERS =
      List.of("", "deflate", "shuffle", "fletcher32", "szip", "nbit", "scaleoffset");

  private final OpenFile file;
  private final ObjectText objects;
  private final ReferenceTargets targets;

  DatasetText(OpenFile file, ObjectText objects, ReferenceTargets targets) {
    this.file = file;
    this.objects = objects;
    this.targets = targets;
  }

  void put(ObjectHeader h, String path, Map<String, Object> d) {
    DatasetStore store = file.store(h, path);
    Dataspace space = file.headers().dataspace(h, store);
    Datatype type = store.type();
    ElementStream stream = new ElementStream(file, file.name() + ": dataset " + path, targets);
    d.put("dataspace", ObjectText.space(space, file.geometry()));
    ObjectHeader.Message m = h.find(MessageType.DATATYPE);
    if (m.isShared()) {
      SharedMessage s = file.headers().shared(h, m);
      if (!s.isInHeap()) {
        d.put("committed_type", objects.committed(s));
      }
    }
    d.put("datatype", TypeText.of(type));
    DataLayoutMessage layout =
        (DataLayoutMessage) file.headers().decode(h, h.find(MessageType.DATA_LAYOUT));
    Map<String, Object> layoutText = layout(layout);
    d.put("layout", layoutText);
    filters(h, d);
    if (store.elsewhere() instanceof VirtualData virtual) {
      layoutText.put("mappings", MappingText.of(virtual));
    }
    if (store.elsewhere() instanceof ExternalRawData raw) {
      d.put("external", external(raw));
    }
    d.put("fill", fill(h, layout, type, stream));
    if (!space.isNull()) {
      d.put("data", DataRecord.of(type, space.elements(), stream, () -> elements(store)));
    }
  }

  private ByteBuffer elements(DatasetStore store) {
    var all = Selection.all().within(store.shape());
    new ReadBudget(file.name() + ": dataset " + store.path(), file.limits().maxAllocation() / 2)
        .take(all.elements(), store.elementSize());
    ByteBuffer b = ByteBuffer.allocate(Math.toIntExact(all.elements() * store.elementSize()));
    file.read(store, all, ElementSink.toBytes(b, store.elementSize()));
    return b;
  }

  private static List<Object> external(ExternalRawData raw) {
    List<Object> out = new ArrayList<>();
    for (ExternalRawData.Piece p : raw.pieces()) {
      Map<String, Object> x = new LinkedHashMap<>();
      x.put("file", p.file());
      x.put("offset", p.offset());
      x.put("size", p.size() == ExternalRawData.UNLIMITED ? "unlimited" : (Object) p.size());
      out.add(x);
    }
    return out;
  }

  /** How chunks are indexed is told of files that are one piece only, as the form has it. */
  private Map<String, Object> layout(DataLayoutMessage m) {
    Map<String, Object> d = new LinkedHashMap<>();
    if (m instanceof ChunkedLayout c) {
      d.put("class", "chunked");
      d.put("chunk", ObjectText.lengths(c.chunkShape()));
      if (file.isOnePiece()) {
        d.put("chunk_index", index(c.indexing()));
      }
      if ((c.flags() & ChunkedLayout.PARTIAL_UNFILTERED) != 0) {
        d.put("partial_chunks_unfiltered", true);
      }
    } else {
      d.put(
          "class",
          m instanceof CompactLayout
              ? "compact"
              : m instanceof ContiguousLayout ? "contiguous" : "virtual");
    }
    if (file.isOnePiece()) {
      d.put("layout_version", m.version());
    }
    return d;
  }

  private static String index(ChunkIndexing i) {
    return List.of("btree_v1", "single", "implicit", "fixed_array", "extensible_array", "btree_v2")
        .get(i.number());
  }

  private void filters(ObjectHeader h, Map<String, Object> d) {
    ObjectHeader.Message m = h.find(MessageType.FILTER_PIPELINE);
    if (m == null) {
      return;
    }
    List<Object> out = new ArrayList<>();
    for (PipelineFilter f : ((FilterPipelineMessage) file.headers().decode(h, m)).filters()) {
      Map<String, Object> x = new LinkedHashMap<>();
      x.put("id", f.id());
      x.put("flags", f.flags());
      // the answers' form has the first 64 values; n-bit describes large compounds in more
      x.put("client_data", f.clientData().stream().limit(64).map(Integer::toUnsignedLong).toList());
      boolean own = f.name().isEmpty() && f.id() < OWN_FILTERS.size();
      x.put("name", own ? OWN_FILTERS.get(f.id()) : f.name());
      out.add(x);
    }
    if (!out.isEmpty()) {
      d.put("filters", out);
    }
  }

  private Map<String, Object> fill(
      ObjectHeader h, DataLayoutMessage layout, Datatype type, ElementStream stream) {
    Map<String, Object> d = new LinkedHashMap<>();
    ObjectHeader.Message m = h.find(MessageType.FILL_VALUE);
    FillValueMessage f = m == null ? null : (FillValueMessage) file.headers().decode(h, m);
    ObjectHeader.Message old = h.find(MessageType.FILL_VALUE_OLD);
    byte[] value =
        f != null
            ? f.value()
            : old == null
                ? new byte[0]
                : ((FillValueOldMessage) file.headers().decode(h, old)).value();
    String state =
        f != null
            ? f.state().name().toLowerCase(Locale.ROOT)
            : value.length > 0 ? "user" : "undefined";
    d.put("value", state);
    d.put("time", f == null ? "ifset" : time(f.writeTime()));
    d.put("alloc", allocation(f, layout));
    if (state.equals("user")) {
      try {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer b = ByteBuffer.wrap(value);
        if (value.length < type.size()) {
          new ReadBudget(file.name() + ": fill value", file.limits().maxAllocation() / 8)
              .take(1, type.size());
          b = ByteBuffer.wrap(java.util.Arrays.copyOf(value, type.size()));
        }
        stream.put(type, b, 0, out);
        d.put("bytes", HexFormat.of().formatHex(out.toByteArray()));
        d.put("shown", new ShownValue(stream).of(type, b, 0));
      } catch (Hdf5Exception e) {
        d.put("error", e.getMessage());
      }
    }
    return d;
  }

  private static String time(FillValueMessage.WriteTime t) {
    return switch (t) {
      case ON_ALLOCATION -> "alloc";
      case NEVER -> "never";
      case IF_SET -> "ifset";
    };
  }

  private static String allocation(FillValueMessage f, DataLayoutMessage layout) {
    if (f != null && f.allocationTime() != FillValueMessage.AllocationTime.DEFAULT) {
      return f.allocationTime().name().toLowerCase(Locale.ROOT);
    }
    return layout instanceof CompactLayout
        ? "early"
        : layout instanceof ContiguousLayout ? "late" : "incremental";
  }
}
