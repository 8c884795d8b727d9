package org.myelin.hdf5.internal.dump;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.myelin.hdf5.CharacterSet;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.Link;
import org.myelin.hdf5.internal.file.LinkTable;
import org.myelin.hdf5.internal.file.ObjectHeader;
import org.myelin.hdf5.internal.file.OpenFile;
import org.myelin.hdf5.internal.format.level2.LinkInfoMessage;
import org.myelin.hdf5.internal.format.level2.MessageType;

/**
 * All objects that hard links reach, each under the first path by which it is met, depth first,
 * links in the order of their names' bytes.
 */
final class TreeText {
  private static final int MAX_OBJECTS = 30_000;

  private record Step(String path, long address) {}

  private record Found(String path, ObjectHeader header, String error) {}

  private final OpenFile file;
  private final Map<Long, String> paths = new HashMap<>();
  private final Map<Long, TreeSet<String>> aliases = new HashMap<>();
  private final Map<Long, Found> found = new LinkedHashMap<>();

  TreeText(OpenFile file) {
    this.file = file;
  }

  List<Object> objects(Map<String, Object> top) {
    walk(top);
    ObjectText describer = new ObjectText(file, paths);
    List<Object> out = new ArrayList<>();
    found.forEach(
        (address, f) -> {
          Map<String, Object> d = new LinkedHashMap<>();
          d.put("path", f.path());
          if (aliases.containsKey(address)) {
            d.put("aliases", aliases.get(address));
          }
          if (f.error() != null) {
            d.put("error", f.error());
          } else {
            describe(describer, f, d);
          }
          out.add(d);
        });
    return out;
  }

  private void describe(ObjectText describer, Found f, Map<String, Object> d) {
    try {
      describer.put(f.header(), f.path(), d);
      if (isGroup(f.header())) {
        group(f.header(), f.path(), d);
      }
    } catch (Hdf5Exception e) {
      d.put("error", e.getMessage());
    }
  }

  static boolean isGroup(ObjectHeader h) {
    return h.find(MessageType.SYMBOL_TABLE) != null
        || h.find(MessageType.LINK_INFO) != null
        || h.find(MessageType.GROUP_INFO) != null
        || h.find(MessageType.LINK) != null;
  }

  private void walk(Map<String, Object> top) {
    Deque<Step> stack = new ArrayDeque<>();
    stack.push(new Step("/", file.root().address()));
    while (!stack.isEmpty()) {
      Step s = stack.pop();
      if (paths.containsKey(s.address())) {
        aliases
            .computeIfAbsent(
                s.address(),
                a ->
                    new TreeSet<>(
                        (x, y) ->
                            java.util.Arrays.compareUnsigned(
                                org.myelin.hdf5.internal.wire.Utf8.encode(x),
                                org.myelin.hdf5.internal.wire.Utf8.encode(y))))
            .add(s.path());
        continue;
      }
      if (found.size() >= MAX_OBJECTS) {
        top.put("truncated", "over " + MAX_OBJECTS + " objects");
        return;
      }
      paths.put(s.address(), s.path());
      visit(s, stack);
    }
  }

  private void visit(Step s, Deque<Step> stack) {
    ObjectHeader h;
    try {
      h = file.headers().read(s.address());
      found.put(s.address(), new Found(s.path(), h, null));
      if (isGroup(h)) {
        Deque<Step> children = new ArrayDeque<>();
        for (LinkTable.Entry e : file.links(h, s.path()).entries()) {
          if (e.link().type() == Link.Type.HARD) {
            String parent = s.path().equals("/") ? "" : s.path();
            children.push(new Step(parent + "/" + e.link().name(), e.address()));
          }
        }
        children.forEach(stack::push);
      }
    } catch (Hdf5Exception e) {
      found.put(s.address(), new Found(s.path(), null, e.getMessage()));
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
        d.put("object", paths.getOrDefault(e.address(), "?"));
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
