package org.myelin.hdf5;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.myelin.hdf5.internal.chunk.ChunkRecord;
import org.myelin.hdf5.internal.dataset.BlockReader;
import org.myelin.hdf5.internal.dataset.DatasetStore;
import org.myelin.hdf5.internal.dataset.ElementSink;
import org.myelin.hdf5.internal.dataset.ElementSource;
import org.myelin.hdf5.internal.dataset.Footprint;
import org.myelin.hdf5.internal.dataset.NumberFormat;
import org.myelin.hdf5.internal.dataset.NumberRun;
import org.myelin.hdf5.internal.dataset.Parts;
import org.myelin.hdf5.internal.dataset.Piece;
import org.myelin.hdf5.internal.dataset.PrimitiveArrays;
import org.myelin.hdf5.internal.dataset.RecordReader;
import org.myelin.hdf5.internal.dataset.RecordWriter;
import org.myelin.hdf5.internal.dataset.ValueReader;
import org.myelin.hdf5.internal.dataset.ValueWriter;
import org.myelin.hdf5.internal.file.ObjectHeader;
import org.myelin.hdf5.internal.file.OpenFile;
import org.myelin.hdf5.internal.parallel.Attempt;

/**
 * A dataset: elements of one type in a shape, read and written by selection. In memory the selected
 * elements lie packed, in C order. Numbers are converted between the array's type and the stored
 * type as libhdf5 does: what does not fit is clipped, fractions are cut off. Arrays of numbers read
 * an array datatype's numbers, and the two parts of a complex one, one after the other.
 *
 * <p>Writes follow {@link Transfer}; without a transfer argument they are independent.
 */
public final class Dataset extends Node {
  /** Stored bytes of records that are read at once. */
  private static final int RECORD_BYTES = 4 << 20;

  private volatile DatasetStore store;

  Dataset(Hdf5File file, String path, ObjectHeader header) {
    super(file, path, header);
    this.store = file.engine().store(header, path);
  }

  /** The stored element type. */
  public Datatype datatype() {
    return store.type();
  }

  /** Shape and maximal shape. */
  public Dataspace dataspace() {
    return file.engine().headers().dataspace(header, store);
  }

  /** The lengths of the dimensions; empty for a scalar. */
  public long[] shape() {
    return store.shape();
  }

  /** Where the elements lie. */
  public Layout layout() {
    return store.layout();
  }

  /**
   * Looks at the dataset anew: its extent and its chunks are as they are in the file now, where
   * another program writes it in SWMR mode. All of one call see the same state, which lasts until
   * the next. Other objects of this file see it when they are refreshed or looked up again.
   *
   * @throws IllegalStateException unless the file was opened with {@link OpenMode#READ_SWMR}
   */
  public void refresh() {
    ObjectHeader now = file.engine().following().header(header.address());
    store = file.engine().store(now, path);
    header = now;
  }

  // ---- dimension scales

  /**
   * The dimensions with their labels and the scales attached to them, as the Dimension Scales
   * specification (H5DS) and files of netCDF-4 have it.
   */
  public List<Dimension> dimensions() {
    return DimensionScales.of(this);
  }

  /** Whether this dataset is a dimension scale: holds the coordinates of others' dimensions. */
  public boolean isScale() {
    return DimensionScales.isScale(this);
  }

  /** The name that a dimension scale has been given. */
  public Optional<String> scaleName() {
    return DimensionScales.scaleName(this);
  }

  /**
   * Makes this dataset a dimension scale, as H5DSset_scale does. Metadata call.
   *
   * @param name may be empty
   * @throws IllegalArgumentException if it has scales itself
   */
  public void makeScale(String name) {
    DimensionScaleEdits.makeScale(this, name);
  }

  /**
   * Attaches a scale to a dimension, as H5DSattach_scale does; a dataset that is no scale yet
   * becomes one. Nothing changes if it is attached already. Metadata call.
   *
   * @throws IllegalArgumentException if one of the two is a scale and has scales, or the dimension
   *     does not exist
   */
  public void attachScale(int dimension, Dataset scale) {
    DimensionScaleEdits.attach(this, dimension, scale);
  }

  /**
   * Takes a scale off a dimension. Metadata call.
   *
   * @throws IllegalArgumentException if it is not attached there
   */
  public void detachScale(int dimension, Dataset scale) {
    DimensionScaleEdits.detach(this, dimension, scale);
  }

