package org.myelin.hdf5.internal.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.myelin.hdf5.AllocationTime;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.ExternalFile;
import org.myelin.hdf5.FilterDescription;
import org.myelin.hdf5.FormatBounds;
import org.myelin.hdf5.Layout;
import org.myelin.hdf5.MissingFilterException;
import org.myelin.hdf5.VirtualSource;
import org.myelin.hdf5.internal.chunk.ChunkIndex;
import org.myelin.hdf5.internal.chunk.ChunkIndexes;
import org.myelin.hdf5.internal.chunk.ChunkRecord;
import org.myelin.hdf5.internal.chunk.ChunkTable;
import org.myelin.hdf5.internal.chunk.ImplicitChunks;
import org.myelin.hdf5.internal.dataset.DatasetStore;
import org.myelin.hdf5.internal.dataset.ExternalRawData;
import org.myelin.hdf5.internal.dataset.Fill;
import org.myelin.hdf5.internal.dataset.StoreDescription;
import org.myelin.hdf5.internal.dataset.VirtualData;
import org.myelin.hdf5.internal.dataset.VlenElements;
import org.myelin.hdf5.internal.filter.Filters;
import org.myelin.hdf5.internal.format.level1.FixedArrayHeader;
import org.myelin.hdf5.internal.format.level1.GlobalHeapId;
import org.myelin.hdf5.internal.format.level1.VirtualMappings;
import org.myelin.hdf5.internal.format.level2.ChunkIndexing;
import org.myelin.hdf5.internal.format.level2.ChunkedLayout;
import org.myelin.hdf5.internal.format.level2.CompactLayout;
import org.myelin.hdf5.internal.format.level2.ContiguousLayout;
import org.myelin.hdf5.internal.format.level2.DataLayoutMessage;
import org.myelin.hdf5.internal.format.level2.DataspaceMessage;
import org.myelin.hdf5.internal.format.level2.ExternalDataFilesMessage;
import org.myelin.hdf5.internal.format.level2.FillValueMessage;
import org.myelin.hdf5.internal.format.level2.FillValueOldMessage;
import org.myelin.hdf5.internal.format.level2.FilterPipelineMessage;
import org.myelin.hdf5.internal.format.level2.FormatVersions;
import org.myelin.hdf5.internal.format.level2.Message;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.format.level2.PipelineFilter;
import org.myelin.hdf5.internal.format.level2.VirtualLayout;
import org.myelin.hdf5.internal.storage.MetadataIo;
import org.myelin.hdf5.internal.wire.Wire;
import org.myelin.hdf5.spi.Filter;
import org.myelin.hdf5.spi.FilterException;
import org.myelin.hdf5.spi.FilterTarget;

/**
 * The messages that make an object header a dataset: written for a new one, understood, and kept up
 * to date.
 */
final class DatasetHeaders {
  /** Chunks whose array takes half a gibibyte. */
  private static final long MOST_IN_ARRAY = 1L << 26;

  private final OpenFile file;
  private final HeaderCache headers;
  private final MetadataIo io;
  private final int storageK;
  private final FormatVersions versions;
  private final Map<Long, ChunkIndex> indexes = new HashMap<>();

  /** Blocks of new datasets besides their headers. */
  private final NewBlocks newBlocks;

  /** By the address of a heap of names that may not be in the file yet. */
  private final Map<Long, List<ExternalRawData.Piece>> newPieces = new HashMap<>();

  DatasetHeaders(
      OpenFile file, HeaderCache headers, MetadataIo io, int storageK, FormatVersions versions) {
    this.file = file;
    this.headers = headers;
    this.io = io;
    this.storageK = storageK;
    this.versions = versions;
    this.newBlocks = new NewBlocks(file);
  }

  // ---- new

  void fill(ObjectHeader h, String path, Datatype type, Dataspace space, Layout layout, Fill fill) {
    fill(
        h,
        new DatasetForm(
            path,
            type,
            null,
            space,
            layout,
            fillMessage(type, layout, fill),
            pipeline(path, layout, new FilterTarget(type, layout.chunkShape(), fill.value()))));
  }

