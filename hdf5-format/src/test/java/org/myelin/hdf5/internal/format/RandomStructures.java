package org.myelin.hdf5.internal.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.myelin.hdf5.ArrayType;
import org.myelin.hdf5.BitFieldType;
import org.myelin.hdf5.CharacterSet;
import org.myelin.hdf5.ComplexType;
import org.myelin.hdf5.CompoundType;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.Endianness;
import org.myelin.hdf5.EnumerationType;
import org.myelin.hdf5.FixedPointType;
import org.myelin.hdf5.FloatingPointType;
import org.myelin.hdf5.OpaqueType;
import org.myelin.hdf5.ReferenceType;
import org.myelin.hdf5.StringPadding;
import org.myelin.hdf5.StringType;
import org.myelin.hdf5.TimeType;
import org.myelin.hdf5.VariableLengthType;
import org.myelin.hdf5.internal.format.level1.ChunkBTreeNode;
import org.myelin.hdf5.internal.format.level1.ChunkElements;
import org.myelin.hdf5.internal.format.level1.FixedArrayDataBlock;
import org.myelin.hdf5.internal.format.level1.FixedArrayHeader;
import org.myelin.hdf5.internal.format.level1.GlobalHeapCollection;
import org.myelin.hdf5.internal.format.level1.GlobalHeapId;
import org.myelin.hdf5.internal.format.level1.GlobalHeapObject;
import org.myelin.hdf5.internal.format.level1.GroupBTreeNode;
import org.myelin.hdf5.internal.format.level1.SymbolTableEntry;
import org.myelin.hdf5.internal.format.level1.SymbolTableNode;
import org.myelin.hdf5.internal.format.level2.AttributeInfoMessage;
import org.myelin.hdf5.internal.format.level2.AttributeMessage;
import org.myelin.hdf5.internal.format.level2.BTreeKValuesMessage;
import org.myelin.hdf5.internal.format.level2.BogusMessage;
import org.myelin.hdf5.internal.format.level2.ChunkIndexing;
import org.myelin.hdf5.internal.format.level2.ChunkedLayout;
import org.myelin.hdf5.internal.format.level2.CompactLayout;
import org.myelin.hdf5.internal.format.level2.ContiguousLayout;
import org.myelin.hdf5.internal.format.level2.DataLayoutMessage;
import org.myelin.hdf5.internal.format.level2.DataspaceMessage;
import org.myelin.hdf5.internal.format.level2.DatatypeMessage;
import org.myelin.hdf5.internal.format.level2.DriverInfoMessage;
import org.myelin.hdf5.internal.format.level2.ExternalDataFilesMessage;
import org.myelin.hdf5.internal.format.level2.FileSpaceInfoMessage;
import org.myelin.hdf5.internal.format.level2.FillValueMessage;
import org.myelin.hdf5.internal.format.level2.FillValueOldMessage;
import org.myelin.hdf5.internal.format.level2.FilterPipelineMessage;
import org.myelin.hdf5.internal.format.level2.GroupInfoMessage;
import org.myelin.hdf5.internal.format.level2.LinkInfoMessage;
import org.myelin.hdf5.internal.format.level2.LinkMessage;
import org.myelin.hdf5.internal.format.level2.LinkTarget;
import org.myelin.hdf5.internal.format.level2.Message;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.format.level2.MetadataCacheImageMessage;
import org.myelin.hdf5.internal.format.level2.ModificationTimeMessage;
import org.myelin.hdf5.internal.format.level2.ModificationTimeOldMessage;
import org.myelin.hdf5.internal.format.level2.NilMessage;
import org.myelin.hdf5.internal.format.level2.ObjectCommentMessage;
import org.myelin.hdf5.internal.format.level2.ObjectHeaderContinuationMessage;
import org.myelin.hdf5.internal.format.level2.ObjectReferenceCountMessage;
import org.myelin.hdf5.internal.format.level2.PipelineFilter;
import org.myelin.hdf5.internal.format.level2.SharedMessage;
import org.myelin.hdf5.internal.format.level2.SharedMessageTableMessage;
import org.myelin.hdf5.internal.format.level2.SymbolTableMessage;
import org.myelin.hdf5.internal.format.level2.VirtualLayout;
import org.myelin.hdf5.internal.wire.Geometry;
import org.myelin.hdf5.internal.wire.Wire;

