package org.myelin.hdf5.internal.filter;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.myelin.hdf5.FilterDescription;
import org.myelin.hdf5.MissingFilterException;
import org.myelin.hdf5.spi.Filter;
import org.myelin.hdf5.spi.FilterException;

/** Applies a dataset's filters to whole chunks. Safe for use by several threads at once. */
public final class FilterPipelineCodec {
  private record Stage(FilterDescription description, Filter filter, int[] parameters) {}

  private final String dataset;
  private final List<Stage> stages = new ArrayList<>();

  /**
   * @param dataset what messages call the dataset
   */
  public FilterPipelineCodec(String dataset, List<FilterDescription> filters) {
    this.dataset = dataset;
    for (FilterDescription f : filters) {
      int[] parameters = f.clientData().stream().mapToInt(Integer::intValue).toArray();
      stages.add(new Stage(f, Filters.find(f.id()).orElse(null), parameters));
    }
  }

  /** An encoded chunk: its bytes, and a bit for each filter that was left out. */
  public record Encoded(ByteBuffer bytes, int filterMask) {}

  /** Whether there is any filter. */
  public boolean isEmpty() {
    return stages.isEmpty();
  }

  /**
   * Applies the filters in order. An optional filter that cannot help is left out and marked in the
   * mask.
   */
  public Encoded encode(ByteBuffer chunk) {
    ByteBuffer now = chunk;
    int mask = 0;
    for (int i = 0; i < stages.size(); i++) {
      Stage s = stages.get(i);
      ByteBuffer next = s.filter == null ? null : s.filter.encode(now, s.parameters);
      if (next == null) {
        if (!s.description.optional()) {
          throw s.filter == null
              ? missing(s)
              : new FilterException(
                  dataset
                      + ": filter "
                      + s.filter.name()
                      + " cannot encode this chunk, and it is not optional");
        }
        mask |= 1 << i;
      } else {
        now = next;
      }
    }
    return new Encoded(now, mask);
  }

  /**
   * Undoes the filters in reverse order.
   *
   * @param chunkBytes the size of the decoded chunk; anything else is an error
   * @throws FilterException when the bytes are broken
   */
  public ByteBuffer decode(ByteBuffer encoded, int filterMask, long chunkBytes) {
    ByteBuffer now = encoded;
    for (int i = stages.size() - 1; i >= 0; i--) {
      Stage s = stages.get(i);
      if ((filterMask & 1 << i) == 0) {
        if (s.filter == null) {
          throw missing(s);
        }
        now = s.filter.decode(now, s.parameters, limitBefore(i, filterMask, chunkBytes));
      }
    }
    if (now.remaining() != chunkBytes) {
      throw new FilterException(
          "the chunk decodes to " + now.remaining() + " bytes, expected " + chunkBytes);
    }
    return now;
  }

  /** The most bytes that can go into filter {@code i} on writing. */
  private long limitBefore(int i, int filterMask, long chunkBytes) {
    long limit = chunkBytes;
    for (int k = 0; k < i; k++) {
      if ((filterMask & 1 << k) == 0 && stages.get(k).filter != null) {
        limit = stages.get(k).filter.maxEncodedSize(limit);
      }
    }
    return limit;
  }

  private MissingFilterException missing(Stage s) {
    return new MissingFilterException(dataset, s.description.id(), s.description.name());
  }
}
