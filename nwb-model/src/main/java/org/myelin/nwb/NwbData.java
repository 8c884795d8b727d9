package org.myelin.nwb;

import java.lang.reflect.Array;
import java.time.OffsetDateTime;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.Selection;
import org.myelin.hdf5.Transfer;
import org.myelin.nwb.internal.builder.DatasetBuilder;
import org.myelin.nwb.internal.builder.StoredData;
import org.myelin.nwb.internal.map.IsoDateTime;
import org.myelin.nwb.internal.map.TypeMap;

/**
 * A dataset of an NWB file, typed (such as a table column) or plain (such as the data of a series).
 * Elements stay in the file: each read fetches the selected ones, in C order.
 *
 * <p>Under a communicator a read or write without a {@link Transfer} may be called by any rank any
 * number of times; such writes are settled at the next collective call. {@link Transfer#COLLECTIVE}
 * is for all ranks together. The storage's own errors (of type, shape, file) pass through.
 */
public final class NwbData extends NwbObject {

  /** For this library: the view of a dataset in a tree. */
  public NwbData(DatasetBuilder builder, TypeMap types) {
    super(builder, types);
  }

  /** Type of the elements. */
  public Datatype datatype() {
    StoredData stored = builder().stored();
    return stored == null ? builder().source().datatype() : stored.datatype();
  }

  /** Lengths of the axes: empty for a scalar, null for a dataset that says it has no value. */
  public long[] shape() {
    StoredData stored = builder().stored();
    return stored == null ? builder().source().shape() : stored.shape();
  }

  /** Greatest lengths of the axes, -1 for unlimited. */
  public long[] maxShape() {
    return stored().maxShape();
  }

  /** Lengths of a chunk, or null when the data are not chunked. */
  public long[] chunks() {
    return stored().chunks();
  }

  /** Number of elements. */
  public long size() {
    long size = shape() == null ? 0 : 1;
    for (long length : size == 0 ? new long[0] : shape()) {
      size = Math.multiplyExact(size, length);
    }
    return size;
  }

  /**
   * All elements as the storage gives them: a boxed value for a scalar, else an array in C order.
   */
  public Object read() {
    return stored().read();
  }

  /** Selected elements. */
  public long[] readLongs(Selection selection) {
    return (long[]) stored().read(long.class, selection);
  }

  /** All elements. */
  public long[] readLongs() {
    return readLongs(Selection.all());
  }

  /** Selected elements. */
  public int[] readInts(Selection selection) {
    return (int[]) stored().read(int.class, selection);
  }

  /** All elements. */
  public int[] readInts() {
    return readInts(Selection.all());
  }

  /** Selected elements. */
  public short[] readShorts(Selection selection) {
    return (short[]) stored().read(short.class, selection);
  }

  /** All elements. */
  public short[] readShorts() {
    return readShorts(Selection.all());
  }

  /** Selected elements. */
  public byte[] readBytes(Selection selection) {
    return (byte[]) stored().read(byte.class, selection);
  }

  /** All elements. */
  public byte[] readBytes() {
    return readBytes(Selection.all());
  }

  /** Selected elements. */
  public double[] readDoubles(Selection selection) {
    return (double[]) stored().read(double.class, selection);
  }

  /** All elements. */
  public double[] readDoubles() {
    return readDoubles(Selection.all());
  }

  /** Selected elements. */
  public float[] readFloats(Selection selection) {
    return (float[]) stored().read(float.class, selection);
  }

  /** All elements. */
  public float[] readFloats() {
    return readFloats(Selection.all());
  }

  /** Selected elements. */
  public boolean[] readBooleans(Selection selection) {
    return (boolean[]) stored().read(boolean.class, selection);
  }

  /** Selected elements. */
  public String[] readStrings(Selection selection) {
    return (String[]) stored().read(String.class, selection);
  }

  /** All elements. */
  public String[] readStrings() {
    return readStrings(Selection.all());
  }

  /**
   * The one text in here.
   *
   * @throws NwbException if there is not exactly one
   */
  public String readString() {
    String[] texts =
        builder().stored() == null && builder().source().values() instanceof String[] unwritten
            ? unwritten
            : readStrings();
    if (texts.length != 1) {
      throw new NwbException(path() + ": found " + texts.length + " texts, expected one");
    }
    return texts[0];
  }

  /**
   * The one date in here (dtype {@code isodatetime}).
   *
   * @throws NwbException if it is not ISO 8601 with an offset
   */
  public OffsetDateTime readDate() {
    return IsoDateTime.parse(readString(), path());
  }

  /** Writes selected elements; kept and settled at the next collective call. */
  public void writeLongs(Selection selection, long[] values) {
    write(selection, values, Transfer.INDEPENDENT);
  }

  /** Writes selected elements. */
  public void writeLongs(Selection selection, long[] values, Transfer transfer) {
    write(selection, values, transfer);
  }

  /** Writes selected elements; kept and settled at the next collective call. */
  public void writeInts(Selection selection, int[] values) {
    write(selection, values, Transfer.INDEPENDENT);
  }

  /** Writes selected elements. */
  public void writeInts(Selection selection, int[] values, Transfer transfer) {
    write(selection, values, transfer);
  }

  /** Writes selected elements; kept and settled at the next collective call. */
  public void writeShorts(Selection selection, short[] values) {
    write(selection, values, Transfer.INDEPENDENT);
  }

  /** Writes selected elements. */
  public void writeShorts(Selection selection, short[] values, Transfer transfer) {
    write(selection, values, transfer);
  }

  /** Writes selected elements; kept and settled at the next collective call. */
  public void writeBytes(Selection selection, byte[] values) {
    write(selection, values, Transfer.INDEPENDENT);
  }

  /** Writes selected elements. */
  public void writeBytes(Selection selection, byte[] values, Transfer transfer) {
    write(selection, values, transfer);
  }

  /** Writes selected elements; kept and settled at the next collective call. */
  public void writeDoubles(Selection selection, double[] values) {
    write(selection, values, Transfer.INDEPENDENT);
  }

  /** Writes selected elements. */
  public void writeDoubles(Selection selection, double[] values, Transfer transfer) {
    write(selection, values, transfer);
  }

  /** Writes selected elements; kept and settled at the next collective call. */
  public void writeFloats(Selection selection, float[] values) {
    write(selection, values, Transfer.INDEPENDENT);
  }

  /** Writes selected elements. */
  public void writeFloats(Selection selection, float[] values, Transfer transfer) {
    write(selection, values, transfer);
  }

  /** Writes selected elements, from an array of a primitive type or String. */
  public void write(Selection selection, Object array, Transfer transfer) {
    if (!array.getClass().isArray()) {
      throw new IllegalArgumentException(
          "expected an array, found " + array.getClass().getSimpleName());
    }
    if (Array.getLength(array) > 0 || transfer == Transfer.COLLECTIVE) {
      stored().write(selection, array, transfer);
    }
  }

  /**
   * Changes the lengths of the axes, within their greatest; a metadata call, the same on every
   * rank.
   */
  public void resize(long... shape) {
    stored().resize(shape);
  }

  private StoredData stored() {
    StoredData stored = builder().stored();
    if (stored == null) {
      throw new IllegalStateException(
          path() + " is not in a file yet: write the file first, then use the data");
    }
    return stored;
  }

  @Override
  DatasetBuilder builder() {
    return (DatasetBuilder) super.builder();
  }
}
