package org.myelin.hdf5.internal.dump;

import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.myelin.hdf5.DdlOptions;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.Link;
import org.myelin.hdf5.internal.file.LinkTable;
import org.myelin.hdf5.internal.file.ObjectHeader;
import org.myelin.hdf5.internal.file.OpenFile;
import org.myelin.hdf5.internal.format.level2.MessageType;

/** A file, or the objects of it that were asked for, in the data description language. */
public final class DdlFile {
  private final DdlObject root;
  private final DdlOptions options;
  private final Consumer<String> errors;
  private final DdlPrinter out;
  private final DdlTree tree;
  private final DdlTree.World world;

  private DdlFile(
      DdlObject root, DdlOptions options, OutputStream stream, Consumer<String> errors) {
    this.root = root;
    this.options = options;
    this.errors = errors;
    this.out = new DdlPrinter(stream, options.width());
    this.tree = new DdlTree(out, options, errors);
    this.world = tree.world(root.file(), root.finder());
  }

  /**
   * Prints a file.
   *
   * @param root its root group
   * @param name what the first line calls the file
   * @param errors takes a line for each part that cannot be read and is left out
   */
  public static void write(
      DdlObject root,
      String name,
      DdlOptions options,
      OutputStream stream,
      Consumer<String> errors) {
    DdlFile f = new DdlFile(root, options, stream, errors);
    f.out.raw("HDF5 \"" + ByteText.of(name) + "\" {");
    f.content();
    f.out.raw("\n}\n");
    f.out.flush();
  }

  /** Prints the list of a file's objects and links. */
  public static void writeContents(
      OpenFile file,
      String name,
      boolean attributes,
      OutputStream stream,
      Consumer<String> errors) {
    DdlPrinter out = new DdlPrinter(stream, DdlOptions.DEFAULT.width());
    out.raw("HDF5 \"" + ByteText.of(name) + "\" {\n");
    new DdlContents(out, new DdlScope(file, false), attributes, errors).print();
    out.raw("}\n");
    out.flush();
  }

  private void content() {
    if (options.superblock()) {
      out.raw("\n");
      DdlSuperblock.print(out, root.file());
    }
    if (options.objects().isEmpty()) {
      out.raw("\n");
      tree.group(world, 0, root.header(), "/", "/");
    }
    for (DdlOptions.Target t : options.objects()) {
      try {
        if (!print(t)) {
          missing(t);
        }
      } catch (Hdf5Exception e) {
        errors.accept(e.getMessage());
      }
    }
  }

  private void missing(DdlOptions.Target t) {
    String kind = t.kind().name().toLowerCase(Locale.ROOT);
    errors.accept(root.file().name() + ": no " + kind + " at " + t.path());
  }

  private boolean print(DdlOptions.Target t) {
    return switch (t.kind()) {
      case ATTRIBUTE -> attribute(t.path());
      case LINK -> link(t.path());
      case DATATYPE -> t.path().startsWith("/#") ? unnamed(t.path()) : object(t);
      default -> object(t);
    };
  }

  private boolean object(DdlOptions.Target t) {
    Optional<DdlObject> found = root.finder().find(t.path());
    if (found.isEmpty() || kind(found.get().header()) != t.kind()) {
      return false;
    }
    out.raw("\n");
    DdlObject o = found.get();
    DdlTree.World w = tree.world(o.file(), o.finder());
    switch (t.kind()) {
      case GROUP -> tree.group(w, 0, o.header(), o.path(), t.path());
      case DATASET -> tree.dataset(w, 0, o.header(), o.path(), t.path());
      default -> w.objects().namedType(0, o.header(), o.path(), t.path());
    }
    return true;
  }

  private static DdlOptions.Kind kind(ObjectHeader h) {
    if (h.isGroup()) {
      return DdlOptions.Kind.GROUP;
    }
    return h.find(MessageType.DATA_LAYOUT) != null
        ? DdlOptions.Kind.DATASET
        : DdlOptions.Kind.DATATYPE;
  }

  /** A committed type without a path, by its address. */
  private boolean unnamed(String path) {
    String digits = path.substring(2);
    for (long address : world.scope().types().keySet()) {
      if (Long.toString(address).equals(digits)) {
        out.raw("\n");
        ObjectHeader h = root.file().headers().read(address);
        world.objects().namedType(0, h, path, path);
        return true;
      }
    }
    return false;
  }

  private boolean attribute(String path) {
    int slash = path.length() - 1;
    while (slash >= 0
        && (path.charAt(slash) != '/' || slash > 0 && path.charAt(slash - 1) == '\\')) {
      slash--;
    }
    String name = path.substring(slash + 1).replace("\\/", "/");
    Optional<DdlObject> found = root.finder().find(slash < 0 ? "/" : path.substring(0, slash + 1));
    if (found.isEmpty()) {
      return false;
    }
    DdlObject o = found.get();
    DdlTree.World w = tree.world(o.file(), o.finder());
    if (!o.file().attributes(o.header(), o.path()).names().contains(name)) {
      return false;
    }
    out.raw("\n");
    return w.objects().attribute(0, o.header(), o.path(), name);
  }

  private boolean link(String path) {
    int slash = path.lastIndexOf('/');
    Optional<DdlObject> group = root.finder().find(slash < 0 ? "/" : path.substring(0, slash + 1));
    if (group.isEmpty() || !group.get().header().isGroup()) {
      return false;
    }
    DdlObject g = group.get();
    LinkTable.Entry e = g.file().links(g.header(), g.path()).find(path.substring(slash + 1));
    if (e == null || e.link().type() == Link.Type.HARD) {
      return false;
    }
    out.raw("\n");
    tree.linkOnly(0, e.link(), path);
    return true;
  }
}