/** Any legal value of any structure, from a seed. */
final class RandomStructures {
  private static final String[] LETTERS = {"a", "Z", "_", " ", "é", "λ", "𝛼", "/", "\udc80", "."};

  private final Random random;
  private final Geometry g;

  RandomStructures(long seed) {
    random = new Random(seed);
    g = new Geometry(2 << random.nextInt(3), 2 << random.nextInt(3));
  }

  Geometry geometry() {
    return g;
  }

  int below(int n) {
    return random.nextInt(n);
  }

  boolean coin() {
    return random.nextBoolean();
  }

  private <T> T any(T[] values) {
    return values[below(values.length)];
  }

  byte[] bytes(int max) {
    byte[] out = new byte[below(max + 1)];
    random.nextBytes(out);
    return out;
  }

  private byte[] exactly(int n) {
    byte[] out = new byte[n];
    random.nextBytes(out);
    return out;
  }

  String name() {
    StringBuilder s = new StringBuilder("n");
    int length = coin() ? below(8) : below(300);
    for (int i = 0; i < length; i++) {
      s.append(any(LETTERS));
    }
    return s.toString();
  }

  private long number(int width) {
    long v = random.nextLong() >>> below(60);
    long max = width == 8 ? Long.MAX_VALUE : (1L << (8 * width)) - 2;
    return v & max;
  }

  long length() {
    return number(g.sizeOfLengths()) & ~1L;
  }

  long address() {
    return number(g.sizeOfOffsets()) & ~1L;
  }

  long addressOrNone() {
    return coin() ? address() : Wire.UNDEFINED;
  }

  private int u16() {
    return below(1 << 16);
  }

  private long u32() {
    return random.nextInt() & 0xffffffffL;
  }

  // ---- public values

