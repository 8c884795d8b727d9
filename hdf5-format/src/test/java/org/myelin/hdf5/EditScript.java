package org.myelin.hdf5;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A random sequence of edits with a model of what they leave: groups, datasets, attributes and soft
 * links come, change, move, are copied and go. Each edit is a list that starts with its kind and a
 * path, so that it can be handed to Python.
 */
final class EditScript {
  static final int FILL = -3;
  private static final long U = Dataspace.UNLIMITED;

  /** Groups are null. */
  final TreeMap<String, GridModel> objects = new TreeMap<>();

  final Map<String, TreeMap<String, String>> attributes = new TreeMap<>();
  final TreeMap<String, String> softLinks = new TreeMap<>();
  private final Random random;
  private int names;

  EditScript(Random random) {
    this.random = random;
  }

  /** The next edits, entered into the model. */
  List<List<Object>> next(int count) {
    List<List<Object>> all = new ArrayList<>();
    while (all.size() < count) {
      List<Object> op = next();
      if (op != null) {
        all.add(op);
      }
    }
    return all;
  }

  private String pick(boolean dataset) {
    List<String> all =
        objects.entrySet().stream()
            .filter(e -> !dataset || e.getValue() != null)
            .map(Map.Entry::getKey)
            .toList();
    return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
  }

  private String fresh() {
    List<String> groups =
        new ArrayList<>(objects.keySet().stream().filter(p -> objects.get(p) == null).toList());
    groups.add("");
    return groups.get(random.nextInt(groups.size())) + "/n" + names++;
  }

  /** The next edit as h5py gets it, entered into the model; null if there is nothing to edit. */
  private List<Object> next() {
    int kind = random.nextInt(24);
    if (kind < 2) {
      String path = fresh();
      objects.put(path, null);
      attributes.put(path, new TreeMap<>());
      return List.of("group", path);
    }
    if (kind < 5) {
      return create();
    }
    if (kind >= 22) {
      return link();
    }
    String path = pick(kind < 15);
    if (path == null) {
      return null;
    }
    GridModel m = objects.get(path);
    if (kind < 10) {
      return write(path, m);
    }
    if (kind < 15 && m.edges) {
      return write(path, m);
    }
    if (kind < 15) {
      long[] to =
          IntStream.range(0, m.max.length)
              .mapToLong(d -> random.nextInt((int) (m.max[d] == U ? 30 : m.max[d] + 1)))
              .toArray();
      m.resize(to);
      return List.of("resize", path, to);
    }
    if (kind < 18) {
      String name = "a" + random.nextInt(12);
      if (attributes.get(path).containsKey(name) && random.nextBoolean()) {
        attributes.get(path).remove(name);
        return List.of("forget", path, name);
      }
      String value = "v".repeat(random.nextInt(300)) + random.nextInt();
      attributes.get(path).put(name, value);
      return List.of("attribute", path, name, value);
    }
    if (kind == 18) {
      keys(path).forEach(objects::remove);
      attributes.keySet().retainAll(objects.keySet());
      softLinks.keySet().removeIf(k -> k.startsWith(path + "/"));
      return List.of("delete", path);
    }
    return kind == 21 ? copy(path) : move(path, kind == 20);
  }

  private List<Object> link() {
    if (!softLinks.isEmpty() && random.nextBoolean()) {
      String path = List.copyOf(softLinks.keySet()).get(random.nextInt(softLinks.size()));
      softLinks.remove(path);
      return List.of("delete", path);
    }
    String target = random.nextBoolean() ? pick(false) : null;
    String path = fresh();
    softLinks.put(path, target == null ? "/nothing/" + names : target);
    return List.of("soft", path, softLinks.get(path));
  }

  private List<String> keys(String path) {
    return objects.keySet().stream()
        .filter(k -> k.equals(path) || k.startsWith(path + "/"))
        .toList();
  }

  private List<Object> create() {
    String path = fresh();
    int rank = 1 + random.nextInt(3);
    long[] shape = new long[rank];
    long[] max = new long[rank];
    long[] chunk = new long[rank];
    for (int d = 0; d < rank; d++) {
      shape[d] = random.nextInt(12);
      max[d] = random.nextBoolean() ? U : Math.max(4, shape[d] + random.nextInt(5));
      chunk[d] = 1 + random.nextInt(4);
    }
    boolean fixed = random.nextInt(5) == 0;
    objects.put(path, new GridModel(path, shape, fixed ? shape : max, fixed, FILL));
    attributes.put(path, new TreeMap<>());
    return fixed
        ? List.of("dataset", path, shape, shape, new long[0], 0L)
        : List.of("dataset", path, shape, max, chunk, (long) random.nextInt(2));
  }

  private List<Object> write(String path, GridModel m) {
    if (m.values.length == 0) {
      return null;
    }
    long[] start = new long[m.shape.length];
    long[] count = new long[m.shape.length];
    for (int d = 0; d < start.length; d++) {
      start[d] = random.nextInt((int) m.shape[d]);
      count[d] = 1 + random.nextInt((int) (m.shape[d] - start[d]));
    }
    long base = random.nextInt(10_000);
    m.write(start, count, data(count, base));
    return List.of("write", path, start, count, base);
  }