  /** Labels a dimension. Metadata call. */
  public void setDimensionLabel(int dimension, String label) {
    DimensionScaleEdits.label(this, dimension, label);
  }

  // ---- reading

  /**
   * All elements as Java values, see {@link #read(Selection)}; one value for a scalar, null for a
   * null dataspace.
   */
  public Object read() {
    if (dataspace().isNull()) {
      return null;
    }
    Object array = read(Selection.all());
    return dataspace().isScalar() ? java.lang.reflect.Array.get(array, 0) : array;
  }

  /**
   * The selected elements as the narrowest Java array: {@code byte[]} … {@code double[]} (unsigned
   * numbers as their bits), {@code boolean[]}, {@code String[]}, {@code ObjectReference[]}, {@code
   * Compound[]}, otherwise {@code Object[]}.
   */
  public Object read(Selection selection) {
    Selection.Placed s = within(selection);
    checkFits(selection, s, store.elementSize());
    ByteBuffer b = ByteBuffer.allocate(bytes(s));
    get(s, ElementSink.toBytes(b, store.elementSize()));
    return store.type() instanceof VariableLengthType v && v.isString() && s.elements() > 0
        ? file.engine().strings(where(), v, b, (int) s.elements())
        : file.engine().valueReader(where()).array(store.type(), b, 0, (int) s.elements());
  }

  /** All elements as longs. */
  public long[] readLongs() {
    return readLongs(Selection.all());
  }

  /** The selected elements as longs. */
  public long[] readLongs(Selection selection) {
    Selection.Placed s = within(selection);
    return numbers(s, new long[count(selection, s, 8)]);
  }

  /** The selected elements as ints. */
  public int[] readInts(Selection selection) {
    Selection.Placed s = within(selection);
    return numbers(s, new int[count(selection, s, 4)]);
  }

  /** The selected elements as shorts. */
  public short[] readShorts(Selection selection) {
    Selection.Placed s = within(selection);
    return numbers(s, new short[count(selection, s, 2)]);
  }

  /** The selected elements as bytes. */
  public byte[] readBytes(Selection selection) {
    Selection.Placed s = within(selection);
    return numbers(s, new byte[count(selection, s, 1)]);
  }

  /** All elements as doubles. */
  public double[] readDoubles() {
    return readDoubles(Selection.all());
  }

  /** The selected elements as doubles. */
  public double[] readDoubles(Selection selection) {
    Selection.Placed s = within(selection);
    return numbers(s, new double[count(selection, s, 8)]);
  }

  /** The selected elements as floats. */
  public float[] readFloats(Selection selection) {
    Selection.Placed s = within(selection);
    return numbers(s, new float[count(selection, s, 4)]);
  }

  /** The selected elements as booleans: whatever is not zero is true. */
  public boolean[] readBooleans(Selection selection) {
    Selection.Placed s = within(selection);
    return numbers(s, new boolean[count(selection, s, 1)]);
  }

  /** The selected elements of a string dataset. */
  public String[] readStrings(Selection selection) {
    return as(String[].class, read(selection));
  }

  /** All elements of a string dataset. */
  public String[] readStrings() {
    return readStrings(Selection.all());
  }

  /** The selected elements of a dataset of object references. */
  public ObjectReference[] readReferences(Selection selection) {
    return as(ObjectReference[].class, read(selection));
  }

  /** The selected elements of a compound dataset. */
  public Compound[] readCompounds(Selection selection) {
    return as(Compound[].class, read(selection));
  }

  /**
   * Puts the selected elements, in stored form, into the buffer from its position on, and moves the
   * position.
   */
  public void readRaw(Selection selection, ByteBuffer into) {
    Selection.Placed s = within(selection);
    int bytes = bytes(s);
    if (into.remaining() < bytes) {
      throw new IllegalArgumentException(
          where()
              + ": the selection takes "
              + bytes
              + " bytes, the buffer has room for "
              + into.remaining());
    }
    get(s, ElementSink.toBytes(into, store.elementSize()));
    into.position(into.position() + bytes);
  }

  /**
   * Fills an array of numbers or booleans with the selected elements, from its start on, and gives
   * it back. For many or large reads: a new array costs about as much as reading it.
   *
   * @param array {@code byte[]} … {@code double[]} or {@code boolean[]}, long enough
   */
  public <T> T readInto(Selection selection, T array) {
    Selection.Placed s = within(selection);
    checkRoom(array, numbers(s));
    return numbers(s, array);
  }

