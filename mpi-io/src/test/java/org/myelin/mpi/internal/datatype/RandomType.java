package org.myelin.mpi.internal.datatype;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.myelin.mpi.Datatype;

/** A random derived datatype together with the plain list of byte offsets that it must select. */
public record RandomType(Datatype type, List<Long> offsets) {

  /** One element of a predefined type. */
  public static RandomType basic(Datatype type) {
    return new RandomType(type, firstBytes(type.size()));
  }

  /** A type nested {@code depth} deep, with blocks anywhere. */
  public static RandomType any(Random random, int depth) {
    if (depth == 0) {
      return basic(random.nextBoolean() ? Datatype.BYTE : Datatype.INT);
    }
    RandomType old = any(random, depth - 1);
    return switch (random.nextInt(5)) {
      case 0 -> old.vector(random.nextInt(4), random.nextInt(4), random.nextInt(9) - 3);
      case 1 -> old.vector(1 + random.nextInt(3), 1 + random.nextInt(3), 3 + random.nextInt(3));
      case 2 -> old.indexed(lengths(random), new long[] {7, 0, 30, 12});
      case 3 -> old.subarray(random);
      default -> old.resized(random.nextInt(5) - 2, random.nextInt(60));
    };
  }

  /** A type whose pieces rise without overlap and tile without overlap, as a file view needs it. */
  public static RandomType rising(Random random, int depth) {
    if (depth == 0) {
      return basic(random.nextBoolean() ? Datatype.BYTE : Datatype.SHORT);
    }
    RandomType old = rising(random, depth - 1);
    int block = 1 + random.nextInt(3);
    return switch (random.nextInt(4)) {
      case 0 -> old.vector(1 + random.nextInt(5), block, block + random.nextInt(4));
      case 1 -> old.indexed(lengths(random), new long[] {1, 5, 11, 17});
      case 2 -> old.subarray(random);
      default -> old.resized(0, old.type.extent() * (1 + random.nextInt(3)));
    };
  }

  private static long[] lengths(Random random) {
    return random.longs(4, 0, 4).toArray();
  }

  RandomType vector(long count, long block, long stride) {
    List<Long> all = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      repeat(all, i * stride * type.extent(), block);
    }
    return new RandomType(Datatype.vector(count, block, stride, type), all);
  }

  RandomType indexed(long[] lengths, long[] displacements) {
    List<Long> all = new ArrayList<>();
    for (int i = 0; i < lengths.length; i++) {
      repeat(all, displacements[i] * type.extent(), lengths[i]);
    }
    return new RandomType(Datatype.indexed(lengths, displacements, type), all);
  }

  RandomType subarray(Random random) {
    int rows = 1 + random.nextInt(4);
    int columns = 1 + random.nextInt(4);
    int height = random.nextInt(rows) + 1;
    int width = random.nextInt(columns) + 1;
    int top = random.nextInt(rows - height + 1);
    int left = random.nextInt(columns - width + 1);
    List<Long> all = new ArrayList<>();
    for (int row = top; row < top + height; row++) {
      repeat(all, (long) (row * columns + left) * type.extent(), width);
    }
    boolean c = random.nextBoolean();
    Datatype made =
        c
            ? Datatype.subarray(
                new long[] {rows, columns},
                new long[] {height, width},
                new long[] {top, left},
                Datatype.Order.C,
                type)
            : Datatype.subarray(
                new long[] {columns, rows},
                new long[] {width, height},
                new long[] {left, top},
                Datatype.Order.FORTRAN,
                type);
    return new RandomType(made, all);
  }

  RandomType resized(long lowerBound, long extent) {
    return new RandomType(Datatype.resized(type, lowerBound, extent), offsets);
  }

  private void repeat(List<Long> all, long at, long count) {
    for (long i = 0; i < count; i++) {
      for (long offset : offsets) {
        all.add(at + i * type.extent() + offset);
      }
    }
  }

  private static List<Long> firstBytes(long count) {
    return LongStream.range(0, count).boxed().toList();
  }
}