  private static int[] data(long[] count, long base) {
    return IntStream.range(0, (int) Dataspace.of(count).elements())
        .map(i -> (int) base + i)
        .toArray();
  }

  /** Another name in the same group, or a place in another. */
  private List<Object> move(String path, boolean away) {
    String to = path.substring(0, path.lastIndexOf('/')) + "/n" + names++;
    if (away) {
      to = fresh();
      if (to.startsWith(path + "/")) {
        return null;
      }
    }
    for (String k : keys(path)) {
      String renamed = to + k.substring(path.length());
      objects.put(renamed, objects.remove(k));
      attributes.put(renamed, attributes.remove(k));
    }
    for (String k : List.copyOf(softLinks.keySet())) {
      if (k.startsWith(path + "/")) {
        softLinks.put(to + k.substring(path.length()), softLinks.remove(k));
      }
    }
    return List.of("move", path, to);
  }

  private List<Object> copy(String path) {
    String to = fresh();
    if (to.startsWith(path + "/") || objects.size() > 60) {
      return null;
    }
    for (String k : keys(path)) {
      String copied = to + k.substring(path.length());
      GridModel m = objects.get(k);
      objects.put(copied, m == null ? null : m.copy(copied));
      attributes.put(copied, new TreeMap<>(attributes.get(k)));
    }
    for (String k : List.copyOf(softLinks.keySet())) {
      if (k.startsWith(path + "/")) {
        softLinks.put(to + k.substring(path.length()), softLinks.get(k));
      }
    }
    return List.of("copy", path, to);
  }

  /** Does the edit in an open file. */
  static void apply(Hdf5File f, List<Object> op) {
    String path = (String) op.get(1);
    String name = path.substring(path.lastIndexOf('/') + 1);
    Group g = parent(f, path);
    switch ((String) op.get(0)) {
      case "group" -> g.createGroup(name);
      case "dataset" -> {
        long[] chunk = (long[]) op.get(4);
        Layout l = chunk.length == 0 ? Layout.contiguous() : Layout.chunked(chunk);
        g.createDataset(
            name,
            Datatype.I32,
            Dataspace.of((long[]) op.get(2)).max((long[]) op.get(3)),
            (long) op.get(5) == 1 ? l.shuffle().deflate(4) : l,
            FILL);
      }
      case "write" -> {
        long[] count = (long[]) op.get(3);
        f.dataset(path)
            .writeInts(
                Hyperslab.start((long[]) op.get(2)).count(count), data(count, (long) op.get(4)));
      }
      case "resize" -> f.dataset(path).resize((long[]) op.get(2));
      case "delete" -> g.delete(name);
      case "move" -> {
        String to = (String) op.get(2);
        g.move(name, parent(f, to), to.substring(to.lastIndexOf('/') + 1));
      }
      case "copy" -> {
        String to = (String) op.get(2);
        parent(f, to).copy(g.get(name), to.substring(to.lastIndexOf('/') + 1));
      }
      case "soft" -> g.createSoftLink(name, (String) op.get(2));
      case "attribute" -> g.get(name).attributes().set((String) op.get(2), op.get(3));
      case "forget" -> g.get(name).attributes().delete((String) op.get(2));
      default -> throw new AssertionError(op);
    }
  }

  private static Group parent(Hdf5File f, String path) {
    String parent = path.substring(0, path.lastIndexOf('/'));
    return parent.isEmpty() ? f.root() : f.group(parent);
  }

  /** As Python gets it. */
  static String json(Object o) {
    return o instanceof long[] a
        ? Arrays.toString(a)
        : o instanceof String s
            ? '"' + s + '"'
            : o instanceof List<?> l
                ? l.stream().map(EditScript::json).collect(Collectors.joining(",", "[", "]"))
                : o.toString();
  }

  /**
   * What a reader must see: for each path a list of the attributes and, of datasets, of shape and
   * values; or where a soft link leads.
   */
  Map<String, Object> model() {
    Map<String, Object> all = new TreeMap<>(softLinks);
    objects.forEach(
        (path, m) ->
            all.put(
                path,
                Arrays.asList(
                    attributes.get(path),
                    m == null
                        ? null
                        : List.of(
                            Arrays.stream(m.shape).boxed().toList(),
                            Arrays.stream(m.values).boxed().toList()))));
    return all;
  }

  /** The same as we read it. */
  static Map<String, Object> seen(Hdf5File f) {
    Map<String, Object> all = new TreeMap<>();
    see(f.root(), "", all);
    return all;
  }

  private static void see(Group g, String path, Map<String, Object> all) {
    for (Link l : g.links()) {
      String name = path + "/" + l.name();
      if (l.type() == Link.Type.SOFT) {
        all.put(name, l.target());
        continue;
      }
      Node n = g.get(l.name());
      Map<String, String> attributes = new TreeMap<>();
      n.attributes().asMap().forEach((k, a) -> attributes.put(k, a.asString()));
      List<?> data = null;
      if (n instanceof Dataset d) {
        data =
            List.of(
                Arrays.stream(d.dataspace().shape()).boxed().toList(),
                Arrays.stream(d.readLongs()).boxed().toList());
      }
      all.put(name, Arrays.asList(attributes, data));
      if (n instanceof Group below) {
        see(below, name, all);
      }
    }
  }
}
