package org.myelin.hdf5.internal.filter;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.myelin.hdf5.spi.Filter;

/** The filters at hand: those of this module and those that {@link ServiceLoader} finds. */
public final class Filters {
  private static final Map<Integer, Filter> BY_ID = load();

  private Filters() {}

  private static Map<Integer, Filter> load() {
    Map<Integer, Filter> all = new TreeMap<>();
    ServiceLoader.load(Filter.class, Filters.class.getClassLoader())
        .forEach(f -> all.putIfAbsent(f.id(), f));
    for (Filter own :
        new Filter[] {
          new DeflateFilter(),
          new ShuffleFilter(),
          new Fletcher32Filter(),
          new LzfFilter(),
          new Lz4Filter(),
          new ZstdFilter(),
          new Bzip2Filter(),
          new BitshuffleFilter(),
          new BloscFilter(),
          new Blosc2Filter(),
          new SzipFilter(),
          new NbitFilter(),
          new ScaleOffsetFilter(),
          new ZfpFilter(),
          new QuantizationFilter(QuantizationFilter.BIT_GROOM, "bitgroom"),
          new QuantizationFilter(QuantizationFilter.GRANULAR_BIT_ROUND, "granular bitround"),
        }) {
      all.put(own.id(), own);
    }
    return all;
  }

  /** The filter with this id, if there is one. */
  public static Optional<Filter> find(int id) {
    return Optional.ofNullable(BY_ID.get(id));
  }

  /** All filters, by id. */
  public static Collection<Filter> all() {
    return BY_ID.values();
  }
}