  /** Adds the messages of a dataset whose elements have no place yet. */
  void fill(ObjectHeader h, DatasetForm form) {
    Layout layout = form.layout();
    SharedMessages shared = headers.sharedMessages();
    byte[] space = encode(versions.dataspace(form.space()));
    if (form.space().isExtendible()) {
      // one that changes would come to the shared ones and leave them again
      h.add(MessageType.DATASPACE, 0, space);
    } else {
      shared.add(h, MessageType.DATASPACE, 0, space);
    }
    // bit 0: the type of a dataset never changes
    byte[] type = encode(versions.datatype(io.file(), form.type()));
    if (form.committedType() != null) {
      h.add(MessageType.DATATYPE, 1, type);
      headers.shareDatatype(h, form.committedType());
    } else {
      shared.add(h, MessageType.DATATYPE, 1, type);
    }
    FillValueMessage fill = form.fill();
    shared.add(
        h,
        MessageType.FILL_VALUE,
        1,
        encode(
            new FillValueMessage(
                versions.fillValue(),
                fill.allocationTime(),
                fill.writeTime(),
                fill.state(),
                fill.value())));
    h.add(
        MessageType.DATA_LAYOUT,
        0,
        encode(
            layoutMessage(
                form.type(),
                form.space(),
                layout,
                new Fill(fill.value().length == 0 ? null : fill.value(), false))));
    if (!form.filters().isEmpty()) {
      shared.add(
          h,
          MessageType.FILTER_PIPELINE,
          1,
          encode(new FilterPipelineMessage(versions.filterPipeline(), form.filters())));
    }
    if (!layout.externalFiles().isEmpty()) {
      ExternalDataFilesMessage m = ExternalData.create(io, newBlocks, layout.externalFiles());
      newPieces.put(
          m.heapAddress(),
          layout.externalFiles().stream()
              .map(f -> new ExternalRawData.Piece(f.name(), f.offset(), f.size()))
              .toList());
      h.add(MessageType.EXTERNAL_DATA_FILES, 1, encode(m));
    }
  }

  private byte[] encode(Message m) {
    return MessageType.encode(io.geometry(), m);
  }

  /** As h5py has it: new storage of chunks and of variable-length elements is always filled. */
  private FillValueMessage fillMessage(Datatype type, Layout layout, Fill fill) {
    FillValueMessage.AllocationTime time =
        layout
            .allocationTime()
            .map(t -> FillValueMessage.AllocationTime.valueOf(t.name()))
            .orElse(
                switch (layout.kind()) {
                  case COMPACT -> FillValueMessage.AllocationTime.EARLY;
                  case CONTIGUOUS -> FillValueMessage.AllocationTime.LATE;
                  case CHUNKED, VIRTUAL -> FillValueMessage.AllocationTime.INCREMENTAL;
                });
    boolean always = layout.isChunked() || !VlenElements.slots(type).isEmpty();
    return new FillValueMessage(
        versions.fillValue(),
        time,
        layout
            .fillTime()
            .map(t -> FillValueMessage.WriteTime.valueOf(t.name()))
            .orElse(
                always
                    ? FillValueMessage.WriteTime.ON_ALLOCATION
                    : FillValueMessage.WriteTime.IF_SET),
        fill.value() == null ? FillValueMessage.State.DEFAULT : FillValueMessage.State.USER,
        fill.value() == null ? new byte[0] : fill.value());
  }

  private DataLayoutMessage layoutMessage(
      Datatype type, Dataspace space, Layout layout, Fill fill) {
    long bytes = Math.multiplyExact(space.elements(), (long) type.size());
    int version = versions.layout();
    return switch (layout.kind()) {
      case COMPACT -> CompactLayout.of(version, fill.buffer(Math.toIntExact(bytes)).array());
      case CHUNKED -> chunked(type, space, layout);
      case CONTIGUOUS -> ContiguousLayout.of(version, Wire.UNDEFINED, bytes);
      case VIRTUAL -> new VirtualLayout(Math.max(4, version), mappings(layout));
    };
  }

