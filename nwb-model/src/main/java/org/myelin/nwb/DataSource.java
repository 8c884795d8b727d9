package org.myelin.nwb;

import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.Layout;
import org.myelin.nwb.internal.backend.ChunkGuess;

/**
 * Data to be written: type, shape, how to store it, and either the values or room for them.
 * Immutable; each call gives a changed copy. Arrays are not copied: leave them alone until they are
 * written.
 *
 * <pre>{@code
 * DataSource.allocate(Datatype.I16, 300_000, 384).chunks(4096, 64).shuffle().deflate(4)
 * DataSource.of(new double[] {0.1, 0.2, 0.3})
 * }</pre>
 */
public final class DataSource {
  private static final Map<Class<?>, Datatype> TYPES =
      Map.of(
          byte.class, Datatype.I8,
          short.class, Datatype.I16,
          int.class, Datatype.I32,
          long.class, Datatype.I64,
          float.class, Datatype.F32,
          double.class, Datatype.F64,
          boolean.class, Datatype.BOOL,
          String.class, Datatype.VLEN_UTF8);

  private final Datatype datatype;
  private final long[] shape;
  private final long[] maxShape;
  private final long[] chunks;
  private final Object values;
  private final int deflate;
  private final boolean shuffle;
  private final boolean fletcher32;

  private DataSource(
      Datatype datatype,
      long[] shape,
      long[] maxShape,
      long[] chunks,
      Object values,
      int deflate,
      boolean shuffle,
      boolean fletcher32) {
    this.datatype = datatype;
    this.shape = shape;
    this.maxShape = maxShape;
    this.chunks = chunks;
    this.values = values;
    this.deflate = deflate;
    this.shuffle = shuffle;
    this.fletcher32 = fletcher32;
  }

  /**
   * Room for data that is written later, by this or by other ranks; until then it reads as zero.
   */
  public static DataSource allocate(Datatype datatype, long... shape) {
    for (long length : shape) {
      if (length < 0) {
        throw new IllegalArgumentException(
            "a shape has no negative length: " + Arrays.toString(shape));
      }
    }
    return new DataSource(
        Objects.requireNonNull(datatype, "datatype"),
        shape.clone(),
        null,
        null,
        null,
        -1,
        false,
        false);
  }

  /**
   * The values of a primitive or String array, in C order.
   *
   * @param array byte[], short[], int[], long[], float[], double[], boolean[] or String[]
   * @param shape lengths of the axes; none means one axis as long as the array
   */
  public static DataSource of(Object array, long... shape) {
    Class<?> component = array.getClass().getComponentType();
    Datatype datatype = component == null ? null : TYPES.get(component);
    if (datatype == null) {
      throw new IllegalArgumentException(
          array.getClass().getSimpleName() + " is not an array of numbers, flags or texts");
    }
    return of(datatype, array, shape.length == 0 ? new long[] {Array.getLength(array)} : shape);
  }

  /** A scalar: a boxed number, a Boolean or a String. */
  public static DataSource scalar(Object value) {
    Object array = Array.newInstance(primitive(value.getClass()), 1);
    Array.set(array, 0, value);
    return of(TYPES.get(array.getClass().getComponentType()), array, new long[0]);
  }

  /**
   * The values of an array, stored as another type, such as {@link Datatype#VLEN_ASCII} or a wider
   * number.
   */
  public static DataSource of(Datatype datatype, Object array, long[] shape) {
    long elements = 1;
    for (long length : shape) {
      elements = Math.multiplyExact(elements, length);
    }
    if (elements != Array.getLength(array)) {
      throw new IllegalArgumentException(
          "shape "
              + Arrays.toString(shape)
              + " has "
              + elements
              + " elements, the array "
              + Array.getLength(array));
    }
    return new DataSource(datatype, shape.clone(), null, null, array, -1, false, false);
  }

  private static Class<?> primitive(Class<?> boxed) {
    Class<?> type = MethodType.methodType(boxed).unwrap().returnType();
    if (!TYPES.containsKey(type)) {
      throw new IllegalArgumentException(boxed.getSimpleName() + " is not a number, flag or text");
    }
    return type;
  }

  /**
   * The greatest lengths that the data may grow to, {@link Dataspace#UNLIMITED} for no limit. Makes
   * the data chunked.
   */
  public DataSource maxShape(long... lengths) {
    sameRank("maxShape", lengths);
    for (int i = 0; i < lengths.length; i++) {
      if (lengths[i] != Dataspace.UNLIMITED && lengths[i] < shape[i]) {
        throw new IllegalArgumentException(
            "maxShape "
                + Arrays.toString(lengths)
                + " is less than the shape "
                + Arrays.toString(shape));
      }
    }
    return new DataSource(
        datatype, shape, lengths.clone(), chunks, values, deflate, shuffle, fletcher32);
  }

  /**
   * The lengths of a chunk. Makes the data chunked; chunks are guessed where that is needed and not
   * given.
   */
  public DataSource chunks(long... lengths) {
    sameRank("chunks", lengths);
    return new DataSource(
        datatype, shape, maxShape, lengths.clone(), values, deflate, shuffle, fletcher32);
  }

  /** Compresses with deflate (gzip) at level 0 to 9. Makes the data chunked. */
  public DataSource deflate(int level) {
    if (level < 0 || level > 9) {
      throw new IllegalArgumentException("deflate levels are 0 to 9, not " + level);
    }
    return new DataSource(datatype, shape, maxShape, chunks, values, level, shuffle, fletcher32);
  }

  /** Shuffles bytes before compression. Makes the data chunked. */
  public DataSource shuffle() {
    return new DataSource(datatype, shape, maxShape, chunks, values, deflate, true, fletcher32);
  }

  /** Adds a checksum to each chunk. Makes the data chunked. */
  public DataSource fletcher32() {
    return new DataSource(datatype, shape, maxShape, chunks, values, deflate, shuffle, true);
  }

  private void sameRank(String what, long[] lengths) {
    if (lengths.length != shape.length || shape.length == 0) {
      throw new IllegalArgumentException(
          what
              + " "
              + Arrays.toString(lengths)
              + " does not fit the shape "
              + Arrays.toString(shape));
    }
  }

  /** Type of the elements as stored. */
  public Datatype datatype() {
    return datatype;
  }

  /** Lengths of the axes, empty for a scalar. */
  public long[] shape() {
    return shape.clone();
  }

  /** The values as one array in C order, or null for room only. */
  public Object values() {
    return values;
  }

  /** The dataspace to make. */
  public Dataspace dataspace() {
    if (shape.length == 0) {
      return Dataspace.scalar();
    }
    Dataspace space = Dataspace.of(shape);
    return maxShape == null ? space : space.max(maxShape);
  }

  /** The layout to make: chunked when anything above asks for it, else contiguous. */
  public Layout layout() {
    boolean filtered = deflate >= 0 || shuffle || fletcher32;
    if (maxShape == null && chunks == null && !filtered) {
      return Layout.contiguous();
    }
    if (shape.length == 0) {
      throw new IllegalArgumentException("a scalar cannot be chunked or compressed");
    }
    Layout layout =
        Layout.chunked(
            chunks != null ? chunks : ChunkGuess.chunks(shape, maxShape, datatype.size()));
    layout = shuffle ? layout.shuffle() : layout;
    layout = deflate >= 0 ? layout.deflate(deflate) : layout;
    return fletcher32 ? layout.fletcher32() : layout;
  }
}
