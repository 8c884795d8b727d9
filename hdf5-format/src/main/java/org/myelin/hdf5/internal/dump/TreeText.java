package org.myelin.hdf5.internal.dump;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.myelin.hdf5.CharacterSet;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.Link;
import org.myelin.hdf5.internal.file.LinkTable;
import org.myelin.hdf5.internal.file.ObjectHeader;
import org.myelin.hdf5.internal.file.OpenFile;
import org.myelin.hdf5.internal.format.level2.LinkInfoMessage;
import org.myelin.hdf5.internal.format.level2.MessageType;

/** The objects of a file, and what their links say. */
final class TreeText {
  private static final int MAX_OBJECTS = 30_000;

  private final OpenFile file;
  private final ObjectWalk walk;

  TreeText(OpenFile file) {
    this.file = file;
    this.walk = new ObjectWalk(file, file.root(), MAX_OBJECTS);
  }

  /** Describes the objects, and gives the path of each that holds references to nothing. */
  List<Object> objects(Map<String, Object> top, Consumer<String> dangling) {
    if (walk.truncated()) {
      top.put("truncated", "over " + walk.found().size() + " objects");
    }
    ObjectText describer = new ObjectText(file, walk.paths());
    List<Object> out = new ArrayList<>();
    walk.found()
        .forEach(
            (address, f) -> {
              Map<String, Object> d = new LinkedHashMap<>();
              d.put("path", f.path());
              if (walk.aliases().containsKey(address)) {
                d.put("aliases", walk.aliases().get(address));
              }
              if (f.error() != null) {
                d.put("error", f.error());
              } else {
                long before = describer.dangling();
                describe(describer, f, d);
                if (describer.dangling() > before) {
                  dangling.accept(f.path());
                }
              }
              out.add(d);
            });
    return out;
  }

  private void describe(ObjectText describer, ObjectWalk.Found f, Map<String, Object> d) {
    try {
      describer.put(f.header(), f.path(), d);
      if (f.isGroup()) {
        group(f.header(), f.path(), d);
      }
    } catch (Hdf5Exception e) {
      d.put("error", e.getMessage());
    }
  }

  // ---- groups

  private void group(ObjectHeader h, String path, Map<String, Object> d) {
    List<Object> links = new ArrayList<>();
    for (LinkTable.Entry e : file.links(h, path).entries()) {
      links.add(link(e));
    }
    d.put("links", links);
    String storage = h.find(MessageType.SYMBOL_TABLE) != null ? "symbol_table" : "compact";
    ObjectHeader.Message m = h.find(MessageType.LINK_INFO);
    if (m != null) {
      LinkInfoMessage info = (LinkInfoMessage) file.headers().decode(h, m);
      storage = info.isDense() ? "dense" : storage;
      if (info.orderTracked()) {
        d.put("link_order", info.orderIndexed() ? "tracked+indexed" : "tracked");
      }
    }
    d.put("link_storage", storage);
  }

  private Map<String, Object> link(LinkTable.Entry e) {
    Link l = e.link();
    Map<String, Object> d = new LinkedHashMap<>();
    d.put("name", l.name());
    if (l.characterSet() == CharacterSet.UTF_8) {
      d.put("cset", "utf-8");
    }
    if (l.creationOrder() >= 0) {
      d.put("corder", l.creationOrder());
    }
    switch (l.type()) {
      case HARD -> {
        d.put("type", "hard");
        d.put("object", walk.paths().getOrDefault(e.address(), "?"));
      }
      case SOFT -> {
        d.put("type", "soft");
        d.put("target", l.target());
      }
      case EXTERNAL -> {
        d.put("type", "external");
        d.put("file", l.file());
        d.put("target", l.target());
      }
      default -> {
        d.put("type", "user" + l.linkClass());
        // libhdf5 shows no value of a class that nobody registered
        d.put("value", "");
      }
    }
    return d;
  }
}