  private GlobalHeapId mappings(Layout layout) {
    versions.require(FormatBounds.V110, io.file(), "virtual datasets");
    VirtualMappings m =
        new VirtualMappings(
            versions.layout() < 5 ? 0 : 1,
            layout.sources().stream()
                .map(s -> new VirtualMappings.Entry(s.file(), s.dataset(), s.source(), s.virtual()))
                .toList());
    int selections = versions.bounds().compareTo(FormatBounds.V112) < 0 ? 1 : 3;
    return file.heap().add(io.encode(m, VirtualMappings.of(selections)));
  }

  /**
   * The index that libhdf5 chooses, but for a dataset that may have any number of chunks and has
   * few: an array would take its room for all of them with the first.
   */
  private ChunkedLayout chunked(Datatype type, Dataspace space, Layout layout) {
    long[] dims = Arrays.copyOf(layout.chunkShape(), space.rank() + 1);
    dims[space.rank()] = type.size();
    int version = Math.max(4, versions.layout());
    if (isLarge(dims)) {
      versions.require(FormatBounds.LATEST, io.file(), "chunks of 4 GiB and more");
      version = 5;
    } else if (layout.hasUnfilteredEdges()) {
      versions.require(FormatBounds.V110, io.file(), "edge chunks without filters");
    } else if (versions.layout() < 4) {
      return ChunkedLayout.btreeV1(dims, Wire.UNDEFINED);
    }
    return ChunkedLayout.indexed(
        version, dims, indexing(space, layout), Wire.UNDEFINED, layout.hasUnfilteredEdges());
  }

  /** Whether a chunk's length or size is beyond 32 bits. */
  private static boolean isLarge(long[] dims) {
    long bytes = 1;
    for (long n : dims) {
      bytes *= n;
      if (n > 0xffffffffL || bytes > 0xffffffffL) {
        return true;
      }
    }
    return false;
  }

  private static ChunkIndexing indexing(Dataspace space, Layout layout) {
    long[] max = space.maxShape();
    long unlimited = Arrays.stream(max).filter(m -> m == Dataspace.UNLIMITED).count();
    if (unlimited > 0) {
      return unlimited == 1 ? ChunkIndexing.ExtensibleArray.DEFAULT : ChunkIndexing.BTreeV2.DEFAULT;
    }
    boolean filtered = !layout.filters().isEmpty();
    if (Arrays.equals(space.shape(), layout.chunkShape())
        && Arrays.equals(max, layout.chunkShape())) {
      return new ChunkIndexing.SingleChunk(filtered ? 0 : -1, 0);
    }
    if (mostChunks(max, layout.chunkShape()) > MOST_IN_ARRAY) {
      return ChunkIndexing.BTreeV2.DEFAULT;
    }
    return !filtered && layout.allocationTime().orElse(null) == AllocationTime.EARLY
        ? new ChunkIndexing.Implicit()
        : new ChunkIndexing.FixedArray(FixedArrayHeader.DEFAULT_PAGE_BITS);
  }

  private static double mostChunks(long[] max, long[] chunk) {
    double n = 1;
    for (int d = 0; d < max.length; d++) {
      n *= Math.ceil((double) max[d] / chunk[d]);
    }
    return n;
  }

  /** The filters with all their parameters, which may follow from the dataset. */
  List<PipelineFilter> pipeline(String path, Layout layout, FilterTarget target) {
    List<PipelineFilter> filters = new ArrayList<>();
    for (FilterDescription f : layout.filters()) {
      filters.add(
          new PipelineFilter(
              f.id(),
              f.name(),
              f.optional() ? PipelineFilter.OPTIONAL : 0,
              Arrays.stream(parameters(path, f, target)).boxed().toList()));
    }
    return filters;
  }

