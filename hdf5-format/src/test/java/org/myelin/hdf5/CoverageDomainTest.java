package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.myelin.hdf5.internal.file.ObjectHeader;
import org.myelin.hdf5.internal.filter.Filters;
import org.myelin.hdf5.internal.format.level2.ChunkIndexing;
import org.myelin.hdf5.internal.format.level2.ChunkedLayout;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.oracle.H5Wasm;
import org.myelin.hdf5.oracle.H5py;
import org.myelin.hdf5.spi.Filter;

/**
 * Catches combinations of options that nobody ever wrote: every one that the writer can produce is
 * written here and read by libhdf5, or is waived by name with the reason. What is new and stands in
 * neither list fails.
 */
@ExtendWith(VerifyWritten.class)
class CoverageDomainTest {
  @TempDir Path folder;

  /** How a dataset may grow. */
  private enum Growth {
    FIXED,
    ONE_CHUNK,
    BOUNDED,
    FIRST,
    LAST,
    ALL;

    long[] shape(int rank) {
      return IntStream.range(0, rank).mapToLong(d -> d == 0 ? 5 : 3).toArray();
    }

    long[] max(int rank) {
      long[] max = shape(rank);
      for (int d = 0; d < rank; d++) {
        boolean grows = this == ALL || this == FIRST && d == 0 || this == LAST && d == rank - 1;
        max[d] = this == BOUNDED ? max[d] + 4 : grows ? Dataspace.UNLIMITED : max[d];
      }
      return max;
    }

    long[] chunk(int rank) {
      return this == ONE_CHUNK ? shape(rank) : IntStream.range(0, rank).mapToLong(d -> 2).toArray();
    }
  }

  private static final int[] RANKS = {1, 2, 3, 7};

  /** Filters that are written in every combination. */
  private static final Map<Integer, Layout> FILTERED =
      Map.of(
          FilterDescription.DEFLATE, Layout.chunked(1).deflate(4),
          FilterDescription.SHUFFLE, Layout.chunked(1).shuffle(),
          FilterDescription.FLETCHER32, Layout.chunked(1).fletcher32());

  /** Filters that are not, and why. */
  private static final Map<Integer, String> WAIVED_FILTERS = waivedFilters();

  private static Map<Integer, String> waivedFilters() {
    Map<Integer, String> waived = new TreeMap<>();
    for (int builtIn : new int[] {4, 5, 6}) {
      waived.put(builtIn, "szip, n-bit, scale-offset: a chunk index sees only other sizes");
    }
    for (int plugin :
        new int[] {307, 32000, 32001, 32004, 32008, 32013, 32015, 32022, 32023, 32026}) {
      waived.put(plugin, "not part of libhdf5: the index sees only other sizes");
    }
    return waived;
  }

  private record Case(String name, Growth growth, int rank, Layout layout) {}

  private static List<Case> cases(FormatBounds bounds) {
    List<Case> all = new ArrayList<>();
    List<Integer> filters = new ArrayList<>(FILTERED.keySet().stream().sorted().toList());
    filters.add(0, 0);
    for (Growth g : Growth.values()) {
      for (int rank : RANKS) {
        for (int filter : filters) {
          Layout l = Layout.chunked(g.chunk(rank));
          for (FilterDescription f :
              filter == 0 ? List.<FilterDescription>of() : FILTERED.get(filter).filters()) {
            l = l.filter(f);
          }
          String name = g + " " + rank + " filter" + filter;
          all.add(new Case(name, g, rank, l));
          for (AllocationTime t : AllocationTime.values()) {
            all.add(new Case(name + " " + t, g, rank, l.allocate(t)));
          }
          for (FillTime t : FillTime.values()) {
            all.add(new Case(name + " " + t, g, rank, l.fillTime(t)));
          }
          if (bounds.compareTo(FormatBounds.V110) >= 0) {
            all.add(new Case(name + " edges", g, rank, l.edgesUnfiltered()));
          }
        }
      }
    }
    return all;
  }

  private Path write(FormatBounds bounds, List<Case> cases) {
    Path file = folder.resolve(bounds + ".h5");
    try (Hdf5File f = Hdf5File.create(file, FileOptions.DEFAULT.withBounds(bounds))) {
      for (Case c : cases) {
        long[] shape = c.growth.shape(c.rank);
        Dataset d =
            f.root()
                .createDataset(
                    c.name,
                    Datatype.I16,
                    Dataspace.of(shape).max(c.growth.max(c.rank)),
                    c.layout,
                    9);
        d.writeShorts(Selection.all(), values(shape));
      }
    }
    return file;
  }

