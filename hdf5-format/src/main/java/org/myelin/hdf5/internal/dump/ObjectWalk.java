package org.myelin.hdf5.internal.dump;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.Link;
import org.myelin.hdf5.internal.file.LinkTable;
import org.myelin.hdf5.internal.file.ObjectHeader;
import org.myelin.hdf5.internal.file.OpenFile;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.wire.Utf8;

/**
 * All objects that hard links reach, each under the first path by which it is met, depth first,
 * links in the order of their names' bytes.
 */
public final class ObjectWalk {
  private record Step(String path, long address) {}

  /**
   * An object.
   *
   * @param header null if it cannot be read
   * @param error why it, or its links, cannot be read; else null
   */
  record Found(String path, ObjectHeader header, String error) {
    boolean isGroup() {
      return header != null && header.isGroup();
    }

    boolean isDataset() {
      return header != null && !isGroup() && header.find(MessageType.DATA_LAYOUT) != null;
    }
  }

  /** Paths of deep trees grow with the square of the depth; this is 2800 groups in each other. */
  private static final long MAX_PATHS = 8L << 20;

  private final OpenFile file;
  private final int limit;
  private final Map<Long, String> paths = new HashMap<>();
  private final Map<Long, TreeSet<String>> aliases = new HashMap<>();
  private final Map<Long, Found> found = new LinkedHashMap<>();
  private boolean truncated;
  private long characters;

  /** Walks at once; ends after {@code limit} objects, or when paths get too long to keep. */
  ObjectWalk(OpenFile file, ObjectHeader from, int limit) {
    this.file = file;
    this.limit = limit;
    walk(from);
  }

  /** The path of each object, by its address. */
  Map<Long, String> paths() {
    return paths;
  }

  /** The further paths of objects that have several. */
  Map<Long, TreeSet<String>> aliases() {
    return aliases;
  }

  /** The objects by address, in the order in which they were met. */
  Map<Long, Found> found() {
    return found;
  }

  /** Whether there are more objects than were kept. */
  boolean truncated() {
    return truncated;
  }

  /** The path of a group's member. */
  public static String join(String group, String name) {
    return group.endsWith("/") ? group + name : group + "/" + name;
  }

  private void walk(ObjectHeader from) {
    Deque<Step> stack = new ArrayDeque<>();
    stack.push(new Step("/", from.address()));
    while (!stack.isEmpty()) {
      Step s = stack.pop();
      if (paths.containsKey(s.address())) {
        aliases.computeIfAbsent(s.address(), a -> new TreeSet<>(Utf8::compare)).add(s.path());
        continue;
      }
      characters += s.path().length();
      if (found.size() >= limit || characters > MAX_PATHS) {
        truncated = true;
        return;
      }
      paths.put(s.address(), s.path());
      visit(s, stack);
    }
  }

  private void visit(Step s, Deque<Step> stack) {
    ObjectHeader h = null;
    try {
      h = file.headers().read(s.address());
      found.put(s.address(), new Found(s.path(), h, null));
      if (h.isGroup()) {
        Deque<Step> children = new ArrayDeque<>();
        for (LinkTable.Entry e : file.links(h, s.path()).entries()) {
          if (e.link().type() == Link.Type.HARD) {
            children.push(new Step(join(s.path(), e.link().name()), e.address()));
          }
        }
        children.forEach(stack::push);
      }
    } catch (Hdf5Exception e) {
      found.put(s.address(), new Found(s.path(), h, e.getMessage()));
    }
  }
}