  private void checkRoom(Object array, long numbers) {
    if (!array.getClass().isArray()
        || !array.getClass().getComponentType().isPrimitive()
        || array instanceof char[]) {
      throw new IllegalArgumentException(
          where() + ": " + array.getClass().getSimpleName() + " is not an array of numbers");
    }
    int length = java.lang.reflect.Array.getLength(array);
    if (numbers > length) {
      throw new IllegalArgumentException(
          where() + ": " + numbers + " numbers do not fit an array of " + length);
    }
  }

  /**
   * Fills an array with one member of the selected elements of a compound dataset, from its start
   * on, and gives it back.
   *
   * @param member the name of a member that is a number
   * @param array {@code byte[]} … {@code double[]} or {@code boolean[]}, long enough
   */
  public <T> T readMember(String member, Selection selection, T array) {
    Selection.Placed s = within(selection);
    checkRoom(array, s.elements());
    CompoundType.Member m =
        store.type() instanceof CompoundType c ? c.member(member).orElse(null) : null;
    NumberFormat f = m == null ? null : NumberFormat.of(m.type());
    if (f == null) {
      throw new IllegalArgumentException(
          where() + " holds " + store.type() + ", which has no number '" + member + "'");
    }
    get(s, PrimitiveArrays.memberSink(array, f, m.offset(), store.elementSize()));
    return array;
  }

  private <T> T numbers(Selection.Placed s, T array) {
    get(s, run(array).sink(array));
    return array;
  }

  private void get(Selection.Placed s, ElementSink sink) {
    file.engine().read(store, s, sink);
  }

  private <T> T as(Class<T> wanted, Object array) {
    if (!wanted.isInstance(array)) {
      throw new IllegalArgumentException(
          where()
              + " holds "
              + store.type()
              + ", not "
              + wanted.getComponentType().getSimpleName());
    }
    return wanted.cast(array);
  }

  // ---- by parts