  Dataspace dataspace() {
    int kind = below(6);
    if (kind < 2) {
      return kind == 0 ? Dataspace.scalar() : Dataspace.nullSpace();
    }
    long[] shape = new long[1 + below(coin() ? 3 : 32)];
    long[] max = new long[shape.length];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = below(shape.length > 6 ? 3 : 200);
      max[i] = coin() ? Dataspace.UNLIMITED : shape[i] + below(5);
    }
    return coin() ? Dataspace.of(shape) : Dataspace.of(shape).max(max);
  }

  Datatype datatype(int depth) {
    return switch (below(depth > 0 ? 12 : 7)) {
      case 0 -> fixedPoint(1 + below(9));
      case 1 -> FloatingPointType.ieee(2 << below(3), coin() ? Endianness.BIG : Endianness.LITTLE);
      case 2 ->
          new FloatingPointType(
              4,
              Endianness.VAX,
              below(8),
              any(FloatingPointType.Normalization.values()),
              31,
              0,
              32,
              23,
              8,
              0,
              23,
              u32());
      case 3 ->
          coin()
              ? new TimeType(4, Endianness.BIG, 32)
              : new StringType(
                  1 + below(100), any(StringPadding.values()), any(CharacterSet.values()));
      case 4 -> new BitFieldType(2, Endianness.BIG, coin(), coin(), below(8), 1 + below(8));
      case 5 -> new OpaqueType(1 + below(9), "t".repeat(below(240)));
      case 6 -> new ReferenceType(any(ReferenceType.Kind.values()), 1 + below(64));
      case 7 -> compound(depth - 1);
      case 8 -> enumeration();
      case 9 ->
          coin()
              ? VariableLengthType.string(any(StringPadding.values()), any(CharacterSet.values()))
              : VariableLengthType.sequence(datatype(depth - 1));
      case 10 -> new ArrayType(List.of(1 + below(4), 1 + below(4)), datatype(depth - 1));
      default -> ComplexType.of(Datatype.F32);
    };
  }

  private FixedPointType fixedPoint(int size) {
    return new FixedPointType(
        size,
        coin() ? Endianness.LITTLE : Endianness.BIG,
        coin(),
        coin(),
        coin(),
        0,
        1 + below(8 * size));
  }

  private CompoundType compound(int depth) {
    List<CompoundType.Member> members = new ArrayList<>();
    int end = 0;
    for (int i = 1 + below(4); i > 0; i--) {
      Datatype t = datatype(depth);
      int at = end + below(4);
      members.add(new CompoundType.Member(name(), at, t));
      end = at + t.size();
    }
    return new CompoundType(end + below(9), members);
  }

  private EnumerationType enumeration() {
    FixedPointType base = fixedPoint(1 + below(8));
    List<String> names = new ArrayList<>();
    for (int i = below(5); i > 0; i--) {
      names.add(name());
    }
    return new EnumerationType(base, names, exactly(names.size() * base.size()));
  }

  // ---- level 1

  SymbolTableEntry entry() {
    return switch (below(3)) {
      case 0 -> SymbolTableEntry.hard(length(), address());
      case 1 -> SymbolTableEntry.group(length(), address(), address(), address());
      default -> SymbolTableEntry.soft(length(), u32());
    };
  }

  SymbolTableNode symbols(int leafK) {
    List<SymbolTableEntry> out = new ArrayList<>();
    for (int i = below(2 * leafK + 1); i > 0; i--) {
      out.add(entry());
    }
    return new SymbolTableNode(out);
  }

  GroupBTreeNode groupNode(int k) {
    long[] children = new long[below(2 * k + 1)];
    long[] keys = new long[children.length + 1];
    for (int i = 0; i < children.length; i++) {
      children[i] = address();
      keys[i + 1] = length();
    }
    return new GroupBTreeNode(below(5), addressOrNone(), addressOrNone(), keys, children);
  }

  ChunkBTreeNode chunkNode(int k, int rank) {
    int n = below(2 * k + 1);
    long[] sizes = new long[n + 1];
    int[] masks = new int[n + 1];
    long[][] offsets = new long[n + 1][rank + 1];
    long[] children = new long[n];
    for (int i = 0; n > 0 && i <= n; i++) {
      sizes[i] = u32();
      masks[i] = random.nextInt();
      for (int d = 0; d <= rank; d++) {
        offsets[i][d] = random.nextLong() >>> 1;
      }
      if (i < n) {
        children[i] = address();
      }
    }
    return new ChunkBTreeNode(
        below(5), addressOrNone(), addressOrNone(), sizes, masks, offsets, children);
  }

  GlobalHeapCollection collection() {
    Map<Integer, GlobalHeapObject> objects = new LinkedHashMap<>();
    long used = GlobalHeapCollection.headerSize(g);
    for (int i = below(20); i > 0; i--) {
      GlobalHeapObject o = new GlobalHeapObject(1 + below(65535), below(3), bytes(50));
      if (objects.putIfAbsent(o.index(), o) == null) {
        used += GlobalHeapCollection.objectSize(g, o.bytes().length);
      }
    }
    return new GlobalHeapCollection(used + 8L * below(6), objects);
  }

  FixedArrayHeader fixedArray() {
    boolean filtered = coin();
    return new FixedArrayHeader(
        filtered,
        FixedArrayHeader.entrySize(g, filtered, 1 + below(8)),
        1 + below(5),
        1 + below(60),
        addressOrNone());
  }

  ChunkElements elements(FixedArrayHeader h, int n) {
    ChunkElements e = ChunkElements.unwritten(n, h.filtered());
    int width = h.entrySize() - g.sizeOfOffsets() - 4;
    for (int i = 0; i < n; i++) {
      e.addresses()[i] = addressOrNone();
      if (h.filtered()) {
        e.sizes()[i] = number(width);
        e.filterMasks()[i] = random.nextInt();
      }
    }
    return e;
  }

  FixedArrayDataBlock dataBlock(FixedArrayHeader h) {
    return new FixedArrayDataBlock(
        address(),
        exactly((int) h.bitmapSize()),
        h.isPaged() ? null : elements(h, (int) h.entries()));
  }

  // ---- level 2

  SharedMessage shared() {
    return switch (below(3)) {
      case 0 -> SharedMessage.committed(address());
      case 1 -> new SharedMessage(3, SharedMessage.COMMITTED, address(), new byte[0]);
      default -> new SharedMessage(3, SharedMessage.IN_HEAP, Wire.UNDEFINED, exactly(8));
    };
  }

  DatatypeMessage datatypeMessage() {
    return DatatypeMessage.of(datatype(3), 1 + below(5));
  }

  DataspaceMessage dataspaceMessage() {
    return DataspaceMessage.of(dataspace(), coin());
  }

  /** A message of that type; every type has one. */
  Message message(MessageType type) {
    return switch (type) {
      case NIL -> new NilMessage(bytes(40));
      case DATASPACE -> dataspaceMessage();
      case LINK_INFO -> linkInfo();
      case DATATYPE -> datatypeMessage();
      case FILL_VALUE_OLD -> new FillValueOldMessage(bytes(20));
      case FILL_VALUE -> fillValue();
      case LINK ->
          new LinkMessage(
              name(), any(CharacterSet.values()), coin() ? -1 : random.nextLong() >>> 1, target());
      case EXTERNAL_DATA_FILES -> externalFiles();
      case DATA_LAYOUT -> layout();
      case BOGUS -> new BogusMessage(BogusMessage.VALUE);
      case GROUP_INFO ->
          coin() ? GroupInfoMessage.defaults() : new GroupInfoMessage(u16(), u16(), u16(), u16());
      case FILTER_PIPELINE -> pipeline();
      case ATTRIBUTE -> attribute();
      case OBJECT_COMMENT -> new ObjectCommentMessage(name());
      case MODIFICATION_TIME_OLD -> new ModificationTimeOldMessage("20180425023003");
      case SHARED_MESSAGE_TABLE -> new SharedMessageTableMessage(address(), below(9));
      case OBJECT_HEADER_CONTINUATION -> new ObjectHeaderContinuationMessage(address(), length());
      case SYMBOL_TABLE -> new SymbolTableMessage(address(), address());
      case MODIFICATION_TIME -> new ModificationTimeMessage(u32());
      case B_TREE_K_VALUES -> new BTreeKValuesMessage(1 + u16() / 2, 1 + below(9), 1 + below(9));
      case DRIVER_INFO -> new DriverInfoMessage("NCSAfami", bytes(30));
      case ATTRIBUTE_INFO -> attributeInfo();
      case OBJECT_REFERENCE_COUNT -> new ObjectReferenceCountMessage(u32());
      case FILE_SPACE_INFO -> fileSpace();
      case METADATA_CACHE_IMAGE -> new MetadataCacheImageMessage(addressOrNone(), length());
    };
  }

  private LinkInfoMessage linkInfo() {
    boolean tracked = coin();
    boolean indexed = coin();
    return new LinkInfoMessage(
        tracked,
        indexed,
        tracked ? random.nextLong() : 0,
        addressOrNone(),
        addressOrNone(),
        indexed ? addressOrNone() : Wire.UNDEFINED);
  }

  private AttributeInfoMessage attributeInfo() {
    boolean tracked = coin();
    boolean indexed = coin();
    return new AttributeInfoMessage(
        tracked,
        indexed,
        tracked ? u16() : 0,
        addressOrNone(),
        addressOrNone(),
        indexed ? addressOrNone() : Wire.UNDEFINED);
  }

  private FillValueMessage fillValue() {
    FillValueMessage.State state = any(FillValueMessage.State.values());
    byte[] value = exactly(state == FillValueMessage.State.USER ? 1 + below(20) : 0);
    return new FillValueMessage(
        1 + below(3),
        any(FillValueMessage.AllocationTime.values()),
        any(FillValueMessage.WriteTime.values()),
        state,
        value);
  }

  private LinkTarget target() {
    return switch (below(4)) {
      case 0 -> new LinkTarget.Hard(address());
      case 1 -> new LinkTarget.Soft(name());
      case 2 -> new LinkTarget.External(0, name(), name());
      default -> new LinkTarget.User(65 + below(190), bytes(40));
    };
  }

  private ExternalDataFilesMessage externalFiles() {
    List<ExternalDataFilesMessage.Slot> slots = new ArrayList<>();
    for (int i = below(4); i > 0; i--) {
      long size = coin() ? -1 : length();
      slots.add(new ExternalDataFilesMessage.Slot(length(), length(), size));
    }
    return new ExternalDataFilesMessage(slots.size() + below(3), address(), slots);
  }

  private DataLayoutMessage layout() {
    int version = 1 + below(5);
    long[] dims = new long[2 + below(4)];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = 1 + below(5000);
    }
    return switch (below(version >= 4 ? 4 : 3)) {
      case 0 -> new CompactLayout(version, version < 3 ? dims : new long[0], bytes(60));
      case 1 ->
          version < 3
              ? new ContiguousLayout(version, dims, addressOrNone(), -1)
              : new ContiguousLayout(version, new long[0], addressOrNone(), length());
      case 2 ->
          version < 4
              ? new ChunkedLayout(version, 0, dims, new ChunkIndexing.BTreeV1(), addressOrNone())
              : indexed(version, dims);
      default -> new VirtualLayout(version, new GlobalHeapId(addressOrNone(), u32()));
    };
  }

  private ChunkedLayout indexed(int version, long[] dims) {
    boolean single = coin();
    int flags =
        (coin() ? ChunkedLayout.PARTIAL_UNFILTERED : 0)
            | (single ? ChunkedLayout.SINGLE_FILTERED : 0);
    List<Supplier<ChunkIndexing>> kinds =
        List.of(
            ChunkIndexing.Implicit::new,
            () -> new ChunkIndexing.FixedArray(1 + below(20)),
            () -> ChunkIndexing.ExtensibleArray.DEFAULT,
            () -> new ChunkIndexing.BTreeV2(u32(), below(100), below(100)));
    ChunkIndexing indexing =
        single
            ? new ChunkIndexing.SingleChunk(length(), random.nextInt())
            : coin() ? new ChunkIndexing.SingleChunk(-1, 0) : kinds.get(below(4)).get();
    return new ChunkedLayout(version, flags, dims, indexing, addressOrNone());
  }

  private FilterPipelineMessage pipeline() {
    int version = 1 + below(2);
    List<PipelineFilter> filters = new ArrayList<>();
    for (int i = below(5); i > 0; i--) {
      int id = coin() ? 1 + below(6) : 256 + below(65000);
      String name = version == 2 && id < 256 || coin() ? "" : "filter" + below(100);
      List<Integer> data = new ArrayList<>();
      for (int n = below(6); n > 0; n--) {
        data.add(random.nextInt());
      }
      filters.add(new PipelineFilter(id, name, below(2), data));
    }
    return new FilterPipelineMessage(version, filters);
  }

  private AttributeMessage attribute() {
    int version = 1 + below(3);
    DatatypeMessage type = DatatypeMessage.of(datatype(1), 1 + below(5));
    SharedMessage sharedType = version > 1 && coin() ? shared() : null;
    DataspaceMessage space = DataspaceMessage.of(Dataspace.of(1 + below(5)), coin());
    int size = (int) (type.datatype().size() * space.dataspace().elements());
    CharacterSet set = version == 3 ? any(CharacterSet.values()) : CharacterSet.ASCII;
    return new AttributeMessage(
        version,
        name(),
        set,
        sharedType == null ? type : null,
        sharedType,
        space,
        null,
        exactly(size));
  }

  private FileSpaceInfoMessage fileSpace() {
    boolean persist = coin();
    List<Long> managers = new ArrayList<>();
    for (int i = 0; persist && i < 12; i++) {
      managers.add(addressOrNone());
    }
    return new FileSpaceInfoMessage(
        1, below(4), persist, length(), length(), u16(), addressOrNone(), managers);
  }
}
