package org.myelin.hdf5;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the attributes by which the Dimension Scales specification (H5DS) ties datasets together:
 * {@code CLASS} and {@code NAME} of a scale, {@code DIMENSION_LIST} and {@code DIMENSION_LABELS} of
 * a dataset that has scales.
 */
final class DimensionScales {
  private static final String SCALE_CLASS = "DIMENSION_SCALE";

  private DimensionScales() {}

  static boolean isScale(Dataset d) {
    return text(d, "CLASS").filter(SCALE_CLASS::equals).isPresent();
  }

  static Optional<String> scaleName(Dataset d) {
    return isScale(d) ? text(d, "NAME") : Optional.empty();
  }

  static List<Dimension> of(Dataset d) {
    long[] shape = d.shape();
    Object[] lists = perDimension(d, "DIMENSION_LIST", shape.length);
    Object[] labels = perDimension(d, "DIMENSION_LABELS", shape.length);
    List<Dimension> all = new ArrayList<>();
    for (int i = 0; i < shape.length; i++) {
      List<Dataset> scales = new ArrayList<>();
      if (lists != null && lists[i] instanceof Object[] references) {
        for (Object r : references) {
          scale(d, r).ifPresent(scales::add);
        }
      }
      all.add(
          new Dimension(
              i, shape[i], labels != null && labels[i] instanceof String s ? s : "", scales));
    }
    return all;
  }

  private static Optional<String> text(Dataset d, String name) {
    return d.attributes()
        .find(name)
        .filter(a -> a.dataspace().isScalar() || a.dataspace().elements() == 1)
        .map(a -> a.dataspace().isScalar() ? a.value() : ((Object[]) array(a))[0])
        .filter(String.class::isInstance)
        .map(String.class::cast);
  }

  private static Object array(Attribute a) {
    return a.value() instanceof Object[] values ? values : new Object[1];
  }

  private static Object[] perDimension(Dataset d, String name, int rank) {
    Attribute a = d.attributes().find(name).orElse(null);
    if (a == null || !(a.value() instanceof Object[] values)) {
      return null;
    }
    if (values.length != rank) {
      throw wrong(d, name, values.length + " entries", rank + ", one for each dimension");
    }
    return values;
  }

  private static Optional<Dataset> scale(Dataset d, Object reference) {
    ObjectReference r =
        reference instanceof StandardReference s ? s.object() : (ObjectReference) reference;
    if (r.isNull()) {
      return Optional.empty();
    }
    Optional<Node> near = near(d, r.address());
    Node n = near.isPresent() ? near.get() : d.file().resolve(r);
    if (n instanceof Dataset scale) {
      return Optional.of(scale);
    }
    throw wrong(d, "DIMENSION_LIST", "a reference to " + n.path(), "references to datasets");
  }

  /** The scale under a name that leads to it, from the dataset's own group upwards. */
  private static Optional<Node> near(Dataset d, long address) {
    String path = d.path();
    while (path.startsWith("/") && path.length() > 1) {
      path = path.substring(0, path.lastIndexOf('/'));
      if (d.file().root().find(path.isEmpty() ? "/" : path).orElse(null) instanceof Group g) {
        for (Link l : g.links()) {
          if (l.type() == Link.Type.HARD && l.address() == address) {
            return g.find(l.name());
          }
        }
      }
    }
    return Optional.empty();
  }

  private static CorruptFileException wrong(
      Dataset d, String attribute, String found, String expected) {
    return d.file()
        .engine()
        .corrupt("Attribute " + attribute + " of " + d.path(), "value", -1, found, expected);
  }
}
