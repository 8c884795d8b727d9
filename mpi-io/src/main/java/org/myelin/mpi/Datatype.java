package org.myelin.mpi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.myelin.mpi.internal.datatype.Maps;
import org.myelin.mpi.internal.datatype.Primitive;
import org.myelin.mpi.internal.datatype.TypeMap;
import org.myelin.mpi.internal.datatype.Types;

/**
 * Which bytes of a buffer or of a file belong to a message or a view (MPI standard, chapter
 * "Datatypes"). Predefined types are the Java primitives in native form; the static methods derive
 * others. All counts, strides and displacements are {@code long}.
 *
 * <p>Immutable, usable from any thread, always committed, nothing to free. Regular types cost the
 * same whatever their counts. Misuse is an {@link IllegalArgumentException}.
 *
 * <pre>{@code
 * Datatype column = Datatype.vector(rows, 1, columns, Datatype.DOUBLE);      // one column of a matrix
 * Datatype block = Datatype.subarray(new long[] {100, 64}, new long[] {10, 64}, new long[] {30, 0},
 *     Datatype.Order.C, Datatype.INT);
 * }</pre>
 */
public final class Datatype {
  /** One byte, uninterpreted. */
  public static final Datatype BYTE;

  /** A Java {@code boolean}, stored as one byte 0 or 1. */
  public static final Datatype BOOLEAN;

  /** A Java {@code char}: two bytes. */
  public static final Datatype CHAR;

  /** A Java {@code short}: two bytes. */
  public static final Datatype SHORT;

  /** A Java {@code int}: four bytes. */
  public static final Datatype INT;

  /** A Java {@code long}: eight bytes. */
  public static final Datatype LONG;

  /** A Java {@code float}: four bytes. */
  public static final Datatype FLOAT;

  /** A Java {@code double}: eight bytes. */
  public static final Datatype DOUBLE;

  static {
    Types.register(type -> type.map, type -> type.primitive);
    BYTE = predefined(Primitive.BYTE);
    BOOLEAN = predefined(Primitive.BOOLEAN);
    CHAR = predefined(Primitive.CHAR);
    SHORT = predefined(Primitive.SHORT);
    INT = predefined(Primitive.INT);
    LONG = predefined(Primitive.LONG);
    FLOAT = predefined(Primitive.FLOAT);
    DOUBLE = predefined(Primitive.DOUBLE);
  }

  /** In which order the elements of an array lie in memory or in a file. */
  public enum Order {
    /** The last dimension varies fastest. */
    C,
    /** The first dimension varies fastest. */
    FORTRAN
  }

  private final String name;
  private final TypeMap map;
  private final long lowerBound;
  private final long extent;
  private final Primitive primitive;

  private Datatype(String name, TypeMap map, long lowerBound, long extent, Primitive primitive) {
    this.name = name;
    this.map = map;
    this.lowerBound = lowerBound;
    this.extent = extent;
    this.primitive = primitive;
  }

  private static Datatype predefined(Primitive primitive) {
    long bytes = primitive.bytes();
    return new Datatype(primitive.name(), Maps.run(0, bytes), 0, bytes, primitive);
  }

  /** {@code count} of {@code old}, one extent apart. */
  public static Datatype contiguous(long count, Datatype old) {
    return hvector(1, count, 0, old).named("contiguous(" + count + ", " + old + ")");
  }

  /**
   * {@code count} blocks of {@code blockLength} of {@code old}; {@code stride} counts old extents.
   */
  public static Datatype vector(long count, long blockLength, long stride, Datatype old) {
    return hvector(count, blockLength, Math.multiplyExact(stride, old.extent), old)
        .named("vector(" + count + ", " + blockLength + ", " + stride + ", " + old + ")");
  }

  /** As {@link #vector}, with the stride in bytes. */
  public static Datatype hvector(long count, long blockLength, long byteStride, Datatype old) {
    notNegative("count", count);
    notNegative("block length", blockLength);
    Bounds bounds = new Bounds();
    if (count > 0) {
      bounds.block(0, blockLength, old);
      bounds.block(Math.multiplyExact(count - 1, byteStride), blockLength, old);
    }
    TypeMap block = Maps.repeat(old.map, 0, old.extent, blockLength);
    String name = "hvector(" + count + ", " + blockLength + ", " + byteStride + ", " + old + ")";
    return bounds.type(name, Maps.repeat(block, 0, byteStride, count), old.primitive);
  }

  /** Blocks of their own lengths at their own displacements, which count old extents. */
  public static Datatype indexed(long[] blockLengths, long[] displacements, Datatype old) {
    long[] bytes = new long[displacements.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = Math.multiplyExact(displacements[i], old.extent);
    }
    return hindexed(blockLengths, bytes, old).named("indexed(" + bytes.length + ", " + old + ")");
  }

  /** As {@link #indexed}, with the displacements in bytes. */
  public static Datatype hindexed(long[] blockLengths, long[] byteDisplacements, Datatype old) {
    sameLength(blockLengths.length, byteDisplacements.length);
    Bounds bounds = new Bounds();
    for (int i = 0; i < blockLengths.length; i++) {
      notNegative("block length", blockLengths[i]);
      bounds.block(byteDisplacements[i], blockLengths[i], old);
    }
    String name = "hindexed(" + blockLengths.length + ", " + old + ")";
    return bounds.type(name, blocks(blockLengths, byteDisplacements, old), old.primitive);
  }

  /** Blocks of one length at displacements that count old extents. */
  public static Datatype indexedBlock(long blockLength, long[] displacements, Datatype old) {
    return indexed(filled(displacements.length, blockLength), displacements, old);
  }

