package org.myelin.hdf5.internal.dataset;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.myelin.hdf5.ElementRuns;
import org.myelin.hdf5.Hyperslab;
import org.myelin.hdf5.Selection;

/**
 * A selection cut into selections of at most so many elements, which one after the other are the
 * whole in packed order. Cuts fall on the edges of chunks where they can.
 */
public final class Parts implements Iterator<Selection.Placed> {
  private final Hyperslab whole;
  private final ElementRuns irregular;
  private final long most;
  private final long[] tile;
  private final int cut;
  private final long step;
  // index along each dimension up to the one that is cut, counted in selected indices
  private final long[] at;
  private long packed;
  private boolean more;

  /**
   * @param most elements of one part, at least 1
   * @param tile lengths of a chunk, or null
   */
  public Parts(Selection.Placed selection, long most, long[] tile) {
    this.most = most;
    this.tile = tile;
    this.more = selection.elements() > 0;
    if (selection instanceof ElementRuns r) {
      irregular = r;
      whole = null;
      at = null;
      cut = 0;
      step = 0;
      return;
    }
    irregular = null;
    whole = (Hyperslab) selection;
    int d = whole.rank() - 1;
    long inner = 1;
    while (d > 0 && whole.extentAt(d) <= most / inner) {
      inner *= whole.extentAt(d--);
    }
    cut = Math.max(d, 0);
    step = Math.max(1, most / inner);
    at = new long[whole.rank()];
  }

  @Override
  public boolean hasNext() {
    return more;
  }

  @Override
  public Selection.Placed next() {
    if (!more) {
      throw new NoSuchElementException();
    }
    if (irregular != null) {
      long to = Math.min(irregular.elements(), packed + most);
      Selection.Placed part = irregular.slice(packed, to);
      packed = to;
      more = packed < irregular.elements();
      return part;
    }
    return whole.rank() == 0 ? last() : box();
  }

  private Hyperslab last() {
    more = false;
    return whole;
  }

  private Hyperslab box() {
    int rank = whole.rank();
    long[][] p = new long[4][rank];
    for (int d = 0; d < rank; d++) {
      if (d < cut) {
        put(p, d, at[d], 1);
      } else if (d > cut) {
        p[0][d] = whole.startAt(d);
        p[1][d] = whole.blocks(d);
        p[2][d] = whole.strideAt(d);
        p[3][d] = whole.blockLength(d);
      }
    }
    at[cut] += put(p, cut, at[cut], Math.min(step, whole.extentAt(cut) - at[cut]));
    for (int d = cut; d >= 0 && at[d] == whole.extentAt(d); d--) {
      at[d] = 0;
      if (d == 0) {
        more = false;
      } else {
        at[d - 1]++;
      }
    }
    return Hyperslab.start(p[0]).count(p[1]).stride(p[2]).block(p[3]);
  }

  /** Takes at most n selected indices of dimension d from a on; returns how many it took. */
  private long put(long[][] p, int d, long a, long n) {
    long block = whole.blockLength(d);
    long stride = whole.strideAt(d);
    long inBlock = a % block;
    p[0][d] = whole.startAt(d) + a / block * stride + inBlock;
    p[2][d] = stride;
    if (inBlock == 0 && n >= block) {
      p[1][d] = n / block;
      p[3][d] = block;
      return n / block * block;
    }
    long taken = Math.min(n, block - inBlock);
    if (tile != null && d == cut) {
      long edge = (p[0][d] + taken) / tile[d] * tile[d];
      if (edge > p[0][d] && taken < block - inBlock) {
        taken = edge - p[0][d];
      }
    }
    p[1][d] = 1;
    p[2][d] = Math.max(stride, taken);
    p[3][d] = taken;
    return taken;
  }
}
