package mpi;

import java.util.ArrayList;
import java.util.List;

/**
 * Which elements of a buffer belong to a message. Upper-case methods count elements of the buffer,
 * lower-case ones bytes. Immutable.
 */
public class Datatype {
  /** Number of the kind of type without elements. */
  public static final int NULL = 0;

  /** Number of this kind of element. */
  public static final int BYTE = 1;

  /** Number of this kind of element. */
  public static final int CHAR = 2;

  /** Number of this kind of element. */
  public static final int SHORT = 3;

  /** Number of this kind of element. */
  public static final int BOOLEAN = 4;

  /** Number of this kind of element. */
  public static final int INT = 5;

  /** Number of this kind of element. */
  public static final int LONG = 6;

  /** Number of this kind of element. */
  public static final int FLOAT = 7;

  /** Number of this kind of element. */
  public static final int DOUBLE = 8;

  /** Number of this kind of element: packed bytes. */
  public static final int PACKED = 9;

  /** Number of this kind of element: objects. */
  public static final int OBJECT = 12;

  static final int LB = 10;
  static final int UB = 11;

  /** The kind of element. */
  public int baseType;

  final org.myelin.mpi.Datatype core;
  final int extent;
  private final int lower;
  private final List<Block> blocks;
  private String name = "";
  private int[] places;

  private record Block(int length, int displacement, Datatype type) {}

  private Datatype(
      int baseType, org.myelin.mpi.Datatype core, int lower, int extent, List<Block> blocks) {
    this.baseType = baseType;
    this.core = core;
    this.lower = lower;
    this.extent = extent;
    this.blocks = blocks;
  }

  static Datatype basic(int baseType, org.myelin.mpi.Datatype core) {
    boolean mark = baseType == LB || baseType == UB || baseType == NULL;
    return new Datatype(baseType, core, 0, mark ? 0 : 1, null);
  }

  /** The indices, in elements, of one of this type. */
  int[] places() {
    if (places == null) {
      List<Integer> all = new ArrayList<>();
      collect(0, all);
      places = all.stream().mapToInt(Integer::intValue).toArray();
    }
    return places;
  }

  private void collect(int at, List<Integer> all) {
    if (blocks == null) {
      if (baseType != LB && baseType != UB) {
        all.add(at);
      }
      return;
    }
    for (Block block : blocks) {
      for (int i = 0; i < block.length; i++) {
        block.type.collect(at + block.displacement + i * block.type.extent, all);
      }
    }
  }

  /** Elements of a buffer that {@code count} of this type need. */
  int reach(int count) {
    return count == 0
        ? 0
        : (int) ((core.trueLowerBound() + core.trueExtent()) / baseBytes()) + (count - 1) * extent;
  }

  int baseBytes() {
    return switch (baseType) {
      case CHAR, SHORT -> 2;
      case INT, FLOAT, OBJECT -> 4;
      case LONG, DOUBLE -> 8;
      default -> 1;
    };
  }

  Class<?> elementClass() {
    return switch (baseType) {
      case CHAR -> char.class;
      case SHORT -> short.class;
      case BOOLEAN -> boolean.class;
      case INT -> int.class;
      case LONG -> long.class;
      case FLOAT -> float.class;
      case DOUBLE -> double.class;
      case OBJECT -> Object.class;
      default -> byte.class;
    };
  }

  /** The kind of element. */
  public int getType() {
    return baseType;
  }

  /** Bytes of one element. */
  public int getByteSize() {
    return baseBytes();
  }

  /** Distance from one of this type to the next, in elements. */
  public int Extent() {
    return extent;
  }

  /** Number of elements in one of this type. */
  public int Size() {
    return (int) (core.size() / baseBytes());
  }

  /** Lower bound in elements. */
  public int Lb() {
    return lower;
  }

  /** Upper bound in elements. */
  public int Ub() {
    return lower + extent;
  }

  /** Nothing to do: types are ready when they are made. */
  public void Commit() {}

