package org.myelin.hdf5.internal.dump;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import org.myelin.hdf5.Hyperslab;
import org.myelin.hdf5.RegionSelection;
import org.myelin.hdf5.internal.dataset.RegularBoxes;
import org.myelin.hdf5.internal.dataset.VirtualData;
import org.myelin.hdf5.internal.format.level1.VirtualMappings;

/** The mappings of a virtual dataset. */
final class MappingText {
  private MappingText() {}

  static List<Object> of(VirtualData data) {
    List<Object> out = new ArrayList<>();
    for (VirtualMappings.Entry e : data.mappings()) {
      Map<String, Object> d = new LinkedHashMap<>();
      d.put("file", e.file());
      d.put("dataset", e.dataset());
      d.put("virtual", selection(e.virtual()));
      d.put("source", selection(e.source()));
      out.add(d);
    }
    return out;
  }

  private static Map<String, Object> selection(RegionSelection s) {
    Map<String, Object> d = new LinkedHashMap<>();
    d.put("kind", List.of("none", "points", "hyperslab", "all").get(s.kind().ordinal()));
    if (s.kind() == RegionSelection.Kind.BLOCKS) {
      Hyperslab slab = RegularBoxes.of(s.boxes());
      if (slab == null) {
        d.put("blocks", s.boxes().stream().map(MappingText::corners).toList());
      } else {
        d.put("start", lengths(slab, slab::startAt));
        d.put("stride", lengths(slab, slab::strideAt));
        d.put("count", lengths(slab, slab::countAt));
        d.put("block", lengths(slab, slab::blockAt));
      }
    }
    return d;
  }

  private static List<Object> lengths(Hyperslab slab, IntToLongFunction part) {
    List<Object> out = new ArrayList<>();
    for (int d = 0; d < slab.rank(); d++) {
      long n = part.applyAsLong(d);
      out.add(n < 0 ? "unlimited" : (Object) n);
    }
    return out;
  }

  /** First and last element of a box. */
  private static List<Long> corners(Hyperslab box) {
    List<Long> out = new ArrayList<>();
    for (int d = 0; d < box.rank(); d++) {
      out.add(box.startAt(d));
    }
    for (int d = 0; d < box.rank(); d++) {
      out.add(box.endAt(d) - 1);
    }
    return out;
  }
}
