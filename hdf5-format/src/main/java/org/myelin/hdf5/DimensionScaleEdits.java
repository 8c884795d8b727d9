package org.myelin.hdf5;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes the attributes of the Dimension Scales specification (H5DS), of the types that libhdf5's
 * high-level library gives them. A scale counts in {@code REFERENCE_LIST} where it is attached, a
 * dataset in {@code DIMENSION_LIST} what is attached to it.
 */
final class DimensionScaleEdits {
  private static final Datatype LIST = VariableLengthType.sequence(Datatype.OBJECT_REFERENCE);

  /** As a C compiler lays out a reference and an int. */
  private static final Datatype ENTRY =
      Datatype.compound(
          16,
          List.of(
              new CompoundType.Member("dataset", 0, Datatype.OBJECT_REFERENCE),
              new CompoundType.Member("dimension", 8, Datatype.I32)));

  private DimensionScaleEdits() {}

  static void makeScale(Dataset d, String name) {
    if (d.attributes().contains("DIMENSION_LIST")) {
      throw new IllegalArgumentException(
          d.path() + " has dimension scales attached, so it cannot be one itself");
    }
    text(d, "CLASS", "DIMENSION_SCALE");
    text(d, "NAME", name);
  }

  private static void text(Dataset d, String attribute, String value) {
    int room = org.myelin.hdf5.internal.wire.Utf8.encode(value).length + 1;
    CharacterSet set =
        value.chars().allMatch(c -> c < 128) ? CharacterSet.ASCII : CharacterSet.UTF_8;
    d.attributes()
        .set(
            attribute,
            Datatype.fixedString(room, set, StringPadding.NULL_TERMINATED),
            Dataspace.scalar(),
            value);
  }

  static void attach(Dataset d, int dimension, Dataset scale) {
    checkDimension(d, dimension);
    if (scale.file != d.file || scale.equals(d)) {
      throw new IllegalArgumentException(
          scale.path()
              + " cannot be a scale of "
              + d.path()
              + ": another dataset of the same file");
    }
    if (d.isScale() || scale.attributes().contains("DIMENSION_LIST")) {
      throw new IllegalArgumentException(
          d.path() + " is a scale, or " + scale.path() + " has scales; neither can be both");
    }
    if (!scale.isScale()) {
      text(scale, "CLASS", "DIMENSION_SCALE");
    }
    List<List<ObjectReference>> lists = lists(d);
    if (lists.get(dimension).contains(scale.reference())) {
      return;
    }
    lists.get(dimension).add(scale.reference());
    setLists(d, lists);
    List<Compound> uses = uses(scale);
    uses.add(Compound.of("dataset", d.reference(), "dimension", dimension));
    setUses(scale, uses);
  }

  static void detach(Dataset d, int dimension, Dataset scale) {
    checkDimension(d, dimension);
    List<List<ObjectReference>> lists = lists(d);
    if (!lists.get(dimension).remove(scale.reference())) {
      throw new IllegalArgumentException(
          scale.path() + " is not attached to dimension " + dimension + " of " + d.path());
    }
    setLists(d, lists);
    List<Compound> uses = uses(scale);
    uses.removeIf(
        u ->
            d.reference().equals(u.get("dataset"))
                && ((Number) u.get("dimension")).intValue() == dimension);
    setUses(scale, uses);
  }

  static void label(Dataset d, int dimension, String label) {
    checkDimension(d, dimension);
    String[] labels = new String[d.shape().length];
    for (Dimension x : d.dimensions()) {
      labels[x.number()] = x.number() == dimension ? label : x.label();
    }
    boolean ascii = Arrays.stream(labels).allMatch(l -> l.chars().allMatch(c -> c < 128));
    d.attributes()
        .set(
            "DIMENSION_LABELS",
            ascii ? Datatype.VLEN_ASCII : Datatype.VLEN_UTF8,
            Dataspace.of(labels.length),
            labels);
  }

  private static void checkDimension(Dataset d, int dimension) {
    if (dimension < 0 || dimension >= d.shape().length) {
      throw new IllegalArgumentException(
          d.path() + " of shape " + Arrays.toString(d.shape()) + " has no dimension " + dimension);
    }
  }

  private static List<List<ObjectReference>> lists(Dataset d) {
    List<List<ObjectReference>> all = new ArrayList<>();
    Object[] stored =
        (Object[]) d.attributes().find("DIMENSION_LIST").map(Attribute::value).orElse(null);
    for (int i = 0; i < d.shape().length; i++) {
      List<ObjectReference> one = new ArrayList<>();
      if (stored != null && stored[i] instanceof Object[] references) {
        for (Object r : references) {
          one.add(r instanceof StandardReference s ? s.object() : (ObjectReference) r);
        }
      }
      all.add(one);
    }
    return all;
  }

  private static void setLists(Dataset d, List<List<ObjectReference>> lists) {
    if (lists.stream().allMatch(List::isEmpty)) {
      d.attributes().delete("DIMENSION_LIST");
      return;
    }
    ObjectReference[][] values =
        lists.stream()
            .map(l -> l.toArray(new ObjectReference[0]))
            .toArray(ObjectReference[][]::new);
    d.attributes().set("DIMENSION_LIST", LIST, Dataspace.of(values.length), values);
  }

  private static List<Compound> uses(Dataset scale) {
    Object stored =
        scale.attributes().find("REFERENCE_LIST").map(Attribute::value).orElse(new Object[0]);
    List<Compound> all = new ArrayList<>();
    for (Object o : (Object[]) stored) {
      all.add((Compound) o);
    }
    return all;
  }

  private static void setUses(Dataset scale, List<Compound> uses) {
    if (uses.isEmpty()) {
      scale.attributes().delete("REFERENCE_LIST");
    } else {
      scale
          .attributes()
          .set("REFERENCE_LIST", ENTRY, Dataspace.of(uses.size()), uses.toArray(new Compound[0]));
    }
  }
}