  /** Nothing to do. */
  public void commit() {}

  /** Nothing to do. */
  public void free() {}

  /** Nothing to do. */
  public void Free() {}

  /** Whether this is the type without elements. */
  public boolean isNull() {
    return baseType == NULL;
  }

  /** The same type once more. */
  public Datatype dup() {
    return new Datatype(baseType, core, lower, extent, List.of(new Block(1, 0, this)));
  }

  /** Gives it a name. */
  public void setName(String newName) {
    name = newName;
  }

  /** The name that {@link #setName} gave, else a description. */
  public String getName() {
    return name.isEmpty() ? core.toString() : name;
  }

  /** Number of bytes in one of this type. */
  public int getSize() {
    return Math.toIntExact(core.size());
  }

  /** Distance from one of this type to the next, in bytes. */
  public int getExtent() {
    return Math.toIntExact(core.extent());
  }

  /** Lower bound in bytes. */
  public int getLb() {
    return Math.toIntExact(core.lowerBound());
  }

  /** First byte really used. */
  public int getTrueLb() {
    return Math.toIntExact(core.trueLowerBound());
  }

  /** Distance in bytes from the first to behind the last byte really used. */
  public int getTrueExtent() {
    return Math.toIntExact(core.trueExtent());
  }

  /** {@code count} of {@code old}, one behind the other. */
  public static Datatype Contiguous(int count, Datatype old) {
    return build(new int[] {count}, new int[1], new Datatype[] {old});
  }

  /** Blocks of {@code old}, {@code stride} old extents apart. */
  public static Datatype Vector(int count, int blockLength, int stride, Datatype old) {
    return Hvector(count, blockLength, stride * old.extent, old);
  }

  /** Blocks of {@code old}, {@code stride} elements apart. */
  public static Datatype Hvector(int count, int blockLength, int stride, Datatype old) {
    int[] displacements = new int[Math.max(0, count)];
    for (int i = 0; i < count; i++) {
      displacements[i] = i * stride;
    }
    return Hindexed(filled(displacements.length, blockLength), displacements, old);
  }

  /** Blocks of their own lengths at displacements that count old extents. */
  public static Datatype Indexed(int[] blockLengths, int[] displacements, Datatype old) {
    int[] elements = displacements.clone();
    for (int i = 0; i < elements.length; i++) {
      elements[i] *= old.extent;
    }
    return Hindexed(blockLengths, elements, old);
  }

  /** Blocks of their own lengths at displacements that count elements. */
  public static Datatype Hindexed(int[] blockLengths, int[] displacements, Datatype old) {
    Datatype[] types = new Datatype[blockLengths.length];
    java.util.Arrays.fill(types, old);
    return blockLengths.length == 0
        ? new Datatype(
            old.baseType, org.myelin.mpi.Datatype.contiguous(0, old.core), 0, 0, List.of())
        : build(blockLengths, displacements, types);
  }

  /**
   * Blocks of types of one kind of element at displacements that count elements; {@link MPI#LB} and
   * {@link MPI#UB} mark bounds.
   */
  public static Datatype Struct(int[] blockLengths, int[] displacements, Datatype[] types) {
    return build(blockLengths, displacements, types);
  }

  /** As {@link #Contiguous}. */
  public static Datatype createContiguous(int count, Datatype old) {
    return Contiguous(count, old);
  }

  /** As {@link #Vector}. */
  public static Datatype createVector(int count, int blockLength, int stride, Datatype old) {
    return Vector(count, blockLength, stride, old);
  }

  /** Blocks of {@code old}, {@code stride} bytes apart. */
  public static Datatype createHVector(int count, int blockLength, int stride, Datatype old) {
    return Hvector(count, blockLength, old.elements(stride), old);
  }

  /** As {@link #Indexed}. */
  public static Datatype createIndexed(int[] blockLengths, int[] displacements, Datatype old) {
    return Indexed(blockLengths, displacements, old);
  }

