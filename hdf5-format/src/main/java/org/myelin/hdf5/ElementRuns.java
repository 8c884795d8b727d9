package org.myelin.hdf5;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A selection of any elements of one dataspace, as runs: place in the dataspace in C order, place
 * in the packed selection, length, sorted by the first. {@link Points}, {@link Mask} and {@link
 * Union} become this once the shape is known. Immutable.
 */
public final class ElementRuns implements Selection.Placed {
  private final long[] shape;
  private final long[] place;
  private final long[] packed;
  private final long[] length;
  private final long elements;
  private final String name;

  private ElementRuns(
      long[] shape, long[] place, long[] packed, long[] length, long elements, String name) {
    this.shape = shape;
    this.place = place;
    this.packed = packed;
    this.length = length;
    this.elements = elements;
    this.name = name;
  }

  /** One element for each place, in this order; places may come more than once. */
  public static ElementRuns ofPlaces(long[] shape, long[] places, String name) {
    int n = places.length;
    boolean ascending = true;
    for (int i = 1; i < n && ascending; i++) {
      ascending = places[i - 1] < places[i];
    }
    if (ascending) {
      Builder b = new Builder(shape);
      for (long p : places) {
        b.add(p, 1);
      }
      return b.build(name);
    }
    int[] order = order(places);
    long[] place = new long[n];
    long[] packed = new long[n];
    long[] length = new long[n];
    for (int i = 0; i < n; i++) {
      place[i] = places[order[i]];
      packed[i] = order[i];
      length[i] = 1;
    }
    return new ElementRuns(shape.clone(), place, packed, length, n, name);
  }

