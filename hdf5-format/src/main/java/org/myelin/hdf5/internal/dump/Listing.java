package org.myelin.hdf5.internal.dump;

import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.Link;
import org.myelin.hdf5.internal.file.LinkTable;
import org.myelin.hdf5.internal.file.ObjectHeader;
import org.myelin.hdf5.internal.file.OpenFile;
import org.myelin.hdf5.internal.format.level2.MessageType;

/** The members of a group, a line each, as h5ls lists them. */
public final class Listing {
  private static final int NAME_WIDTH = 24;

  private record Open(String path, Iterator<LinkTable.Entry> rest) {}

  private final OpenFile file;
  private final DdlPrinter out;
  private final boolean recursive;
  private final ListingDetails details;
  private final Consumer<String> errors;
  private final Map<Long, String> seen = new HashMap<>();
  private final Deque<Open> open = new ArrayDeque<>();

  private Listing(
      OpenFile file,
      boolean recursive,
      boolean verbose,
      OutputStream stream,
      Consumer<String> errors) {
    this.file = file;
    this.out = new DdlPrinter(stream, 0);
    this.recursive = recursive;
    this.details = verbose ? new ListingDetails(file, out) : null;
    this.errors = errors;
  }

  /**
   * Prints what is in a group, or one other object.
   *
   * @param name under which an object that is no group is listed
   * @param recursive whether groups inside groups are listed too, all by their paths
   * @param verbose whether more than one line is printed of each object
   */
  public static void write(
      DdlObject start,
      String name,
      boolean recursive,
      boolean verbose,
      OutputStream stream,
      Consumer<String> errors) {
    Listing l = new Listing(start.file(), recursive, verbose, stream, errors);
    try {
      l.start(start, name);
      l.members();
    } finally {
      l.out.flush();
    }
  }

  private void start(DdlObject o, String name) {
    if (!o.header().isGroup()) {
      object(o.header(), o.path(), name);
    } else if (recursive) {
      object(o.header(), o.path(), o.path());
    } else {
      seen.put(o.header().address(), o.path());
      open.push(group(o.header(), o.path()));
    }
  }

  private Open group(ObjectHeader h, String path) {
    return new Open(path, file.links(h, path).entries().iterator());
  }

  private void members() {
    while (!open.isEmpty()) {
      Open g = open.peek();
      if (!g.rest().hasNext()) {
        open.pop();
        continue;
      }
      LinkTable.Entry e = g.rest().next();
      String path = ObjectWalk.join(g.path(), e.link().name());
      try {
        member(e, path, recursive ? path : e.link().name());
      } catch (Hdf5Exception x) {
        errors.accept(x.getMessage());
      }
    }
  }

  private void member(LinkTable.Entry e, String path, String shown) {
    Link l = e.link();
    switch (l.type()) {
      case HARD -> object(file.headers().read(e.address()), path, shown);
      case SOFT -> line(shown, "Soft Link {" + ByteText.of(l.target()) + "}");
      case EXTERNAL -> {
        String slash = l.target().startsWith("/") ? "/" : "//";
        line(
            shown,
            "External Link {" + ByteText.of(l.file()) + slash + ByteText.of(l.target()) + "}");
      }
      default -> line(shown, "UD Link {cannot follow UD links}");
    }
  }

  private void line(String shown, String text) {
    String name = escaped(ByteText.of(shown));
    out.raw(name + " ".repeat(Math.max(0, NAME_WIDTH - name.length())) + " " + text + "\n");
  }

  private void object(ObjectHeader h, String path, String shown) {
    boolean group = h.isGroup();
    boolean dataset = !group && h.find(MessageType.DATA_LAYOUT) != null;
    String kind = group ? "Group" : dataset ? "Dataset" : "Type";
    String before = seen.putIfAbsent(h.address(), path);
    if (before != null) {
      line(shown, kind + ", same as " + escaped(ByteText.of(before)));
      return;
    }
    line(shown, kind + (dataset ? " {" + shape(h, path) + "}" : ""));
    if (details != null) {
      details.print(h, path);
    }
    if (group && recursive) {
      open.push(group(h, path));
    }
  }

  private String shape(ObjectHeader h, String path) {
    // of the elements, as a virtual dataset is as long as its sources
    Dataspace s = file.headers().dataspace(h, file.store(h, path));
    if (s.isNull() || s.isScalar()) {
      return s.isNull() ? "NULL" : "SCALAR";
    }
    List<String> all = new ArrayList<>();
    long[] most = s.maxShape();
    for (int d = 0; d < s.rank(); d++) {
      boolean shown = details != null || most[d] != s.length(d);
      String max = most[d] == Dataspace.UNLIMITED ? "Inf" : String.valueOf(most[d]);
      all.add(s.length(d) + (shown ? "/" + max : ""));
    }
    return String.join(", ", all);
  }

  private static String escaped(String name) {
    StringBuilder s = new StringBuilder();
    for (char c : name.toCharArray()) {
      int at = "\\\"\b\f\n\r\t ".indexOf(c);
      if (at >= 0) {
        s.append('\\').append("\\\"bfnrt ".charAt(at));
      } else if (c < ' ' || c > '~') {
        s.append('\\').append(String.format("%03o", (int) c));
      } else {
        s.append(c);
      }
    }
    return s.toString();
  }
}
