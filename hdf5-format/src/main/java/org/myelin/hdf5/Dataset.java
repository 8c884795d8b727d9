package org.myelin.hdf5;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.myelin.hdf5.internal.dataset.DatasetStore;
import org.myelin.hdf5.internal.dataset.NumberFormat;
import org.myelin.hdf5.internal.dataset.RecordWriter;
import org.myelin.hdf5.internal.file.ObjectHeader;

/**
 * A dataset: elements of one type in a shape, read and written by selection. In memory the selected
 * elements lie packed, in C order. Numbers are converted between the array's type and the stored
 * type as libhdf5 does: what does not fit is clipped, fractions are cut off. Arrays of numbers read
 * an array datatype's numbers, and the two parts of a complex one, one after the other.
 *
 * <p>Writes follow {@link Transfer}; without a transfer argument they are independent.
 */
public final class Dataset extends Node {
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
    return reads().values(selection);
  }

  /** All elements as longs. */
  public long[] readLongs() {
    return readLongs(Selection.all());
  }

  /** The selected elements as longs. */
  public long[] readLongs(Selection selection) {
    return reads().numbers(selection, 8, long[]::new);
  }

  /** The selected elements as ints. */
  public int[] readInts(Selection selection) {
    return reads().numbers(selection, 4, int[]::new);
  }

  /** The selected elements as shorts. */
  public short[] readShorts(Selection selection) {
    return reads().numbers(selection, 2, short[]::new);
  }

  /** The selected elements as bytes. */
  public byte[] readBytes(Selection selection) {
    return reads().numbers(selection, 1, byte[]::new);
  }

  /** All elements as doubles. */
  public double[] readDoubles() {
    return readDoubles(Selection.all());
  }

  /** The selected elements as doubles. */
  public double[] readDoubles(Selection selection) {
    return reads().numbers(selection, 8, double[]::new);
  }

  /** The selected elements as floats. */
  public float[] readFloats(Selection selection) {
    return reads().numbers(selection, 4, float[]::new);
  }

  /** The selected elements as booleans: whatever is not zero is true. */
  public boolean[] readBooleans(Selection selection) {
    return reads().numbers(selection, 1, boolean[]::new);
  }

  /** The selected elements of a string dataset. */
  public String[] readStrings(Selection selection) {
    return reads().as(String[].class, selection);
  }

  /** All elements of a string dataset. */
  public String[] readStrings() {
    return readStrings(Selection.all());
  }

  /** The selected elements of a dataset of object references. */
  public ObjectReference[] readReferences(Selection selection) {
    return reads().as(ObjectReference[].class, selection);
  }

  /** The selected elements of a compound dataset. */
  public Compound[] readCompounds(Selection selection) {
    return reads().as(Compound[].class, selection);
  }

  /**
   * Puts the selected elements, in stored form, into the buffer from its position on, and moves the
   * position. Where a virtual dataset has values of variable length from another file, what stands
   * for their place means nothing outside of this open file.
   */
  public void readRaw(Selection selection, ByteBuffer into) {
    reads().raw(selection, into);
  }

  /**
   * Fills an array of numbers or booleans with the selected elements, from its start on, and gives
   * it back. For many or large reads: a new array costs about as much as reading it.
   *
   * @param array {@code byte[]} … {@code double[]} or {@code boolean[]}, long enough
   */
  public <T> T readInto(Selection selection, T array) {
    return reads().into(selection, array);
  }

  /**
   * Fills an array with one member of the selected elements of a compound dataset, from its start
   * on, and gives it back.
   *
   * @param member the name of a member that is a number
   * @param array {@code byte[]} … {@code double[]} or {@code boolean[]}, long enough
   */
  public <T> T readMember(String member, Selection selection, T array) {
    return reads().member(member, selection, array);
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
    return reads().stream(selection, budget);
  }

  /**
   * The chunks that are stored, in C order; those that were never written are left out, and so is
   * what was written but not flushed.
   *
   * @throws IllegalStateException if the dataset is not chunked
   */
  public Stream<Chunk> chunks() {
    return inChunks().stored();
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
    return reads().records(type, selection);
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
    writes().numbers(selection, values, Transfer.INDEPENDENT);
  }

  /** Writes longs. */
  public void writeLongs(Selection selection, long[] values, Transfer transfer) {
    writes().numbers(selection, values, transfer);
  }

  /** Writes ints, independently. */
  public void writeInts(Selection selection, int[] values) {
    writes().numbers(selection, values, Transfer.INDEPENDENT);
  }

  /** Writes ints. */
  public void writeInts(Selection selection, int[] values, Transfer transfer) {
    writes().numbers(selection, values, transfer);
  }

  /** Writes shorts, independently. */
  public void writeShorts(Selection selection, short[] values) {
    writes().numbers(selection, values, Transfer.INDEPENDENT);
  }

  /** Writes shorts. */
  public void writeShorts(Selection selection, short[] values, Transfer transfer) {
    writes().numbers(selection, values, transfer);
  }

  /** Writes bytes, independently. */
  public void writeBytes(Selection selection, byte[] values) {
    writes().numbers(selection, values, Transfer.INDEPENDENT);
  }

  /** Writes bytes. */
  public void writeBytes(Selection selection, byte[] values, Transfer transfer) {
    writes().numbers(selection, values, transfer);
  }

  /** Writes doubles, independently. */
  public void writeDoubles(Selection selection, double[] values) {
    writes().numbers(selection, values, Transfer.INDEPENDENT);
  }

  /** Writes doubles. */
  public void writeDoubles(Selection selection, double[] values, Transfer transfer) {
    writes().numbers(selection, values, transfer);
  }

  /** Writes floats, independently. */
  public void writeFloats(Selection selection, float[] values) {
    writes().numbers(selection, values, Transfer.INDEPENDENT);
  }

  /** Writes floats. */
  public void writeFloats(Selection selection, float[] values, Transfer transfer) {
    writes().numbers(selection, values, transfer);
  }

  /** Writes booleans, independently. */
  public void writeBooleans(Selection selection, boolean[] values) {
    writes().numbers(selection, values, Transfer.INDEPENDENT);
  }

  /** Writes booleans. */
  public void writeBooleans(Selection selection, boolean[] values, Transfer transfer) {
    writes().numbers(selection, values, transfer);
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
    writes().values(selection, values, transfer);
  }

  /** Writes the selected elements from their stored form: the buffer's remaining bytes. */
  public void writeRaw(Selection selection, ByteBuffer elements, Transfer transfer) {
    writes().raw(selection, elements, transfer);
  }

  /**
   * Gives the dataset another shape within its maximal shape. Metadata call. Elements that a
   * shorter dimension cuts off are gone: when it grows again they read as the fill value.
   */
  public void resize(long... shape) {
    inChunks().resize(dataspace(), shape);
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
    inChunks().write(offset, filterMask, stored);
  }

  /**
   * The stored chunk that begins at that element; empty if it was never written.
   *
   * @param offset the chunk's first element, one index for each dimension
   */
  public Optional<Chunk> chunk(long... offset) {
    return inChunks().stored(offset);
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

  /** Each call sees one state of the dataset, though it may be refreshed meanwhile. */
  private DatasetReads reads() {
    return new DatasetReads(this, store);
  }

  private DatasetWrites writes() {
    return new DatasetWrites(this, store);
  }

  private DatasetChunks inChunks() {
    return new DatasetChunks(this, store);
  }

  String where() {
    return file.path() + ": dataset " + path;
  }

  /**
   * A reference to elements of this dataset, for elements of {@link Datatype#REGION_REFERENCE}, or
   * by {@link StandardReference#of} of {@link Datatype#STANDARD_REFERENCE}. As {@link #address}.
   *
   * @throws IllegalArgumentException if the elements are not in this dataset
   */
  public RegionReference regionReference(RegionSelection elements) {
    elements.selection().within(shape());
    return new RegionReference(
        reference(),
        new RegionSelection(elements.kind(), shape().length, elements.points(), elements.boxes()));
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