  /** Blocks of one length at displacements in bytes. */
  public static Datatype hindexedBlock(long blockLength, long[] byteDisplacements, Datatype old) {
    return hindexed(filled(byteDisplacements.length, blockLength), byteDisplacements, old);
  }

  /** Blocks of different types at displacements in bytes. */
  public static Datatype struct(long[] blockLengths, long[] byteDisplacements, Datatype[] types) {
    sameLength(blockLengths.length, byteDisplacements.length);
    sameLength(blockLengths.length, types.length);
    Bounds bounds = new Bounds();
    List<TypeMap> parts = new ArrayList<>(types.length);
    Primitive common = types.length == 0 ? null : types[0].primitive;
    for (int i = 0; i < types.length; i++) {
      notNegative("block length", blockLengths[i]);
      bounds.block(byteDisplacements[i], blockLengths[i], types[i]);
      parts.add(Maps.repeat(types[i].map, byteDisplacements[i], types[i].extent, blockLengths[i]));
      common = types[i].primitive == common ? common : null;
    }
    return bounds.type("struct(" + types.length + ")", Maps.sequence(parts), common);
  }

  /**
   * A block of an array: {@code subsizes} elements from {@code starts} of an array of {@code sizes}
   * elements. The extent is that of the whole array.
   */
  public static Datatype subarray(
      long[] sizes, long[] subsizes, long[] starts, Order order, Datatype old) {
    sameLength(sizes.length, subsizes.length);
    sameLength(sizes.length, starts.length);
    TypeMap map = old.map;
    long step = old.extent;
    for (int i = 0; i < sizes.length; i++) {
      int d = order == Order.C ? sizes.length - 1 - i : i;
      if (sizes[d] < 1 || subsizes[d] < 0 || starts[d] < 0 || starts[d] > sizes[d] - subsizes[d]) {
        throw new IllegalArgumentException(
            String.format(
                "dimension %d: %d elements from %d do not lie in 0 to %d",
                d, subsizes[d], starts[d], sizes[d]));
      }
      map = Maps.repeat(map, Math.multiplyExact(starts[d], step), step, subsizes[d]);
      step = Math.multiplyExact(step, sizes[d]);
    }
    return new Datatype(
        "subarray(" + sizes.length + "-D, " + old + ")", map, 0, step, old.primitive);
  }

  /** The same bytes with another lower bound and extent, which decide where the next one starts. */
  public static Datatype resized(Datatype old, long lowerBound, long extent) {
    String name = "resized(" + old + ", " + lowerBound + ", " + extent + ")";
    return new Datatype(name, old.map, lowerBound, extent, old.primitive);
  }

  /** Number of bytes selected by one of this type. */
  public long size() {
    return map.size();
  }

  /** Distance in bytes from one of this type to the next. */
  public long extent() {
    return extent;
  }

  /** Lower bound in bytes. */
  public long lowerBound() {
    return lowerBound;
  }

  /** Upper bound in bytes: lower bound plus extent. */
  public long upperBound() {
    return lowerBound + extent;
  }

  /** Offset of the first byte really selected, whatever {@link #resized} says. */
  public long trueLowerBound() {
    return map.low();
  }

  /** Distance from the first to behind the last byte really selected. */
  public long trueExtent() {
    return map.high() - map.low();
  }

  /** A description for messages. */
  @Override
  public String toString() {
    return name;
  }

  private Datatype named(String better) {
    return new Datatype(better, map, lowerBound, extent, primitive);
  }

  private static TypeMap blocks(long[] blockLengths, long[] displacements, Datatype old) {
    if (old.map.contiguous() && old.map.size() == old.extent) {
      long[] offsets = displacements.clone();
      long[] lengths = new long[displacements.length];
      for (int i = 0; i < lengths.length; i++) {
        offsets[i] = Math.addExact(offsets[i], old.map.low());
        lengths[i] = Math.multiplyExact(blockLengths[i], old.extent);
      }
      return Maps.listed(offsets, lengths);
    }
    List<TypeMap> parts = new ArrayList<>(displacements.length);
    for (int i = 0; i < displacements.length; i++) {
      parts.add(Maps.repeat(old.map, displacements[i], old.extent, blockLengths[i]));
    }
    return Maps.sequence(parts);
  }

  private static long[] filled(int length, long value) {
    long[] values = new long[length];
    Arrays.fill(values, value);
    return values;
  }

  private static void notNegative(String what, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(what + " must not be negative, found " + value);
    }
  }

  private static void sameLength(int one, int other) {
    if (one != other) {
      throw new IllegalArgumentException("arrays differ in length: " + one + " and " + other);
    }
  }

  /**
   * Collects lower and upper bound over the blocks of a derived type; empty blocks do not count.
   */
  private static final class Bounds {
    private long low = Long.MAX_VALUE;
    private long high = Long.MIN_VALUE;

    void block(long displacement, long length, Datatype old) {
      if (length == 0) {
        return;
      }
      long reach = Math.multiplyExact(length - 1, old.extent);
      long from = Math.addExact(displacement, old.lowerBound);
      low = Math.min(low, from + Math.min(0, reach));
      high = Math.max(high, Math.addExact(from, old.extent) + Math.max(0, reach));
    }

    Datatype type(String name, TypeMap map, Primitive primitive) {
      return high < low
          ? new Datatype(name, map, 0, 0, primitive)
          : new Datatype(name, map, low, high - low, primitive);
    }
  }
}
