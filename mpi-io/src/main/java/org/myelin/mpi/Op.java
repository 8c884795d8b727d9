package org.myelin.mpi;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.myelin.mpi.internal.buffer.UserBuffer;
import org.myelin.mpi.internal.collective.Reducer;

/**
 * How a reduction combines the contributions of the ranks (MPI standard, "Global Reduction
 * Operations"). Contributions are always combined from rank 0 upwards, so that a result depends
 * neither on the transport nor on timing. Immutable, usable from any thread as far as a user's
 * function is.
 */
public final class Op {
  /** A user's reduction. */
  @FunctionalInterface
  public interface Function {
    /**
     * Replaces each element of {@code accumulator} by its combination with that of {@code next},
     * the later rank. Both hold elements of {@code type} packed in native byte order from position
     * to limit.
     */
    void combine(ByteBuffer accumulator, ByteBuffer next, Datatype type);
  }

  /** Sum. */
  public static final Op SUM = new Op("SUM", 1, null);

  /** Product. */
  public static final Op PROD = new Op("PROD", 2, null);

  /** Smallest. */
  public static final Op MIN = new Op("MIN", 3, null);

  /** Largest. */
  public static final Op MAX = new Op("MAX", 4, null);

  /** Logical and: 1 where all are not zero. */
  public static final Op LAND = new Op("LAND", 5, null);

  /** Logical or: 1 where any is not zero. */
  public static final Op LOR = new Op("LOR", 6, null);

  /** Bitwise and, of whole numbers. */
  public static final Op BAND = new Op("BAND", 7, null);

  /** Bitwise or, of whole numbers. */
  public static final Op BOR = new Op("BOR", 8, null);

  /** Logical exclusive or: 1 where an odd number is not zero. */
  public static final Op LXOR = new Op("LXOR", 9, null);

  /** Bitwise exclusive or, of whole numbers. */
  public static final Op BXOR = new Op("BXOR", 10, null);

  /** The later value; for one-sided access. */
  public static final Op REPLACE = new Op("REPLACE", 11, null);

  /** The earlier value; for one-sided access, to read without a change. */
  public static final Op NO_OP = new Op("NO_OP", 12, null);

  private static final Op[] PREDEFINED = {
    SUM, PROD, MIN, MAX, LAND, LOR, BAND, BOR, LXOR, BXOR, REPLACE, NO_OP
  };

  private static final int USER = 100;

  private final String name;
  private final int code;
  private final Function function;

  private Op(String name, int code, Function function) {
    this.name = name;
    this.code = code;
    this.function = function;
  }

  /** A user's reduction; it must be associative, and {@code name} appears in messages. */
  public static Op of(String name, Function function) {
    return new Op(
        Objects.requireNonNull(name, "name"), USER, Objects.requireNonNull(function, "function"));
  }

  /**
   * Combines without any message: {@code result} = {@code earlier} op {@code result}, element by
   * element (MPI standard, {@code MPI_REDUCE_LOCAL}).
   *
   * @throws MpiException when the operation is not defined for the type
   */
  public void reduceLocal(
      Object earlier, long offset, Object result, long at, long count, Datatype type) {
    ByteBuffer combined = UserBuffer.pack(earlier, offset, count, type);
    Datatype element = UserBuffer.elementType(type);
    Reducer.combine(this, element, combined, UserBuffer.pack(result, at, count, type));
    UserBuffer.unpack(combined, result, at, count, type);
  }

  /** The user's function, or null for a predefined operation. */
  public Function function() {
    return function;
  }

  /** A number that is equal on all ranks for the same predefined operation. */
  public int code() {
    return code;
  }

  /** The predefined operation with a number that {@link #code} gave. */
  public static Op predefined(int code) {
    if (code < 1 || code > PREDEFINED.length) {
      throw new IllegalArgumentException("no predefined operation has number " + code);
    }
    return PREDEFINED[code - 1];
  }

  /** The name. */
  @Override
  public String toString() {
    return name;
  }
}
