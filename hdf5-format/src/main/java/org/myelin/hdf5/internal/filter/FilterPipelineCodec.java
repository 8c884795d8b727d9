package org.myelin.hdf5.internal.filter;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.myelin.hdf5.DeflateCoder;
import org.myelin.hdf5.FilterDescription;
import org.myelin.hdf5.MissingFilterException;
import org.myelin.hdf5.spi.Filter;
import org.myelin.hdf5.spi.FilterException;

/** Applies a dataset's filters to whole chunks. Safe for use by several threads at once. */
public final class FilterPipelineCodec {
  private record Stage(FilterDescription description, Filter filter, int[] parameters) {}

  private final String dataset;
  private final DeflateCoder deflate;
  private final List<Stage> stages = new ArrayList<>();

  /**
   * @param dataset what messages call the dataset
   * @param deflate who does deflate
   */
  public FilterPipelineCodec(
      String dataset, List<FilterDescription> filters, DeflateCoder deflate) {
    this.dataset = dataset;
    this.deflate = deflate;
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
   * Applies the filters in order. An optional filter that cannot encode the chunk, or not into
   * fewer bytes, is left out and marked in the mask, as libhdf5 does it.
   *
   * @param early whether code that is slow at first should be left alone
   * @throws FilterException naming the filter, if a filter that is not optional cannot encode the
   *     chunk
   */
  public Encoded encode(ByteBuffer chunk, boolean early) {
    ByteBuffer now = chunk;
    int mask = 0;
    for (int i = 0; i < stages.size(); i++) {
      Stage s = stages.get(i);
      ByteBuffer next = s.description.optional() ? tryStage(s, now, early) : must(s, now, early);
      if (next == null) {
        mask |= 1 << i;
      } else {
        now = next;
      }
    }
    return new Encoded(now, mask);
  }

  private ByteBuffer tryStage(Stage s, ByteBuffer chunk, boolean early) {
    try {
      return s.filter == null ? null : apply(s, chunk, early);
    } catch (FilterException e) {
      return null;
    }
  }

  private ByteBuffer must(Stage s, ByteBuffer chunk, boolean early) {
    if (s.filter == null) {
      throw missing(s);
    }
    String which = "filter " + s.filter.name() + " (" + s.filter.id() + "), which is not optional";
    try {
      ByteBuffer next = apply(s, chunk, early);
      if (next == null) {
        throw new FilterException("it cannot make these bytes smaller");
      }
      return next;
    } catch (FilterException e) {
      throw new FilterException(which + ": " + e.getMessage());
    }
  }

  private ByteBuffer apply(Stage s, ByteBuffer chunk, boolean early) {
    if (s.filter instanceof DeflateFilter d) {
      return d.encode(chunk, s.parameters, coder(early));
    }
    return s.filter.encode(chunk, s.parameters);
  }

  private DeflateCoder coder(boolean early) {
    if (deflate != DeflateCoder.AUTO) {
      return deflate;
    }
    return early ? DeflateCoder.JAVA_UTIL_ZIP : DeflateCoder.OWN;
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
        long limit = limitBefore(i, filterMask, chunkBytes);
        now =
            s.filter instanceof DeflateFilter d
                ? d.decode(now, limit, deflate)
                : s.filter.decode(now, s.parameters, limit);
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