  private static short[] values(long[] shape) {
    short[] v = new short[(int) Dataspace.of(shape).elements()];
    for (int i = 0; i < v.length; i++) {
      v[i] = (short) (i + 1);
    }
    return v;
  }

  @Test
  void everyFilterHasAVerdict() {
    Set<Integer> known = new HashSet<>(FILTERED.keySet());
    known.addAll(WAIVED_FILTERS.keySet());
    assertThat(Filters.all().stream().map(Filter::id)).isSubsetOf(known);
  }

  /** Options of new objects, and where all of their values are written and asked of libhdf5. */
  private static final Set<String> OBJECT_OPTIONS =
      Set.of(
          // ObjectOptionsTest: on groups, datasets, types and the root group, at every bound
          "times", "attributeOrder", "attributeLimits", "linkOrder", "linkLimits", "linkEstimate");

  @Test
  void everyObjectOptionHasAVerdict() {
    assertThat(ObjectOptions.class.getRecordComponents())
        .extracting(java.lang.reflect.RecordComponent::getName)
        .containsExactlyInAnyOrderElementsOf(OBJECT_OPTIONS);
  }

  /** Options of new files that show in their structures, and where their values are written. */
  private static final Map<String, String> FILE_OPTIONS =
      Map.of(
          "bounds", "every test of this class",
          "root", "ObjectOptionsTest: as for other objects",
          "sharedMessages",
              "SharedMessagesWriteTest: indexes × limits × bounds, and in turn with libhdf5");

  /** Those that concern the program only. */
  private static final Set<String> NOT_IN_FILES =
      Set.of(
          "exclusive",
          "writeBuffer",
          "chunkCache",
          "external",
          "limits",
          "durability",
          "locking",
          "deflate",
          "virtualView",
          "executor");

  @Test
  void everyFileOptionHasAVerdict() {
    Set<String> known = new HashSet<>(FILE_OPTIONS.keySet());
    known.addAll(NOT_IN_FILES);
    assertThat(FileOptions.class.getRecordComponents())
        .extracting(java.lang.reflect.RecordComponent::getName)
        .isSubsetOf(known);
    assertThat(SharedMessageOptions.class.getRecordComponents())
        .extracting(java.lang.reflect.RecordComponent::getName)
        .containsExactly("indexes", "listMax", "treeMin");
  }

  /** Every way of growing × rank × filter × time of room and filling. */
  @ParameterizedTest
  @EnumSource(names = {"EARLIEST", "V18", "V110", "V112"})
  void everyIndexReadsInLibhdf5(FormatBounds bounds) {
    List<Case> cases = cases(bounds);
    Path file = write(bounds, cases);
    Object wrong =
        H5py.run(
            """
            with h5py.File(args[0], 'r') as f:
                assert len(f) == int(args[1])
                result = [n for n in f if not (f[n][...].ravel() == np.arange(1, f[n].size + 1)).all()]
            """,
            file,
            cases.size());
    assertThat(wrong).isEqualTo(List.of());
    assertThat(indexes(file, cases)).isEqualTo(expected(bounds));
  }

  private static Set<Class<?>> expected(FormatBounds bounds) {
    return switch (bounds) {
      case EARLIEST, V18 -> Set.of(ChunkIndexing.BTreeV1.class);
      case V110, V112, LATEST -> {
        Set<Class<?>> all =
            new HashSet<>(Arrays.asList(ChunkIndexing.class.getPermittedSubclasses()));
        all.remove(ChunkIndexing.BTreeV1.class);
        yield all;
      }
    };
  }

  private static Set<Class<?>> indexes(Path file, List<Case> cases) {
    Set<Class<?>> found = new HashSet<>();
    try (Hdf5File f = Hdf5File.open(file)) {
      for (Case c : cases) {
        Dataset d = f.dataset(c.name);
        ObjectHeader.Message m = d.header.find(MessageType.DATA_LAYOUT);
        found.add(((ChunkedLayout) f.engine().headers().decode(d.header, m)).indexing().getClass());
      }
    }
    return found;
  }

  /** libhdf5 2.0 reads one dataset a call, which takes its time. */
  private void inLibhdf5Two(int step) {
    List<Case> cases = cases(FormatBounds.LATEST);
    Path file = write(FormatBounds.LATEST, cases);
    assertThat(indexes(file, cases)).isEqualTo(expected(FormatBounds.LATEST));
    for (int i = 0; i < cases.size(); i += step) {
      Case c = cases.get(i);
      long[] got = H5Wasm.readDataset(file, c.name).longs();
      short[] want = values(c.growth.shape(c.rank));
      assertThat(got)
          .as(c.name)
          .isEqualTo(IntStream.range(0, want.length).mapToLong(k -> want[k]).toArray());
    }
  }

