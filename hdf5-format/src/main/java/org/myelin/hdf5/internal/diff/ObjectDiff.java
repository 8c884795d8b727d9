package org.myelin.hdf5.internal.diff;

import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.DiffOptions;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.Link;
import org.myelin.hdf5.internal.dump.ByteText;
import org.myelin.hdf5.internal.format.level2.MessageType;

/** Compares two objects or links, and tells what h5diff tells of them. */
final class ObjectDiff {
  private final Comparison c;
  private final DiffOptions options;
  private final DatasetDiff datasets;
  private final AttributeDiff attributes;
  private final Exclusions withoutAttributes;

  ObjectDiff(Comparison c) {
    this.c = c;
    this.options = c.options();
    this.datasets = new DatasetDiff(c);
    this.attributes = new AttributeDiff(c, datasets);
    this.withoutAttributes = new Exclusions(options.excludedAttributes());
  }

  /**
   * Counts differences.
   *
   * @param same whether both are one object
   */
  long count(CompareEntry a, CompareEntry b, boolean same) {
    if (options.followLinks() && (a.kind().isLink() || b.kind().isLink())) {
      return dangling(a, b);
    }
    if (a.kind() != b.kind()) {
      c.unlike(
          "Not comparable: "
              + ("<" + ByteText.of(a.path()) + "> is of type " + a.kind().type() + " and ")
              + ("<" + ByteText.of(b.path()) + "> is of type " + b.kind().type() + "\n"));
      c.notComparable();
      return 0;
    }
    if (same) {
      if (c.lists()) {
        c.object(a.kind().word(), a.path(), b.path());
        c.found(0);
      }
      return 0;
    }
    return switch (a.kind()) {
      case DATASET -> dataset(a, b);
      case GROUP -> told("group", a, b, 0) + attributes(a, b);
      case DATATYPE -> datatype(a, b);
      default -> links(a, b);
    };
  }

  private long dangling(CompareEntry a, CompareEntry b) {
    if (options.noDanglingLinks()) {
      warn("Warning: ", a.kind().isLink() ? a : b);
      c.fail(null);
      return 0;
    }
    if (a.kind().isLink() && b.kind().isLink()) {
      if (options.isVerbose()) {
        c.object("dangling link", a.path(), b.path());
        c.found(0);
      }
      return 0;
    }
    if (a.kind().isLink()) {
      warn("obj1 ", a);
    } else {
      warn("obj2 ", b);
    }
    c.found(1);
    return 1;
  }

  /** Tells that a link leads to nothing. */
  void warn(String what, CompareEntry e) {
    if (options.isVerbose()) {
      c.print(what + "<" + ByteText.of(e.path()) + "> is a dangling link.\n");
    }
  }

  private long dataset(CompareEntry a, CompareEntry b) {
    if (c.lists()) {
      c.object("dataset", a.path(), b.path());
    }
    long found = 0;
    try {
      found =
          datasets.count(
              DatasetDiff.Side.of(a.file(), a.header(), a.path()),
              DatasetDiff.Side.of(b.file(), b.header(), b.path()),
              ByteText.of(a.path()),
              ByteText.of(b.path()));
    } catch (Hdf5Exception e) {
      c.fail(e.getMessage());
    }
    if (c.lists()) {
      c.found(found);
    } else if (found > 0) {
      c.object("dataset", a.path(), b.path());
      c.found(found);
    }
    return found + attributes(a, b);
  }

  private long attributes(CompareEntry a, CompareEntry b) {
    try {
      return withoutAttributes.excludes(a.path(), a.kind()) ? 0 : attributes.count(a, b);
    } catch (Hdf5Exception e) {
      c.fail(e.getMessage());
      return 0;
    }
  }

  private long datatype(CompareEntry a, CompareEntry b) {
    long found;
    try {
      found = type(a).equals(type(b)) ? 0 : 1;
    } catch (Hdf5Exception e) {
      c.fail(e.getMessage());
      return 0;
    }
    return told("datatype", a, b, found) + attributes(a, b);
  }

  private static Datatype type(CompareEntry e) {
    return e.file().headers().datatype(e.header(), e.header().find(MessageType.DATATYPE));
  }

  /** Prints the line of two things, and in a verbose comparison the number of differences. */
  private long told(String kind, CompareEntry a, CompareEntry b, long found) {
    if (options.isVerbose() || found > 0) {
      c.object(kind, a.path(), b.path());
    }
    if (options.isVerbose()) {
      c.found(found);
    }
    return found;
  }

  private long links(CompareEntry a, CompareEntry b) {
    Link x = a.link();
    Link y = b.link();
    if (a.kind() == ObjectKind.SOFT_LINK) {
      return told("link", a, b, x.target().equals(y.target()) ? 0 : 1);
    }
    if (x.type() == Link.Type.EXTERNAL && y.type() == Link.Type.EXTERNAL) {
      boolean same = x.file().equals(y.file()) && x.target().equals(y.target());
      return told("external link", a, b, same ? 0 : 1);
    }
    boolean same =
        x.type() == y.type() && x.linkClass() == y.linkClass() && a.userBytes() == b.userBytes();
    return told("user defined link", a, b, same ? 0 : 1);
  }
}
