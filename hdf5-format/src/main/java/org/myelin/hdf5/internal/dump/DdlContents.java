package org.myelin.hdf5.internal.dump;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.Link;
import org.myelin.hdf5.internal.file.LinkTable;
import org.myelin.hdf5.internal.file.ObjectHeader;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.wire.Utf8;

/** The list of all objects and links of a file, a line each. */
final class DdlContents {
  private record Open(String path, Iterator<LinkTable.Entry> rest) {}

  private final DdlPrinter out;
  private final DdlScope scope;
  private final boolean attributes;
  private final Consumer<String> errors;
  private final Map<Long, String> seen = new HashMap<>();
  private final Deque<Open> open = new ArrayDeque<>();

  /**
   * @param attributes whether attributes are listed too
   */
  DdlContents(DdlPrinter out, DdlScope scope, boolean attributes, Consumer<String> errors) {
    this.out = out;
    this.scope = scope;
    this.attributes = attributes;
    this.errors = errors;
  }

  void print() {
    out.raw("FILE_CONTENTS {\n");
    scope
        .types()
        .forEach(
            (address, path) -> {
              if (path == null) {
                line("datatype", "/#" + address, "");
              }
            });
    object(scope.file().root().address(), "/");
    while (!open.isEmpty()) {
      Open g = open.peek();
      if (g.rest().hasNext()) {
        link(g.path(), g.rest().next());
      } else {
        open.pop();
      }
    }
    out.raw(" }\n");
  }

  private void line(String kind, String path, String behind) {
    String gap = " ".repeat(Math.max(0, 10 - kind.length()) + 1);
    out.raw(" " + kind + gap + ByteText.of(path) + ByteText.of(behind) + "\n");
  }

  private void link(String group, LinkTable.Entry e) {
    Link l = e.link();
    String path = ObjectWalk.join(group, l.name());
    switch (l.type()) {
      case HARD -> object(e.address(), path);
      case SOFT -> line("link", path, " -> " + l.target());
      case EXTERNAL -> line("ext link", path, " -> " + l.file() + " " + l.target());
      default -> line("unknown type of UD link", path, " -> ???");
    }
  }

  private void object(long address, String path) {
    try {
      ObjectHeader h = scope.file().headers().read(address);
      boolean group = h.isGroup();
      boolean dataset = !group && h.find(MessageType.DATA_LAYOUT) != null;
      String kind = group ? "group" : dataset ? "dataset" : "datatype";
      String before = seen.putIfAbsent(address, path);
      line(kind, path, before == null ? "" : " -> " + before);
      if (before != null) {
        return;
      }
      if (attributes) {
        List<String> names = new ArrayList<>(scope.file().attributes(h, path).names());
        names.sort(Utf8::compare);
        names.forEach(n -> line("attribute", ObjectWalk.join(path, n), ""));
      }
      if (group) {
        open.push(new Open(path, scope.file().links(h, path).entries().iterator()));
      }
    } catch (Hdf5Exception e) {
      errors.accept(e.getMessage());
    }
  }
}