  /** A filter that does not suit the dataset stays in the pipeline if it is optional, unused. */
  private int[] parameters(String path, FilterDescription f, FilterTarget target) {
    String where = io.file() + ": dataset " + path;
    Filter filter =
        Filters.find(f.id()).orElseThrow(() -> new MissingFilterException(where, f.id(), f.name()));
    int[] given = f.clientData().stream().mapToInt(Integer::intValue).toArray();
    try {
      return filter.parameters(given, target);
    } catch (FilterException e) {
      if (f.optional()) {
        return given;
      }
      throw new IllegalArgumentException(
          where + ": filter " + filter.name() + " cannot be applied: " + e.getMessage());
    }
  }

  // ---- existing

  StoreDescription describe(ObjectHeader h, String path) {
    Dataspace space =
        ((DataspaceMessage) headers.decode(h, need(h, MessageType.DATASPACE, path))).dataspace();
    Datatype type = headers.datatype(h, need(h, MessageType.DATATYPE, path));
    io.bytesOf(space, type, h.address());
    DataLayoutMessage layout =
        (DataLayoutMessage) headers.decode(h, need(h, MessageType.DATA_LAYOUT, path));
    if (layout instanceof ChunkedLayout c) {
      return describeChunked(h, path, type, space, c);
    }
    long address = layout instanceof ContiguousLayout c ? c.address() : -1;
    ByteBuffer compact = layout instanceof CompactLayout c ? compact(h, c, type, space) : null;
    Layout.Kind kind =
        layout instanceof CompactLayout
            ? Layout.Kind.COMPACT
            : layout instanceof ContiguousLayout ? Layout.Kind.CONTIGUOUS : Layout.Kind.VIRTUAL;
    ExternalRawData external =
        kind == Layout.Kind.CONTIGUOUS ? external(h, path, type, space) : null;
    VirtualMappings mappings = layout instanceof VirtualLayout v ? mappings(v) : null;
    List<VirtualSource> sources =
        mappings == null
            ? List.of()
            : mappings.entries().stream()
                .map(e -> new VirtualSource(e.file(), e.dataset(), e.source(), e.virtual()))
                .toList();
    return new StoreDescription(
        h.key(),
        path,
        type,
        space.shape(),
        Layout.of(kind, new long[0], List.of())
            .withSources(sources)
            .withExternalFiles(
                external == null
                    ? List.of()
                    : external.pieces().stream()
                        .map(p -> new ExternalFile(p.file(), p.offset(), p.size()))
                        .toList()),
        fillOf(h),
        address,
        compact,
        null,
        null,
        null,
        allocation(h, kind),
        mappings != null
            ? new VirtualData(
                file,
                path,
                type,
                space,
                fillOf(h),
                mappings,
                new SourceDatasets(file),
                file.virtualView())
            : external,
        false);
  }

