package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.myelin.hdf5.oracle.H5py;

/**
 * Catches edits that do not get on with each other: random sequences of them, by us and by h5py in
 * turns on one file, verified after each turn and compared with a model by h5py.
 */
@ExtendWith(VerifyWritten.class)
class EditScriptTest {
  private static final int FILL = -3;
  private static final long U = Dataspace.UNLIMITED;

  /** Does what our side does in {@link #apply}. */
  private static final String APPLY =
      """
      import json
      with h5py.File(args[0], 'r+') as f:
          for op in json.loads(args[1]):
              what, path, rest = op[0], op[1], op[2:]
              if what == 'group':
                  f.create_group(path)
              elif what == 'dataset':
                  shape, most, chunk, packed = rest
                  f.create_dataset(path, shape=shape, maxshape=[None if m < 0 else m for m in most],
                                   chunks=tuple(chunk), dtype='i4', fillvalue=-3,
                                   compression=4 if packed else None, shuffle=bool(packed))
              elif what == 'write':
                  start, count, base = rest
                  n = int(np.prod(count))
                  f[path][tuple(slice(s, s + c) for s, c in zip(start, count))] = \\
                      np.arange(base, base + n).reshape(count)
              elif what == 'resize':
                  f[path].resize(rest[0])
              elif what == 'delete':
                  del f[path]
              elif what == 'move':
                  f.move(path, rest[0])
              elif what == 'attribute':
                  f[path].attrs[rest[0]] = rest[1]
              elif what == 'forget':
                  del f[path].attrs[rest[0]]
      """;

  private static final String READ =
      """
      result = {}
      def see(name, o):
          result['/' + name] = [{k: o.attrs[k] for k in sorted(o.attrs)},
                                [list(o.shape), o[...].ravel()] if isinstance(o, h5py.Dataset) else None]
      with h5py.File(args[0], 'r') as f:
          f.visititems(see)
      """;

  @TempDir Path folder;

  private final TreeMap<String, GridModel> objects = new TreeMap<>();
  private final Map<String, TreeMap<String, String>> attributes = new TreeMap<>();
  private Random random;
  private int names;

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
    int kind = random.nextInt(20);
    if (kind < 2) {
      String path = fresh();
      objects.put(path, null);
      attributes.put(path, new TreeMap<>());
      return List.of("group", path);
    }
    if (kind < 5) {
      return create();
    }
    String path = pick(kind < 15);
    if (path == null) {
      return null;
    }
    GridModel m = objects.get(path);
    if (kind < 10) {
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
      return List.of("delete", path);
    }
    return move(path);
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
    objects.put(path, new GridModel(path, shape, max, false, FILL));
    attributes.put(path, new TreeMap<>());
    return List.of("dataset", path, shape, max, chunk, (long) random.nextInt(2));
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

  private List<Object> move(String path) {
    String to = path.substring(0, path.lastIndexOf('/')) + "/n" + names++;
    for (String k : keys(path)) {
      String renamed = to + k.substring(path.length());
      objects.put(renamed, objects.remove(k));
      attributes.put(renamed, attributes.remove(k));
    }
    return List.of("move", path, to);
  }

  private static void apply(Hdf5File f, List<Object> op) {
    String path = (String) op.get(1);
    String name = path.substring(path.lastIndexOf('/') + 1);
    String parent = path.substring(0, path.lastIndexOf('/'));
    Group g = parent.isEmpty() ? f.root() : f.group(parent);
    switch ((String) op.get(0)) {
      case "group" -> g.createGroup(name);
      case "dataset" -> {
        Layout l = Layout.chunked((long[]) op.get(4));
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
        g.rename(name, to.substring(to.lastIndexOf('/') + 1));
      }
      case "attribute" -> g.get(name).attributes().set((String) op.get(2), op.get(3));
      case "forget" -> g.get(name).attributes().delete((String) op.get(2));
      default -> throw new AssertionError(op);
    }
  }

  private static String json(Object o) {
    return o instanceof long[] a
        ? Arrays.toString(a)
        : o instanceof String s
            ? '"' + s + '"'
            : o instanceof List<?> l
                ? l.stream().map(EditScriptTest::json).collect(Collectors.joining(",", "[", "]"))
                : o.toString();
  }

  private void script(long seed, int turns, int edits) {
    System.out.println("EditScriptTest seed " + seed);
    random = new Random(seed);
    FormatBounds bounds = FormatBounds.values()[random.nextInt(FormatBounds.values().length - 1)];
    Path file = folder.resolve("script.h5");
    Hdf5File.create(file, FileOptions.DEFAULT.withBounds(bounds)).close();
    for (int turn = 0; turn < turns; turn++) {
      List<Object> ops = new ArrayList<>();
      for (int i = 0; i < edits; i++) {
        List<Object> op = next();
        if (op != null) {
          ops.add(op);
        }
      }
      String where = "seed " + seed + ", " + bounds + ", turn " + turn;
      if (turn % 3 == 2) {
        H5py.run(APPLY, file, json(ops));
      } else {
        try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT)) {
          for (Object op : ops) {
            apply(f, ((List<?>) op).stream().map(o -> (Object) o).toList());
            if (random.nextInt(6) == 0) {
              f.flush();
            }
          }
        }
      }
      assertThat(Hdf5Verification.of(file).findings()).as(where).isEmpty();
      assertThat(seen(file)).as(where).isEqualTo(model());
    }
  }

  private static Map<String, Object> seen(Path file) {
    Map<String, Object> all = new TreeMap<>();
    ((Map<?, ?>) H5py.run(READ, file)).forEach((k, v) -> all.put((String) k, v));
    return all;
  }

  private Map<String, Object> model() {
    Map<String, Object> all = new TreeMap<>();
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

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5})
  void sequencesOfEditsLeaveWhatTheyMeant(long seed) {
    script(seed, 4, 25);
  }

  @RepeatedTest(1)
  void aNewSequenceEachRun() {
    script(new Random().nextLong(), 4, 25);
  }

  @RepeatedTest(500)
  @Tag("long")
  void manySequencesOfTwoHundredEdits() {
    script(new Random().nextLong(), 10, 20);
  }
}