  @Test
  void aSampleOfTheNewestLayoutsReadsInLibhdf5Two() {
    inLibhdf5Two(151);
  }

  @Test
  @Tag("long")
  void allOfTheNewestLayoutsReadInLibhdf5Two() {
    inLibhdf5Two(1);
  }

  /** Versions and indexes are those that libhdf5 chooses itself at the same bounds. */
  @ParameterizedTest
  @EnumSource(names = {"EARLIEST", "V18", "V110"})
  void versionsAreThoseOfLibhdf5(FormatBounds bounds) {
    Path theirs = folder.resolve("theirs.h5");
    Path ours = folder.resolve("ours.h5");
    H5py.run(
        """
        low = {'EARLIEST': 'earliest', 'V18': 'v108', 'V110': 'v110'}[args[1]]
        with h5py.File(args[0], 'w', libver=(low, 'v110')) as f:
            f['contiguous'] = np.arange(6, dtype='i4').reshape(2, 3)
            p = h5py.h5p.create(h5py.h5p.DATASET_CREATE); p.set_layout(h5py.h5d.COMPACT)
            h5py.h5d.create(f.id, b'compact', h5py.h5t.STD_I32LE, h5py.h5s.create_simple((4,)), p)
            for n, most in [('fixed', (5, 3)), ('bounded', (9, 3)), ('first', (None, 3)), ('last', (5, None)), ('all', (None, None))]:
                for z in (None, 4):
                    f.create_dataset(n + ('z' if z else ''), shape=(5, 3), maxshape=most, chunks=(2, 2), dtype='i4', compression=z)
                p = h5py.h5p.create(h5py.h5p.DATASET_CREATE); p.set_chunk((2, 2)); p.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
                p.set_fill_time(h5py.h5d.FILL_TIME_ALLOC)
                h5py.h5d.create(f.id, (n + 'e').encode(), h5py.h5t.STD_I32LE,
                                h5py.h5s.create_simple((5, 3), tuple(h5py.h5s.UNLIMITED if m is None else m for m in most)), p)
            f.create_dataset('single', shape=(5, 3), chunks=(5, 3), dtype='i4')
            f.create_dataset('singlez', shape=(5, 3), chunks=(5, 3), dtype='i4', compression=4)
        """,
        theirs,
        bounds);
    long u = Dataspace.UNLIMITED;
    try (Hdf5File f = Hdf5File.create(ours, FileOptions.DEFAULT.withBounds(bounds))) {
      Group g = f.root();
      g.createDataset("contiguous", Datatype.I32, Dataspace.of(2, 3)).write(new int[6]);
      g.createDataset("compact", Datatype.I32, Dataspace.of(4), Layout.compact());
      Map<String, long[]> maxima = new LinkedHashMap<>();
      maxima.put("fixed", new long[] {5, 3});
      maxima.put("bounded", new long[] {9, 3});
      maxima.put("first", new long[] {u, 3});
      maxima.put("last", new long[] {5, u});
      maxima.put("all", new long[] {u, u});
      maxima.forEach(
          (name, max) -> {
            Dataspace s = Dataspace.of(5, 3).max(max);
            g.createDataset(name, Datatype.I32, s, Layout.chunked(2, 2));
            g.createDataset(name + "z", Datatype.I32, s, Layout.chunked(2, 2).deflate(4));
            g.createDataset(
                name + "e", Datatype.I32, s, Layout.chunked(2, 2).allocate(AllocationTime.EARLY));
          });
      g.createDataset("single", Datatype.I32, Dataspace.of(5, 3), Layout.chunked(5, 3));
      g.createDataset("singlez", Datatype.I32, Dataspace.of(5, 3), Layout.chunked(5, 3).deflate(4));
    }
    assertThat(versions(ours)).isEqualTo(versions(theirs));
  }