  private VirtualMappings mappings(VirtualLayout v) {
    VirtualMappings mappings = new VirtualMappings(0, List.of());
    if (!v.mappings().isNull()) {
      byte[] block = file.heap().read(v.mappings());
      mappings =
          Wire.read(
              io.geometry(),
              io.file(),
              "Virtual dataset mappings",
              -1,
              ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN),
              (w, none) -> VirtualMappings.read(w));
    }
    return mappings;
  }

  private ExternalRawData external(ObjectHeader h, String path, Datatype type, Dataspace space) {
    ObjectHeader.Message m = h.find(MessageType.EXTERNAL_DATA_FILES);
    if (m == null) {
      return null;
    }
    ExternalDataFilesMessage named = (ExternalDataFilesMessage) headers.decode(h, m);
    List<ExternalRawData.Piece> pieces = newPieces.get(named.heapAddress());
    if (pieces == null) {
      pieces = ExternalData.pieces(io, named);
    }
    return new ExternalRawData(
        file,
        path,
        space.shape(),
        Math.toIntExact(type.size()),
        pieces,
        ExternalData.files(file.others(), io.file(), path));
  }

  private ByteBuffer compact(ObjectHeader h, CompactLayout c, Datatype type, Dataspace space) {
    long bytes = io.bytesOf(space, type, h.address());
    if (c.data().length < bytes) {
      throw io.corrupt(
          "Data Layout message",
          "raw data",
          h.address(),
          c.data().length + " bytes",
          bytes + " bytes for " + space);
    }
    return ByteBuffer.wrap(c.data().clone());
  }

  private StoreDescription describeChunked(
      ObjectHeader h, String path, Datatype type, Dataspace space, ChunkedLayout c) {
    if (c.rank() != space.rank() || c.elementSize() != type.size()) {
      throw io.corrupt(
          "Data Layout message",
          "dimensions",
          h.address(),
          c.rank() + " dimensions and elements of " + c.elementSize() + " bytes",
          space.rank() + " and " + type.size() + " as dataspace and datatype say");
    }
    List<FilterDescription> filters = filters(h);
    String refusal = null;
    ChunkIndex index = null;
    if (!(c.indexing() instanceof ChunkIndexing.SingleChunk)) {
      index = ChunkIndexes.of(io, c, space, !filters.isEmpty(), storageK);
      indexes.put(h.key(), index);
    }
    if (!filters.isEmpty() && c.chunkBytes() > DatasetStore.MOST_IN_ONE_BUFFER) {
      refusal = "filtered chunks of " + c.chunkBytes() + " bytes";
    }
    ChunkTable table =
        new ChunkTable(t -> load(h, c, t, !filters.isEmpty()), io.limits().maxAllocation());
    return new StoreDescription(
        h.key(),
        path,
        type,
        space.shape(),
        Layout.of(Layout.Kind.CHUNKED, c.chunkShape(), filters),
        fillOf(h),
        -1,
        null,
        table,
        refusal,
        index instanceof ImplicitChunks i ? i : null,
        allocation(h, Layout.Kind.CHUNKED),
        null,
        !filters.isEmpty() && (c.flags() & ChunkedLayout.PARTIAL_UNFILTERED) != 0);
  }

  private void load(ObjectHeader h, ChunkedLayout c, ChunkTable table, boolean filtered) {
    if (c.indexAddress() == Wire.UNDEFINED) {
      return;
    }
    if (c.indexing() instanceof ChunkIndexing.SingleChunk s) {
      table.load(
          new long[c.rank()],
          new ChunkRecord(
              c.indexAddress(), filtered ? s.filteredSize() : c.chunkBytes(), s.filterMask()));
    } else {
      indexes.get(h.key()).load(c.indexAddress(), table);
    }
  }

  /** Fetches each block of the chunk index and of the names of raw data files in the file. */
  void readIndex(ObjectHeader h) {
    ObjectHeader.Message layout = h.find(MessageType.DATA_LAYOUT);
    if (layout != null
        && headers.decode(h, layout) instanceof ChunkedLayout c
        && c.indexAddress() != Wire.UNDEFINED
        && !(c.indexing() instanceof ChunkIndexing.SingleChunk)) {
      Dataspace space =
          ((DataspaceMessage) headers.decode(h, need(h, MessageType.DATASPACE, "#" + h.key())))
              .dataspace();
      ChunkTable none = new ChunkTable(t -> {}, io.limits().maxAllocation());
      ChunkIndexes.of(io, c, space, !filters(h).isEmpty(), storageK).load(c.indexAddress(), none);
    }
    ObjectHeader.Message external = h.find(MessageType.EXTERNAL_DATA_FILES);
    if (external != null) {
      ExternalDataFilesMessage named = (ExternalDataFilesMessage) headers.decode(h, external);
      if (!newPieces.containsKey(named.heapAddress())) {
        ExternalData.pieces(io, named);
      }
    }
  }

  private List<FilterDescription> filters(ObjectHeader h) {
    ObjectHeader.Message m = h.find(MessageType.FILTER_PIPELINE);
    if (m == null) {
      return List.of();
    }
    return ((FilterPipelineMessage) headers.decode(h, m))
        .filters().stream()
            .map(f -> new FilterDescription(f.id(), f.name(), f.isOptional(), f.clientData()))
            .toList();
  }

  private Fill fillOf(ObjectHeader h) {
    ObjectHeader.Message m = h.find(MessageType.FILL_VALUE);
    if (m != null) {
      FillValueMessage f = (FillValueMessage) headers.decode(h, m);
      return new Fill(
          f.value().length == 0 ? null : f.value(),
          f.writeTime() == FillValueMessage.WriteTime.NEVER);
    }
    m = h.find(MessageType.FILL_VALUE_OLD);
    byte[] value = m == null ? new byte[0] : ((FillValueOldMessage) headers.decode(h, m)).value();
    return new Fill(value.length == 0 ? null : value, false);
  }

  private AllocationTime allocation(ObjectHeader h, Layout.Kind kind) {
    ObjectHeader.Message m = h.find(MessageType.FILL_VALUE);
    FillValueMessage.AllocationTime time =
        m == null
            ? FillValueMessage.AllocationTime.DEFAULT
            : ((FillValueMessage) headers.decode(h, m)).allocationTime();
    return switch (time) {
      case EARLY -> AllocationTime.EARLY;
      case LATE -> AllocationTime.LATE;
      case INCREMENTAL -> AllocationTime.INCREMENTAL;
      case DEFAULT ->
          kind == Layout.Kind.CHUNKED ? AllocationTime.INCREMENTAL : AllocationTime.LATE;
    };
  }

  private ObjectHeader.Message need(ObjectHeader h, MessageType type, String path) {
    ObjectHeader.Message m = h.find(type);
    if (m == null) {
      throw io.corrupt(
          "Object header of dataset " + path,
          "messages",
          h.address(),
          "no " + type.specName() + " message",
          "one");
    }
    return m;
  }

  // ---- changed

  /** Stages what belongs to new datasets besides their headers. */
  void commitNew(Commit commit) {
    newBlocks.commit(commit);
  }

  void update(ObjectHeader h, DatasetStore s, Commit commit) {
    boolean indexDirty = s.isChunked() && s.table().dirty();
    if (!indexDirty && !s.changed()) {
      return;
    }
    if (s.changed()) {
      Dataspace space = headers.dataspace(h, s);
      DataspaceMessage before = (DataspaceMessage) headers.decode(h, h.find(MessageType.DATASPACE));
      if (!space.equals(before.dataspace())) {
        ObjectHeader.Message m = h.find(MessageType.DATASPACE);
        headers.sharedMessages().release(h, m);
        h.replace(m, 0, encode(new DataspaceMessage(before.version(), space)));
      }
    }
    DataLayoutMessage before =
        (DataLayoutMessage) headers.decode(h, h.find(MessageType.DATA_LAYOUT));
    DataLayoutMessage now = before;
    if (before instanceof ChunkedLayout c && indexDirty) {
      now = chunked(h, s, c, commit);
      s.table().clean();
    } else if (before instanceof ContiguousLayout c) {
      now = new ContiguousLayout(c.version(), c.dims(), s.address(), c.size());
    } else if (before instanceof CompactLayout c) {
      byte[] data = new byte[s.compact().capacity()];
      s.compact().clear().get(data);
      now = new CompactLayout(c.version(), c.dims(), data);
    }
    h.set(MessageType.DATA_LAYOUT, 0, encode(now));
    s.clean();
  }

  private ChunkedLayout chunked(ObjectHeader h, DatasetStore s, ChunkedLayout c, Commit commit) {
    if (c.indexing() instanceof ChunkIndexing.SingleChunk) {
      ChunkRecord r = s.table().find(new long[c.rank()]);
      long address = r == null ? Wire.UNDEFINED : r.address();
      ChunkIndexing single =
          s.isFiltered()
              ? new ChunkIndexing.SingleChunk(
                  r == null ? 0 : r.size(), r == null ? 0 : r.filterMask())
              : c.indexing();
      return new ChunkedLayout(c.version(), c.flags(), c.dims(), single, address);
    }
    return new ChunkedLayout(
        c.version(),
        c.flags(),
        c.dims(),
        c.indexing(),
        indexes.get(h.key()).store(commit, s.table()));
  }
}