  /** Stable, so that of equal places the one given later comes later. */
  private static int[] order(long[] places) {
    int n = places.length;
    long most = 0;
    for (long p : places) {
      most |= p;
    }
    int bits = 64 - Long.numberOfLeadingZeros(n);
    if (bits > Long.numberOfLeadingZeros(most) - 1) {
      return IntStream.range(0, n)
          .boxed()
          .sorted((a, b) -> Long.compare(places[a], places[b]))
          .mapToInt(Integer::intValue)
          .toArray();
    }
    // place and number in one key: numbers sort many times as fast as objects
    long[] keys = new long[n];
    for (int i = 0; i < n; i++) {
      keys[i] = places[i] << bits | i;
    }
    Arrays.sort(keys);
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = (int) (keys[i] & (1L << bits) - 1);
    }
    return order;
  }

  /**
   * Runs that are known already: their places in C order in the dataspace, ascending, and where
   * each goes in a packed array, which may hold more than these.
   *
   * @param size how many of each array's values count
   */
  public static ElementRuns ofRuns(
      long[] shape, long[] places, long[] packed, long[] lengths, int size, String name) {
    long elements = 0;
    for (int i = 0; i < size; i++) {
      elements += lengths[i];
    }
    return new ElementRuns(
        shape.clone(),
        Arrays.copyOf(places, size),
        Arrays.copyOf(packed, size),
        Arrays.copyOf(lengths, size),
        elements,
        name);
  }

  /**
   * The same elements of the dataspace with other lengths, as after a change of its extent; those
   * that it no longer holds are left out.
   */
  public ElementRuns in(long[] other) {
    if (Arrays.equals(other, shape)) {
      return this;
    }
    Builder moved = new Builder(other);
    int inner = shape.length - 1;
    for (int i = 0; i < size(); i++) {
      for (long done = 0; done < length[i]; ) {
        long at = place[i] + done;
        long column = at % shape[inner];
        long n = Math.min(length[i] - done, shape[inner] - column);
        long there = placeIn(other, at);
        if (there >= 0 && column < other[inner]) {
          moved.put(there, packed[i] + done, Math.min(n, other[inner] - column));
        }
        done += n;
      }
    }
    moved.elements = elements;
    return moved.build(name);
  }

  private long placeIn(long[] other, long at) {
    long there = 0;
    long factor = 1;
    for (int d = shape.length - 1; d >= 0; d--) {
      long index = at % shape[d];
      if (index >= other[d]) {
        return -1;
      }
      at /= shape[d];
      there += index * factor;
      factor *= other[d];
    }
    return there;
  }

  /** These runs with each element once: of places that come twice the later one. For writing. */
  public ElementRuns distinct() {
    int k = 0;
    long[] keptPlace = place.clone();
    long[] keptPacked = packed.clone();
    long[] keptLength = length.clone();
    for (int i = 0; i < size(); i++) {
      boolean again = i + 1 < size() && place[i + 1] < place[i] + length[i];
      if (!again) {
        keptPlace[k] = place[i];
        keptPacked[k] = packed[i];
        keptLength[k++] = length[i];
      }
    }
    return k == size()
        ? this
        : new ElementRuns(
            shape,
            Arrays.copyOf(keptPlace, k),
            Arrays.copyOf(keptPacked, k),
            Arrays.copyOf(keptLength, k),
            elements,
            name);
  }

  /** The elements from place {@code from} to before {@code to} of the packed selection. */
  public ElementRuns slice(long from, long to) {
    Builder part = new Builder(shape);
    for (int i = 0; i < size(); i++) {
      long low = Math.max(from, packed[i]);
      long high = Math.min(to, packed[i] + length[i]);
      if (low < high) {
        part.put(place[i] + low - packed[i], low - from, high - low);
      }
    }
    part.elements = to - from;
    return part.build(name);
  }

  @Override
  public Placed within(long[] space) {
    if (!Arrays.equals(space, shape)) {
      throw new IllegalArgumentException(
          name
              + " is of a dataspace "
              + Arrays.toString(shape)
              + ", not "
              + Arrays.toString(space));
    }
    return this;
  }

  @Override
  public int rank() {
    return shape.length;
  }

  @Override
  public long elements() {
    return elements;
  }

  /** Lengths of the dataspace. */
  public long[] shape() {
    return shape.clone();
  }

  /** Number of runs. */
  public int size() {
    return place.length;
  }

  /** First element of run {@code i}, counted in C order in the dataspace. */
  public long place(int i) {
    return place[i];
  }

  /** First element of run {@code i} in the packed selection. */
  public long packed(int i) {
    return packed[i];
  }

  /** Elements of run {@code i}. */
  public long length(int i) {
    return length[i];
  }

  /** The first run from {@code first} on that does not end at or before {@code from}. */
  public int search(int first, long from) {
    int low = first;
    int high = size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (place[middle] + length[middle] <= from) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  public String toString() {
    return name;
  }

  /** Collects runs that ascend, in packed order, joining those that touch. */
  static final class Builder {
    private final long[] shape;
    private long[] place = new long[16];
    private long[] packed = new long[16];
    private long[] length = new long[16];
    private int size;
    private long elements;

    Builder(long[] shape) {
      this.shape = shape.clone();
    }

    /** Sorts and joins runs that are given as pairs of place and length. */
    static ElementRuns ofOverlapping(long[] shape, long[] pairs, int count, String name) {
      Integer[] order = IntStream.range(0, count).boxed().toArray(Integer[]::new);
      Arrays.sort(order, (a, b) -> Long.compare(pairs[2 * a], pairs[2 * b]));
      Builder b = new Builder(shape);
      long done = 0;
      for (int i : order) {
        long from = Math.max(done, pairs[2 * i]);
        long to = pairs[2 * i] + pairs[2 * i + 1];
        if (from < to) {
          b.add(from, to - from);
          done = to;
        }
      }
      return b.build(name);
    }

    void add(long from, long n) {
      if (size > 0 && place[size - 1] + length[size - 1] == from) {
        length[size - 1] += n;
      } else {
        put(from, elements, n);
      }
      elements += n;
    }

    private void put(long from, long at, long n) {
      if (size == place.length) {
        place = Arrays.copyOf(place, 2 * size);
        packed = Arrays.copyOf(packed, 2 * size);
        length = Arrays.copyOf(length, 2 * size);
      }
      place[size] = from;
      packed[size] = at;
      length[size++] = n;
    }

    ElementRuns build(String name) {
      long all = 1;
      for (long n : shape) {
        all = Math.multiplyExact(all, n);
      }
      if (size > 0 && place[size - 1] + length[size - 1] > all) {
        throw new IllegalArgumentException(
            name + " reaches past the " + all + " elements of " + Arrays.toString(shape));
      }
      return new ElementRuns(
          shape,
          Arrays.copyOf(place, size),
          Arrays.copyOf(packed, size),
          Arrays.copyOf(length, size),
          elements,
          name);
    }
  }
}
