package org.myelin.hdf5.internal.format.level2;

import java.util.ArrayList;
import java.util.List;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * The filters of a dataset's chunks, in the order in which they are applied on writing.
 * Specification: IV.A.2.l.
 *
 * @param version 1 or 2
 * @param filters at most 32
 */
public record FilterPipelineMessage(int version, List<PipelineFilter> filters) implements Message {
  private static final int MAX_FILTERS = 32;

  /** Copies the filters. */
  public FilterPipelineMessage {
    filters = List.copyOf(filters);
  }

  @Override
  public MessageType type() {
    return MessageType.FILTER_PIPELINE;
  }

  static FilterPipelineMessage transfer(Wire w, FilterPipelineMessage m) {
    int version = w.version(m, FilterPipelineMessage::version, 1, 2);
    int n = w.u8("number of filters", m, x -> x.filters.size());
    if (n > MAX_FILTERS) {
      throw w.corrupt("number of filters", n, "at most " + MAX_FILTERS);
    }
    if (version == 1) {
      w.zeros("reserved", 6);
    }
    w.count("number of filters", n, 6);
    List<PipelineFilter> out = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      PipelineFilter f = m == null ? null : m.filters.get(i);
      out.add(w.item("filter", f, (x, v) -> PipelineFilter.transfer(x, v, version)));
    }
    return new FilterPipelineMessage(version, out);
  }
}
