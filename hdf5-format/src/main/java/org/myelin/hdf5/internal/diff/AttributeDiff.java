package org.myelin.hdf5.internal.diff;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.Hyperslab;
import org.myelin.hdf5.StandardReference;
import org.myelin.hdf5.internal.dump.ByteText;
import org.myelin.hdf5.internal.file.AttributeStore;
import org.myelin.hdf5.internal.file.AttributeStore.Decoded;
import org.myelin.hdf5.internal.file.OpenFile;
import org.myelin.hdf5.internal.wire.Utf8;

/** Compares the attributes of two objects: those of the same name, and which names there are. */
final class AttributeDiff {
  private final Comparison c;
  private final DatasetDiff datasets;

  AttributeDiff(Comparison c, DatasetDiff datasets) {
    this.c = c;
    this.datasets = datasets;
  }

  /** Which of the two has the attribute. */
  private static final class Presence {
    AttributeStore.Stored first;
    AttributeStore.Stored second;
  }

  /** Counts the differences of common attributes. */
  long count(CompareEntry a, CompareEntry b) {
    AttributeStore first = a.file().attributes(a.header(), a.path());
    AttributeStore second = b.file().attributes(b.header(), b.path());
    Map<String, Presence> all = new TreeMap<>(Utf8::compare);
    for (AttributeStore.Stored s : first.all()) {
      all.computeIfAbsent(s.message().name(), n -> new Presence()).first = s;
    }
    for (AttributeStore.Stored s : second.all()) {
      all.computeIfAbsent(s.message().name(), n -> new Presence()).second = s;
    }
    status(all);
    long found = 0;
    for (Map.Entry<String, Presence> e : all.entrySet()) {
      Presence p = e.getValue();
      if (p.first != null && p.second != null) {
        Decoded x = first.decode(p.first);
        Decoded y = second.decode(p.second);
        found += count(a.file(), x, a.path(), b.file(), y, b.path());
      }
    }
    return found;
  }

  private void status(Map<String, Presence> all) {
    long only1 = all.values().stream().filter(p -> p.second == null).count();
    long only2 = all.values().stream().filter(p -> p.first == null).count();
    int level = c.options().verbose();
    if (level == 2) {
      c.print("   obj1   obj2\n --------------------------------------\n");
      all.forEach((name, p) -> c.print(presence(p.first != null, p.second != null, name)));
    }
    if (level >= 1) {
      long common = all.size() - only1 - only2;
      c.print(
          "Attributes status:  "
              + (common + " common, " + only1 + " only in obj1, " + only2 + " only in obj2\n"));
    }
    if (only1 + only2 > 0) {
      c.contentsDiffer();
    }
  }

  /** The line of a list that tells where something is. */
  static String presence(boolean first, boolean second, String name) {
    return "    "
        + (first ? 'x' : ' ')
        + "      "
        + (second ? 'x' : ' ')
        + "    "
        + Comparison.padded(ByteText.of(name), 15)
        + "\n";
  }

  /** Counts the differences of two attributes that references lead to. */
  long referenced(OpenFile first, StandardReference a, OpenFile second, StandardReference b) {
    String path1 = "#" + a.object().address();
    String path2 = "#" + b.object().address();
    Decoded x = find(first, a, path1);
    Decoded y = find(second, b, path2);
    if (x == null || y == null) {
      c.print("Warning: Cannot open referenced attribute" + (x == null ? 1 : 2) + "\n");
      return 0;
    }
    return count(first, x, path1, second, y, path2);
  }

  private static Decoded find(OpenFile file, StandardReference r, String path) {
    return file.attributes(file.headers().read(r.object().address()), path)
        .find(r.attribute())
        .orElse(null);
  }

  private long count(
      OpenFile first, Decoded a, String path1, OpenFile second, Decoded b, String path2) {
    long[] shape1 = a.dataspace().shape();
    long[] shape2 = b.dataspace().shape();
    boolean comparable =
        new TypeCheck(
                c,
                ByteText.of(a.name()),
                ByteText.of(b.name()),
                new TypeCheck.Shape(shape1, shape1),
                new TypeCheck.Shape(shape2, shape2))
            .test(a.datatype(), b.datatype());
    if (!comparable) {
      return 0;
    }
    String name1 = ByteText.of(a.name() + " of <" + path1 + ">");
    String name2 = ByteText.of(b.name() + " of <" + path2 + ">");
    if (c.lists()) {
      c.print(Comparison.pair("attribute", name1, name2));
    }
    long found = elements(first, a, second, b, new Place(c, name1, name2, shape1));
    if (c.lists()) {
      c.found(found);
    } else if (found > 0) {
      c.print(Comparison.pair("attribute", name1, name2));
      c.found(found);
    }
    return found;
  }

  private long elements(OpenFile first, Decoded a, OpenFile second, Decoded b, Place place) {
    Sides sides = Sides.of(first, "attribute " + a.name(), second, "attribute " + b.name());
    long[] shape = a.dataspace().shape();
    Hyperslab all = Hyperslab.start(new long[shape.length]).count(shape);
    return new ElementsDiff(c, a.datatype(), b.datatype(), sides, datasets.targets(first, second))
        .count(all, box -> read(a, box), box -> read(b, box), place);
  }

  /** Elements of an attribute; one without any counts as one of zeros. */
  private static ByteBuffer read(Decoded a, Hyperslab box) {
    int size = a.datatype().size();
    if (a.dataspace().isNull()) {
      return ByteBuffer.allocate(size);
    }
    long at = 0;
    Dataspace space = a.dataspace();
    for (int d = 0; d < box.rank(); d++) {
      at = at * space.length(d) + box.startAt(d);
    }
    return ByteBuffer.wrap(
            a.data(), Math.toIntExact(at * size), Math.toIntExact(box.elements() * size))
        .slice();
  }
}