  /** Blocks of their own lengths at displacements in bytes. */
  public static Datatype createHIndexed(int[] blockLengths, int[] displacements, Datatype old) {
    int[] elements = java.util.Arrays.stream(displacements).map(old::elements).toArray();
    return Hindexed(blockLengths, elements, old);
  }

  /** Blocks of types of one kind of element at displacements in bytes. */
  public static Datatype createStruct(int[] blockLengths, int[] displacements, Datatype[] types) {
    Datatype first = first(types);
    return build(
        blockLengths, java.util.Arrays.stream(displacements).map(first::elements).toArray(), types);
  }

  /** The same elements with another lower bound and extent in bytes. */
  public static Datatype createResized(Datatype old, int lowerBound, int extent) {
    return new Datatype(
        old.baseType,
        org.myelin.mpi.Datatype.resized(old.core, lowerBound, extent),
        old.elements(lowerBound),
        old.elements(extent),
        List.of(new Block(1, 0, old)));
  }

  private int elements(int bytes) {
    if (bytes % baseBytes() != 0) {
      throw new MPIException(
          org.myelin.mpi.ErrorClass.TYPE,
          bytes + " bytes are no whole number of elements of " + baseBytes() + " bytes");
    }
    return bytes / baseBytes();
  }

  private static int[] filled(int length, int value) {
    int[] values = new int[length];
    java.util.Arrays.fill(values, value);
    return values;
  }

  private static Datatype first(Datatype... types) {
    for (Datatype type : types) {
      if (type.baseType != LB && type.baseType != UB) {
        return type;
      }
    }
    throw new MPIException(org.myelin.mpi.ErrorClass.TYPE, "a type needs elements");
  }

  private static Datatype build(int[] lengths, int[] displacements, Datatype[] types) {
    Datatype first = first(types);
    List<Block> blocks = new ArrayList<>();
    Integer low = null;
    Integer high = null;
    int least = Integer.MAX_VALUE;
    int most = Integer.MIN_VALUE;
    for (int i = 0; i < lengths.length; i++) {
      if (types[i].baseType == LB) {
        low = low == null ? displacements[i] : Math.min(low, displacements[i]);
      } else if (types[i].baseType == UB) {
        high = high == null ? displacements[i] : Math.max(high, displacements[i]);
      } else if (types[i].baseType != first.baseType) {
        throw new MPIException(
            org.myelin.mpi.ErrorClass.TYPE, "the parts of a type must have the same elements");
      } else {
        blocks.add(new Block(lengths[i], displacements[i], types[i]));
      }
      if (lengths[i] > 0 && types[i].baseType != LB && types[i].baseType != UB) {
        int from = displacements[i] + types[i].lower;
        int reach = (lengths[i] - 1) * types[i].extent;
        least = Math.min(least, from + Math.min(0, reach));
        most = Math.max(most, from + types[i].extent + Math.max(0, reach));
      }
    }
    int lower = low != null ? low : most < least ? 0 : least;
    int extent = (high != null ? high : most < least ? 0 : most) - lower;
    return Faults.call(() -> made(first, blocks, lower, extent));
  }

  private static Datatype made(Datatype first, List<Block> blocks, int lower, int extent) {
    int unit = first.baseBytes();
    org.myelin.mpi.Datatype all =
        org.myelin.mpi.Datatype.struct(
            blocks.stream().mapToLong(Block::length).toArray(),
            blocks.stream().mapToLong(b -> (long) b.displacement * unit).toArray(),
            blocks.stream().map(b -> b.type.core).toArray(org.myelin.mpi.Datatype[]::new));
    org.myelin.mpi.Datatype bounded =
        all.lowerBound() == (long) lower * unit && all.extent() == (long) extent * unit
            ? all
            : org.myelin.mpi.Datatype.resized(all, (long) lower * unit, (long) extent * unit);
    return new Datatype(first.baseType, bounded, lower, extent, blocks);
  }
}
