package org.myelin.hdf5.internal.dataset;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.myelin.hdf5.ElementRuns;

/**
 * Collects which elements of a source go where in the user's selection, and reads them in lots, so
 * that memory stays bounded however scattered they are.
 */
final class SourceReads {
  private static final int LOT = 1 << 15;

  private final DatasetStore source;
  private final long[] sourceShape;
  private final long[] space;
  private final ElementSink sink;
  private final Nesting nesting;
  private final boolean joins;
  private long[] place = new long[16];
  private long[] packed = new long[16];
  private long[] length = new long[16];
  private int size;
  private boolean ascending = true;

  /**
   * For one source.
   *
   * @param space the dataspace that places are of, which may be larger than the source
   * @param joins whether places that follow each other may be read as one run: none comes twice
   */
  SourceReads(
      DatasetStore source,
      long[] sourceShape,
      long[] space,
      boolean joins,
      ElementSink sink,
      Nesting nesting) {
    this.source = source;
    this.sourceShape = sourceShape;
    this.space = space;
    this.joins = joins;
    this.sink = sink;
    this.nesting = nesting;
  }

  void add(long from, long to, long n) {
    int last = size - 1;
    if (joins && size > 0 && end(last) == from && packed[last] + length[last] == to) {
      length[last] += n;
      return;
    }
    if (size == LOT) {
      read();
    } else if (size == place.length) {
      place = Arrays.copyOf(place, 2 * size);
      packed = Arrays.copyOf(packed, 2 * size);
      length = Arrays.copyOf(length, 2 * size);
    }
    ascending &= size == 0 || place[size - 1] <= from;
    place[size] = from;
    packed[size] = to;
    length[size++] = n;
  }

  private long end(int i) {
    return place[i] + length[i];
  }

  /** Reads what has been collected. */
  void read() {
    if (size == 0) {
      return;
    }
    ElementRuns runs = runs();
    nesting.look();
    nesting.spend(runs.elements());
    size = 0;
    ascending = true;
    source.read(Arrays.equals(space, sourceShape) ? runs : runs.in(sourceShape), sink, nesting);
  }

  private ElementRuns runs() {
    if (ascending) {
      return ElementRuns.ofRuns(space, place, packed, length, size, "part of a virtual dataset");
    }
    int[] order =
        IntStream.range(0, size)
            .boxed()
            .sorted((a, b) -> Long.compare(place[a], place[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    return ElementRuns.ofRuns(
        space,
        Arrays.stream(order).mapToLong(i -> place[i]).toArray(),
        Arrays.stream(order).mapToLong(i -> packed[i]).toArray(),
        Arrays.stream(order).mapToLong(i -> length[i]).toArray(),
        size,
        "part of a virtual dataset");
  }
}
