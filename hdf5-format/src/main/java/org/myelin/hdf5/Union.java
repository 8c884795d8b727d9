package org.myelin.hdf5;

import java.util.Arrays;
import java.util.List;
import org.myelin.hdf5.internal.chunk.Grid;
import org.myelin.hdf5.internal.dataset.Runs;

/**
 * The elements of any of several hyperslabs, each once, in C order: an irregular hyperslab.
 * Immutable.
 */
public final class Union implements Selection {
  private final List<Hyperslab> parts;

  private Union(List<Hyperslab> parts) {
    this.parts = parts;
  }

  /** The elements of any of these. */
  public static Union of(Hyperslab... parts) {
    return new Union(List.of(parts));
  }

  /** The hyperslabs as given. */
  public List<Hyperslab> parts() {
    return parts;
  }

  @Override
  public ElementRuns within(long[] shape) {
    Grid whole = new Grid(shape, shape);
    long[][] runs = {new long[16]};
    int[] size = {0};
    for (Hyperslab part : parts) {
      Hyperslab p = part.within(shape);
      if (p.elements() == 0) {
        continue;
      }
      Runs.of(p, whole, 0)
          .forEach(
              (place, packed, n) -> {
                if (size[0] + 2 > runs[0].length) {
                  runs[0] = Arrays.copyOf(runs[0], 2 * runs[0].length);
                }
                runs[0][size[0]++] = place;
                runs[0][size[0]++] = n;
              });
    }
    return ElementRuns.Builder.ofOverlapping(shape, runs[0], size[0] / 2, toString());
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Union u && parts.equals(u.parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }

  @Override
  public String toString() {
    return "union of " + parts;
  }
}