  /**
   * The selected elements block by block, in packed order, so that a selection of any size can be
   * read in little memory. What is stored and what is decoded of one block together take about
   * {@code budget} bytes at most, values of variable length included; only an element that is
   * larger by itself comes in a block of its own. Beside that the file keeps its caches ({@link
   * FileOptions#chunkCache}, and some 16 MiB of variable-length values). Reads as it goes; for one
   * thread.
   *
   * <pre>
   * {@code dataset.stream(Selection.all(), 64 << 20).forEach(b -> index(b.first(), b.strings()))}
   * </pre>
   */
  public Stream<Block> stream(Selection selection, long budget) {
    Selection.Placed s = within(selection);
    store.checkSupported();
    ValueReader reader = file.engine().valueReader(where());
    Footprint footprint =
        new Footprint(store.type(), file.engine().geometry(), file.engine().heap()::read);
    BlockReader blocks =
        new BlockReader(
            s,
            store.isChunked() ? store.layout().chunkShape() : null,
            store.type(),
            footprint,
            reader,
            (part, into) -> get(part, ElementSink.toBytes(into, store.elementSize())),
            budget);
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(blocks, Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  /**
   * The chunks that are stored, in C order; those that were never written are left out, and so is
   * what was written but not flushed.
   *
   * @throws IllegalStateException if the dataset is not chunked
   */
  public Stream<Chunk> chunks() {
    file.engine().checkOpen();
    store.checkSupported();
    if (!store.isChunked()) {
      throw new IllegalStateException(where() + " has no chunks: its layout is " + store.layout());
    }
    long[] shape = store.layout().chunkShape();
    long[] space = store.shape();
    return StreamSupport.stream(store.table().entries().spliterator(), false)
        .map(e -> chunk(e.getKey(), shape, e.getValue()))
        .filter(c -> IntStream.range(0, space.length).allMatch(d -> c.offset()[d] < space[d]));
  }

  private Chunk chunk(long[] scaled, long[] shape, ChunkRecord r) {
    long[] offset = scaled.clone();
    for (int d = 0; d < offset.length; d++) {
      offset[d] = Math.multiplyExact(offset[d], shape[d]);
    }
    return new Chunk(this, offset, shape, r.address(), r.size(), r.filterMask());
  }

  // ---- records

  /**
   * The selected elements of a compound dataset as Java records. Each component takes the member of
   * its name, or of the name in {@link MemberName}; members without a component are left out. A
   * component of type {@code Optional} may have no member. Numbers are converted as {@link
   * #readInts} and the others do; strings, enums (by their names), nested records, and arrays of
   * all these are understood, and whatever class {@link #read(Selection)} gives for the member.
   *
   * @throws IllegalArgumentException if a component has no member or one of another kind; the
   *     message names both
   */
  public <R extends Record> List<R> readRecords(Class<R> type, Selection selection) {
    Selection.Placed s = within(selection);
    RecordReader<R> reader =
        RecordReader.of(type, store.type(), file.engine().valueReader(where()), where());
    checkFits(selection, s, Math.max(48, store.elementSize()));
    List<R> all = new ArrayList<>();
    Parts parts = new Parts(s, Math.max(1, RECORD_BYTES / store.elementSize()), null);
    while (parts.hasNext()) {
      Selection.Placed part = parts.next();
      ByteBuffer b = ByteBuffer.allocate(bytes(part));
      get(part, ElementSink.toBytes(b, store.elementSize()));
      for (int i = 0; i < part.elements(); i++) {
        all.add(reader.at(b, i * store.elementSize()));
      }
    }
    return all;
  }

  /** All elements of a compound dataset as Java records, see {@link #readRecords}. */
  public <R extends Record> List<R> readRecords(Class<R> type) {
    return readRecords(type, Selection.all());
  }

  /**
   * Writes records into a compound dataset, independently; every member needs a component, see
   * {@link #readRecords}. {@link CompoundType#of(Class)} gives a type for new datasets.
   */
  public void writeRecords(Selection selection, List<? extends Record> records) {
    Object[] compounds =
        records.stream().map(r -> RecordWriter.compound(r, store.type(), where())).toArray();
    write(selection, compounds, Transfer.INDEPENDENT);
  }

  // ---- writing

  /** Writes longs, independently. */
  public void writeLongs(Selection selection, long[] values) {
    put(selection, values, Transfer.INDEPENDENT);
  }

  /** Writes longs. */
  public void writeLongs(Selection selection, long[] values, Transfer transfer) {
    put(selection, values, transfer);
  }

  /** Writes ints, independently. */
  public void writeInts(Selection selection, int[] values) {
    put(selection, values, Transfer.INDEPENDENT);
  }

  /** Writes ints. */
  public void writeInts(Selection selection, int[] values, Transfer transfer) {
    put(selection, values, transfer);
  }

  /** Writes shorts, independently. */
  public void writeShorts(Selection selection, short[] values) {
    put(selection, values, Transfer.INDEPENDENT);
  }

  /** Writes shorts. */
  public void writeShorts(Selection selection, short[] values, Transfer transfer) {
    put(selection, values, transfer);
  }

  /** Writes bytes, independently. */
  public void writeBytes(Selection selection, byte[] values) {
    put(selection, values, Transfer.INDEPENDENT);
  }

  /** Writes bytes. */
  public void writeBytes(Selection selection, byte[] values, Transfer transfer) {
    put(selection, values, transfer);
  }

  /** Writes doubles, independently. */
  public void writeDoubles(Selection selection, double[] values) {
    put(selection, values, Transfer.INDEPENDENT);
  }

  /** Writes doubles. */
  public void writeDoubles(Selection selection, double[] values, Transfer transfer) {
    put(selection, values, transfer);
  }

  /** Writes floats, independently. */
  public void writeFloats(Selection selection, float[] values) {
    put(selection, values, Transfer.INDEPENDENT);
  }

  /** Writes floats. */
  public void writeFloats(Selection selection, float[] values, Transfer transfer) {
    put(selection, values, transfer);
  }

  /** Writes booleans, independently. */
  public void writeBooleans(Selection selection, boolean[] values) {
    put(selection, values, Transfer.INDEPENDENT);
  }

  /** Writes booleans. */
  public void writeBooleans(Selection selection, boolean[] values, Transfer transfer) {
    put(selection, values, transfer);
  }

  /** Writes strings, independently. */
  public void writeStrings(Selection selection, String[] values) {
    write(selection, values, Transfer.INDEPENDENT);
  }

  /**
   * Writes all elements from a Java value, array or list of values; as {@link #read()} gives them.
   */
  public void write(Object values) {
    write(Selection.all(), values, Transfer.INDEPENDENT);
  }

  /**
   * Writes the selected elements from Java values of any kind that {@link #read(Selection)} gives.
   */
  public void write(Selection selection, Object values, Transfer transfer) {
    submit(
        selection,
        transfer,
        s -> {
          NumberFormat f = NumberFormat.of(store.type());
          if (f != null
              && values != null
              && values.getClass().isArray()
              && values.getClass().getComponentType().isPrimitive()) {
            return new Piece(store, s, PrimitiveArrays.source(values, f), java.util.List.of());
          }
          ValueWriter w = new ValueWriter(where(), file.engine().geometry());
          ByteBuffer b = w.encode(store.type(), values, s.elements());
          return new Piece(store, s, ElementSource.ofBytes(b, store.elementSize()), w.values());
        });
  }

  /** Writes the selected elements from their stored form: the buffer's remaining bytes. */
  public void writeRaw(Selection selection, ByteBuffer elements, Transfer transfer) {
    submit(
        selection,
        transfer,
        s -> {
          if (elements.remaining() % store.elementSize() != 0) {
            throw new IllegalArgumentException(
                where()
                    + ": "
                    + elements.remaining()
                    + " bytes are not a whole number of elements of "
                    + store.elementSize());
          }
          return new Piece(
              store, s, ElementSource.ofBytes(elements, store.elementSize()), java.util.List.of());
        });
  }

  private void put(Selection selection, Object array, Transfer transfer) {
    submit(
        selection,
        transfer,
        s ->
            new Piece(store, s, PrimitiveArrays.source(array, format(array)), java.util.List.of()));
  }

  @FunctionalInterface
  private interface Preparation {
    Piece of(Selection.Placed selection);
  }

  /**
   * In a collective write a rank whose arguments are wrong still takes part, so that all ranks
   * learn of it.
   */
  private void submit(Selection selection, Transfer transfer, Preparation preparation) {
    OpenFile engine = file.engine();
    engine.checkWritable();
    Attempt<Piece> piece = Attempt.of(() -> piece(selection, preparation));
    if (transfer == Transfer.COLLECTIVE) {
      engine.guard().agree("write " + path, piece.failure());
    }
    engine.write(piece.get(), transfer);
  }

  private Piece piece(Selection selection, Preparation preparation) {
    store.checkSupported();
    Selection.Placed s = within(selection);
    if (s instanceof ElementRuns runs) {
      s = runs.distinct();
    }
    store.checkWritable(s);
    Piece piece = preparation.of(s);
    if (piece.source().elements() != s.elements()) {
      throw new IllegalArgumentException(
          where()
              + ": "
              + piece.source().elements()
              + " values for the "
              + s.elements()
              + " elements of "
              + selection);
    }
    return piece;
  }

  /**
   * Gives the dataset another shape within its maximal shape. Metadata call. Elements that a
   * shorter dimension cuts off are gone: when it grows again they read as the fill value.
   */
  public void resize(long... shape) {
    OpenFile engine = file.engine();
    engine.checkWritable();
    long[] now = store.shape();
    long[] max = dataspace().maxShape();
    if (!store.isChunked() || shape.length != now.length) {
      throw new IllegalArgumentException(
          where()
              + " of shape "
              + Arrays.toString(now)
              + " and layout "
              + store.layout()
              + " cannot become "
              + Arrays.toString(shape));
    }
    for (int d = 0; d < shape.length; d++) {
      if (max[d] != Dataspace.UNLIMITED && shape[d] > max[d]) {
        throw new IllegalArgumentException(
            where()
                + " cannot become "
                + Arrays.toString(shape)
                + ": its largest shape is "
                + Arrays.toString(max));
      }
    }
    store.checkResizable(shape);
    engine.guard().note("resize " + path + " " + Arrays.toString(shape));
    engine.resize(store, shape);
  }

  /**
   * Writes one chunk as it is to be stored, past the filters. Metadata call: in a parallel file all
   * ranks give the same bytes.
   *
   * @param offset the chunk's first element, one index for each dimension
   * @param filterMask bit {@code i} set: filter {@code i} has been left out for this chunk
   * @param stored the buffer's remaining bytes
   * @throws IllegalArgumentException if no chunk begins there, or the bytes cannot be a chunk
   */
  public void writeChunk(long[] offset, int filterMask, ByteBuffer stored) {
    OpenFile engine = file.engine();
    engine.checkWritable();
    long[] shape = store.shape();
    long[] chunk = store.layout().chunkShape();
    boolean fits = store.isChunked() && offset.length == shape.length;
    for (int d = 0; fits && d < shape.length; d++) {
      fits = offset[d] >= 0 && offset[d] < shape[d] && offset[d] % chunk[d] == 0;
    }
    if (!fits) {
      throw new IllegalArgumentException(
          where()
              + ": no chunk begins at "
              + Arrays.toString(offset)
              + "; shape "
              + Arrays.toString(shape)
              + ", "
              + store.layout());
    }
    store.checkWritable(Hyperslab.point(offset).within(shape));
    store.checkStored(offset, filterMask, stored.remaining());
    engine
        .guard()
        .note("write chunk " + path + " " + Arrays.toString(offset) + " " + stored.hashCode());
    engine.writeStored(store, offset, filterMask, stored.duplicate());
  }

  /**
   * The stored chunk that begins at that element; empty if it was never written.
   *
   * @param offset the chunk's first element, one index for each dimension
   */
  public Optional<Chunk> chunk(long... offset) {
    return chunks().filter(c -> Arrays.equals(c.offset(), offset)).findFirst();
  }

  /**
   * Appends rows behind the end of the dataset.
   *
   * @throws IllegalArgumentException unless it holds numbers in chunks and its first dimension can
   *     grow
   * @throws IllegalStateException in a file of several ranks
   */
  public Appender appender() {
    file.engine().checkWritable();
    if (!file.engine().guard().peers().alone()) {
      throw new IllegalStateException(where() + ": an appender is for files of one rank");
    }
    NumberFormat f = NumberFormat.of(store.type());
    Dataspace space = dataspace();
    if (f == null
        || !store.isChunked()
        || space.rank() == 0
        || space.maxShape()[0] == space.length(0)) {
      throw new IllegalArgumentException(
          where() + " cannot be appended to: " + summary() + ", at most " + space);
    }
    return new Appender(this, f);
  }

  private Selection.Placed within(Selection selection) {
    file.engine().checkOpen();
    try {
      return selection.within(store.shape());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where() + ": " + e.getMessage(), e);
    }
  }

  private int bytes(Selection.Placed s) {
    if (s.elements() > (Integer.MAX_VALUE - 8) / store.elementSize()) {
      throw new IllegalArgumentException(
          where()
              + ": "
              + s.elements()
              + " elements of "
              + store.elementSize()
              + " bytes do not fit one buffer; read the dataset in parts");
    }
    return (int) s.elements() * store.elementSize();
  }

  /** Numbers in the selection; of a type that holds none, elements. */
  private long numbers(Selection.Placed s) {
    NumberRun run = NumberRun.of(store.type());
    return s.elements() * (run == null ? 1 : run.length());
  }

  /**
   * Without a selection the file says how much there is, and a few bytes can say anything.
   *
   * @param bytesEach of an element in memory
   */
  private void checkFits(Selection asked, Selection.Placed s, long bytesEach) {
    long most = Math.min(file.engine().limits().maxAllocation() / 2, Integer.MAX_VALUE - 8);
    if (asked instanceof Selection.All && s.elements() > most / bytesEach) {
      throw new UnsupportedFormatException(
          where()
              + ": all "
              + s.elements()
              + " elements of "
              + bytesEach
              + " bytes are not supported in one read, whose limit is "
              + most
              + " bytes (half of ReadLimits.maxAllocation); read the dataset in parts",
          new Finding(
              where(),
              "elements",
              address(),
              s.elements() + " elements of " + bytesEach + " bytes",
              "at most " + most + " bytes"));
    }
  }

  private int count(Selection asked, Selection.Placed s, long bytesEach) {
    NumberRun run = NumberRun.of(store.type());
    checkFits(asked, s, run == null ? bytesEach : bytesEach * run.length());
    if (s.elements() > Integer.MAX_VALUE - 8 || numbers(s) > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          where()
              + ": "
              + s.elements()
              + " elements do not fit one Java array; read the dataset in parts");
    }
    return (int) numbers(s);
  }

  private NumberRun run(Object array) {
    NumberRun run = NumberRun.of(store.type());
    if (run == null) {
      throw cannotTake(array);
    }
    return run;
  }

  private NumberFormat format(Object array) {
    NumberFormat f = NumberFormat.of(store.type());
    if (f == null) {
      throw cannotTake(array);
    }
    return f;
  }

  private IllegalArgumentException cannotTake(Object array) {
    return new IllegalArgumentException(
        where()
            + " holds "
            + store.type()
            + ", which "
            + array.getClass().getSimpleName()
            + " cannot take");
  }

  private String where() {
    return file.path() + ": dataset " + path;
  }

  @Override
  public String toString() {
    return path + " " + summary();
  }

  @Override
  String summary() {
    return store.type() + " " + Arrays.toString(store.shape()) + " " + store.layout();
  }
}
