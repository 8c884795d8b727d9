package org.myelin.hdf5.internal.dataset;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.myelin.hdf5.ElementRuns;
import org.myelin.hdf5.Hyperslab;
import org.myelin.hdf5.Selection;

/**
 * Where in its dataspace the elements of a selection lie, asked by their number in the packed
 * selection. Nothing is held per element of a hyperslab.
 */
abstract class Places {
  /** Receives a run: its place in the dataspace in C order, how far from the start, its length. */
  @FunctionalInterface
  interface Consumer {
    void run(long place, long from, long length);
  }

  /** For a selection inside a dataspace of this shape. */
  static Places of(Selection.Placed s, long[] shape) {
    return s instanceof Hyperslab slab ? new Regular(slab, shape) : new Listed((ElementRuns) s);
  }

  /** Calls with the runs that packed elements [first, first + n) are. */
  abstract void forEach(long first, long n, Consumer consumer);

  private static final class Regular extends Places {
    private final Hyperslab slab;
    private final long[] step;
    private final int last;
    private final long inner;

    /** Trailing dimensions that are selected whole count as one long element. */
    Regular(Hyperslab slab, long[] shape) {
      this.slab = slab;
      int d = shape.length - 1;
      long whole = 1;
      while (d >= 0
          && slab.blocks(d) == 1
          && slab.startAt(d) == 0
          && slab.blockLength(d) == shape[d]) {
        whole *= shape[d--];
      }
      this.last = d;
      this.inner = whole;
      this.step = new long[d + 1];
      long n = whole;
      for (int i = d; i >= 0; i--) {
        step[i] = n;
        n *= shape[i];
      }
    }

    @Override
    void forEach(long first, long n, Consumer consumer) {
      for (long done = 0; done < n; ) {
        long at = first + done;
        long place = at % inner;
        long length = inner - place;
        long rest = at / inner;
        for (int d = last; d >= 0; d--) {
          long index = rest % slab.extentAt(d);
          rest /= slab.extentAt(d);
          long inBlock = index % slab.blockLength(d);
          place +=
              (slab.startAt(d) + index / slab.blockLength(d) * slab.strideAt(d) + inBlock)
                  * step[d];
          if (d == last) {
            length += (slab.blockLength(d) - inBlock - 1) * inner;
          }
        }
        length = Math.min(length, n - done);
        consumer.run(place, done, length);
        done += length;
      }
    }
  }

  private static final class Listed extends Places {
    private final ElementRuns runs;
    private final int[] order;
    private final long[] packed;

    Listed(ElementRuns runs) {
      this.runs = runs;
      this.order =
          IntStream.range(0, runs.size())
              .boxed()
              .sorted((a, b) -> Long.compare(runs.packed(a), runs.packed(b)))
              .mapToInt(Integer::intValue)
              .toArray();
      this.packed = Arrays.stream(order).mapToLong(runs::packed).toArray();
    }

    @Override
    void forEach(long first, long n, Consumer consumer) {
      int i = Arrays.binarySearch(packed, first);
      for (i = i < 0 ? -i - 2 : i; i < order.length && packed[i] < first + n; i++) {
        long low = Math.max(first, packed[i]);
        long high = Math.min(first + n, packed[i] + runs.length(order[i]));
        if (low < high) {
          consumer.run(runs.place(order[i]) + low - packed[i], low - first, high - low);
        }
      }
    }
  }
}