  private static Map<String, String> versions(Path file) {
    Map<String, String> all = new TreeMap<>();
    try (Hdf5File f = Hdf5File.open(file)) {
      for (String name : f.root().names()) {
        Dataset d = f.dataset(name);
        StringBuilder s = new StringBuilder("header " + d.header.version());
        for (MessageType t :
            List.of(
                MessageType.DATASPACE,
                MessageType.DATATYPE,
                MessageType.FILL_VALUE,
                MessageType.DATA_LAYOUT,
                MessageType.FILTER_PIPELINE)) {
          ObjectHeader.Message m = d.header.find(t);
          s.append(' ').append(t).append(' ').append(m == null ? "none" : "" + (m.body()[0] & 0xf));
          if (t == MessageType.DATATYPE) {
            s.append('v').append(m.body()[0] >> 4);
          } else if (f.engine()
                  .headers()
                  .decode(d.header, m == null ? d.header.find(MessageType.DATASPACE) : m)
              instanceof ChunkedLayout c) {
            s.append(c.indexing().getClass().getSimpleName());
          } else if (t == MessageType.FILL_VALUE) {
            s.append(" at ").append(Arrays.toString(Arrays.copyOf(m.body(), 3)));
          }
        }
        all.put(name, s.toString());
      }
    }
    return all;
  }

  /** A type of each class, and why some are not written here; the classes are a sealed family. */
  private static Map<Class<?>, Object> types() {
    Map<Class<?>, Object> all = new LinkedHashMap<>();
    all.put(FixedPointType.class, Datatype.I32_BE);
    all.put(FloatingPointType.class, Datatype.F64);
    all.put(TimeType.class, "libhdf5 refuses to convert times, and advises against them");
    all.put(StringType.class, Datatype.fixedString(5, CharacterSet.ASCII));
    all.put(BitFieldType.class, Datatype.bitField(2));
    all.put(OpaqueType.class, Datatype.opaque(3, "three"));
    all.put(
        CompoundType.class,
        Datatype.compound(
            12,
            List.of(
                new CompoundType.Member("a", 0, Datatype.I16),
                new CompoundType.Member("b", 4, Datatype.F64))));
    all.put(ReferenceType.class, Datatype.OBJECT_REFERENCE);
    all.put(EnumerationType.class, Datatype.BOOL);
    all.put(VariableLengthType.class, "its bytes are places in a heap: CreatedFileTest reads them");
    all.put(ArrayType.class, Datatype.array(Datatype.I16, 2, 3));
    all.put(ComplexType.class, "only libhdf5 2.0 has it: StructuredTypesTest");
    return all;
  }

  /**
   * Every class of datatype × layout × bounds, byte for byte. Waived: V112 and LATEST, whose
   * compounds, arrays and enumerations libhdf5 1.10 does not know; StructuredTypesTest reads them.
   */
  @ParameterizedTest
  @EnumSource(names = {"EARLIEST", "V18", "V110"})
  void everyTypeInEveryLayoutIsStoredByteForByte(FormatBounds bounds) {
    Map<Class<?>, Object> types = types();
    assertThat(types.keySet()).containsExactlyInAnyOrder(Datatype.class.getPermittedSubclasses());
    Path file = folder.resolve("types.h5");
    Map<String, Object> want = new TreeMap<>();
    try (Hdf5File f = Hdf5File.create(file, FileOptions.DEFAULT.withBounds(bounds))) {
      types.forEach(
          (type, sample) -> {
            for (Layout.Kind kind : Layout.Kind.values()) {
              Layout layout =
                  switch (kind) {
                    case COMPACT -> Layout.compact();
                    case CONTIGUOUS -> Layout.contiguous();
                    case CHUNKED -> Layout.chunked(2).shuffle().deflate(1);
                    case VIRTUAL -> null; // holds no elements of its own: VirtualWriteTest
                  };
              if (layout != null && sample instanceof Datatype t) {
                byte[] bytes = new byte[(int) t.size() * 5];
                for (int i = 0; i < bytes.length; i++) {
                  bytes[i] =
                      (byte)
                          (t instanceof EnumerationType
                              ? i & 1
                              : t instanceof ReferenceType ? 0 : i + 33);
                }
                String name = type.getSimpleName() + " " + kind;
                f.root()
                    .createDataset(name, t, Dataspace.of(5), layout)
                    .writeRaw(Selection.all(), ByteBuffer.wrap(bytes), Transfer.INDEPENDENT);
                want.put(name, java.util.HexFormat.of().formatHex(bytes));
              }
            }
          });
    }
    Object seen =
        H5py.run(
            """
            result = {}
            with h5py.File(args[0], 'r') as f:
                for n in f:
                    d = f[n].id
                    b = np.zeros(d.get_type().get_size() * 5, 'u1')
                    d.read(h5py.h5s.ALL, h5py.h5s.ALL, b, d.get_type())
                    result[n] = b.tobytes().hex()
            """,
            file);
    assertThat(new TreeMap<>((Map<?, ?>) seen)).isEqualTo(want);
  }
}
