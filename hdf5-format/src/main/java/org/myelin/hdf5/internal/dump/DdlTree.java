package org.myelin.hdf5.internal.dump;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.myelin.hdf5.DdlOptions;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.Link;
import org.myelin.hdf5.internal.file.LinkTable;
import org.myelin.hdf5.internal.file.ObjectHeader;
import org.myelin.hdf5.internal.file.OpenFile;
import org.myelin.hdf5.internal.format.level2.MessageType;

/**
 * Groups and what is in them, depth first, on a stack of its own; any object that was printed
 * before by its path only. What external links lead to is printed inside them, except in the first
 * file.
 */
final class DdlTree {
  /** A file and how its objects are printed. */
  record World(DdlScope scope, DdlObjects objects, DdlObject.Finder finder) {}

  /** A group whose members are being printed, or a link with an object inside. */
  private record Open(
      World world, DdlContext context, String path, Iterator<LinkTable.Entry> rest) {}

  /** Each level keeps its path, and indents all that is below. */
  private static final int MAX_DEPTH = 2800;

  private final DdlPrinter out;
  private final DdlOptions options;
  private final Consumer<String> errors;
  private final List<World> worlds = new ArrayList<>();
  private final Deque<Open> open = new ArrayDeque<>();

  DdlTree(DdlPrinter out, DdlOptions options, Consumer<String> errors) {
    this.out = out;
    this.options = options;
    this.errors = errors;
  }

  /** The file of an object, known from now on; the first one is the one that is printed. */
  World world(OpenFile file, DdlObject.Finder finder) {
    for (World w : worlds) {
      if (w.scope().file() == file || w.scope().file().name().equals(file.name())) {
        return w;
      }
    }
    DdlScope scope = new DdlScope(file, !worlds.isEmpty());
    World w = new World(scope, new DdlObjects(out, scope, options, errors), finder);
    worlds.add(w);
    return w;
  }

  /** Prints a group with all in it. */
  void group(World world, int level, ObjectHeader h, String path, String name) {
    enter(world, level, h, path, name);
    while (!open.isEmpty()) {
      Open g = open.peek();
      if (g.rest().hasNext()) {
        member(g, g.rest().next());
      } else {
        open.pop();
        close(g.context());
      }
    }
  }

  private void close(DdlContext c) {
    c.level--;
    out.line(c, "}");
  }

  private void enter(World w, int level, ObjectHeader h, String path, String name) {
    DdlContext c = new DdlContext(level);
    out.line(c, "GROUP \"" + ByteText.of(name) + "\" {");
    c.level++;
    if (name.equals("/")) {
      w.objects().unnamedTypes(level + 1);
    }
    try {
      w.objects().comment(c, h);
    } catch (Hdf5Exception e) {
      errors.accept(e.getMessage());
    }
    if (w.scope().enter(h.address())) {
      out.line(c, "HARDLINK \"" + ByteText.of(w.scope().path(h.address())) + "\"");
      close(c);
      return;
    }
    w.objects().attributes(level + 1, h, path);
    if (open.size() >= MAX_DEPTH) {
      errors.accept(
          w.scope().file().name()
              + ": groups inside each other deeper than "
              + MAX_DEPTH
              + " are not printed");
      close(c);
      return;
    }
    try {
      open.push(new Open(w, c, path, w.scope().file().links(h, path).entries().iterator()));
    } catch (Hdf5Exception e) {
      errors.accept(e.getMessage());
      close(c);
    }
  }

  private void member(Open g, LinkTable.Entry e) {
    Link l = e.link();
    int level = g.context().level;
    String path = ObjectWalk.join(g.path(), l.name());
    if (l.type() == Link.Type.HARD) {
      try {
        ObjectHeader h = g.world().scope().file().headers().read(e.address());
        object(g.world(), level, h, path, l.name());
      } catch (Hdf5Exception x) {
        errors.accept(x.getMessage());
      }
      return;
    }
    DdlContext c = link(level, l, l.name());
    if (l.type() == Link.Type.EXTERNAL) {
      open.push(new Open(g.world(), c, path, Collections.emptyIterator()));
      follow(g.world(), level + 2, l, path);
    } else {
      close(c);
    }
  }

  /** Prints an object of any kind; a group's members wait on the stack. */
  private void object(World w, int level, ObjectHeader h, String path, String name) {
    if (h.isGroup()) {
      enter(w, level, h, path, name);
    } else if (h.find(MessageType.DATA_LAYOUT) == null) {
      w.objects().namedType(level, h, path, name);
    } else {
      dataset(w, level, h, path, name);
    }
  }

  void dataset(World w, int level, ObjectHeader h, String path, String name) {
    if (!w.scope().again(h)) {
      w.objects().dataset(level, h, path, name);
      return;
    }
    DdlContext c = new DdlContext(level);
    out.line(c, "DATASET \"" + ByteText.of(name) + "\" {");
    c.level++;
    out.line(c, "HARDLINK \"" + ByteText.of(w.scope().path(h.address())) + "\"");
    close(c);
  }

  // ---- links

  /** Prints a link that is not hard, without its end. */
  private DdlContext link(int level, Link l, String name) {
    DdlContext c = new DdlContext(level);
    String quoted = " \"" + ByteText.of(name) + "\" {";
    switch (l.type()) {
      case SOFT -> {
        out.line(c, "SOFTLINK" + quoted);
        c.level++;
        out.line(c, "LINKTARGET \"" + ByteText.of(l.target()) + "\"");
      }
      case EXTERNAL -> {
        out.line(c, "EXTERNAL_LINK" + quoted);
        c.level++;
        out.line(c, "TARGETFILE \"" + ByteText.of(l.file()) + "\"");
        out.line(c, "TARGETPATH \"" + ByteText.of(l.target()) + "\"");
      }
      default -> {
        out.line(c, "USERDEFINED_LINK" + quoted);
        c.level++;
        out.line(c, "LINKCLASS " + l.linkClass());
      }
    }
    return c;
  }

  /** Prints a link that was asked for. */
  void linkOnly(int level, Link l, String name) {
    close(link(level, l, name));
  }

  /** Prints what an external link leads to; a link to nothing is as good as any. */
  private void follow(World from, int level, Link l, String path) {
    try {
      Optional<DdlObject> target = from.finder().find(path);
      if (target.isPresent()) {
        DdlObject t = target.get();
        World w = world(t.file(), t.finder());
        if (w != worlds.get(0)) {
          object(w, level, t.header(), t.path(), l.target());
        }
      }
    } catch (Hdf5Exception e) {
      errors.accept(e.getMessage());
    }
  }
}
