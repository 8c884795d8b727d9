package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.myelin.hdf5.oracle.H5Wasm;
import org.myelin.hdf5.oracle.H5py;
import org.myelin.hdf5.oracle.Json;
import org.myelin.hdf5.oracle.Programs;
import org.myelin.hdf5.oracle.Tool;

/**
 * Catches edits that do not get on with each other: random sequences of them, by us and by h5py in
 * turns on one file that either of us made, verified and compared with a model after each flush,
 * and by libhdf5 after each turn.
 */
@ExtendWith(VerifyWritten.class)
class EditScriptTest {
  /** Does what our side does in {@link EditScript#apply}. */
  private static final String APPLY =
      """
      import json
      with h5py.File(args[0], 'a', libver=args[2]) as f:
          for op in json.loads(args[1]):
              what, path, rest = op[0], op[1], op[2:]
              if what == 'group':
                  f.create_group(path)
              elif what == 'dataset':
                  shape, most, chunk, packed = rest
                  f.create_dataset(path, shape=shape, dtype='i4', fillvalue=-3,
                                   maxshape=[None if m < 0 else m for m in most] if chunk else None,
                                   chunks=tuple(chunk) or None,
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
              elif what == 'copy':
                  f.copy(path, rest[0])
              elif what == 'soft':
                  f[path] = h5py.SoftLink(rest[0])
              elif what == 'attribute':
                  f[path].attrs[rest[0]] = rest[1]
              elif what == 'forget':
                  del f[path].attrs[rest[0]]
      """;

  private static final String READ =
      """
      result = {}
      def see(name, o):
          assert len(o.attrs) == len(list(o.attrs)), name
          result['/' + name] = [{k: o.attrs[k] for k in sorted(o.attrs)},
                                [list(o.shape), o[...].ravel()] if isinstance(o, h5py.Dataset) else None]
          links(o, '/' + name + '/')
      def links(g, path):
          for k in g if isinstance(g, h5py.Group) else ():
              l = g.get(k, getlink=True)
              if isinstance(l, h5py.SoftLink):
                  result[path + k] = l.path
      with h5py.File(args[0], 'r') as f:
          f.visititems(see)
          links(f, '/')
      """;

  @TempDir Path folder;

  private void script(long seed, int turns, int edits) throws Exception {
    System.out.println("EditScriptTest seed " + seed);
    Random random = new Random(seed);
    EditScript script = new EditScript(random);
    FormatBounds bounds = FormatBounds.values()[random.nextInt(FormatBounds.values().length)];
    FileOptions options = FileOptions.DEFAULT.withBounds(bounds);
    // layouts of version 5, which the newest bounds have, are for libhdf5 2.0 only
    boolean withH5py = bounds != FormatBounds.LATEST;
    boolean theirs = withH5py && random.nextInt(3) == 0;
    String libver = random.nextBoolean() ? "latest" : "earliest";
    Path file = folder.resolve("script.h5");
    if (!theirs) {
      Hdf5File.create(file, options).close();
    }
    for (int turn = 0; turn < turns; turn++) {
      String where = "seed %d, %s, %s, turn %d".formatted(seed, bounds, libver, turn);
      if (withH5py && turn % 3 == 2 || theirs && turn == 0) {
        H5py.run(APPLY, file, EditScript.json(script.next(edits)), libver);
      } else {
        edit(file, options, script, edits, where, random);
      }
      assertThat(Hdf5Verification.of(file).findings()).as(where).isEmpty();
      assertThat(withH5py ? seen(file) : ours(file)).as(where).isEqualTo(script.model());
    }
    if (!withH5py) {
      inLibhdf5Two(file, script, "seed " + seed);
    }
  }

  /** After each flush the file, as it lies there, holds what the model does. */
  private void edit(
      Path file, FileOptions options, EditScript script, int edits, String where, Random random)
      throws IOException {
    Path flushed = folder.resolve("flushed.bin");
    try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT, options)) {
      for (int i = 0; i < edits; i++) {
        List<Object> op = script.next(1).get(0);
        try {
          EditScript.apply(f, op);
        } catch (RuntimeException e) {
          throw new AssertionError(where + ", edit " + i + ": " + EditScript.json(op), e);
        }
        if (random.nextInt(6) == 0) {
          f.flush();
          String now = where + ", flushed behind edit " + i;
          Files.copy(file, flushed, StandardCopyOption.REPLACE_EXISTING);
          assertThat(Hdf5Verification.of(flushed).findings()).as(now).isEmpty();
          assertThat(ours(flushed)).as(now).isEqualTo(script.model());
        }
      }
    }
  }

  private static Map<String, Object> ours(Path file) {
    try (Hdf5File f = Hdf5File.open(file)) {
      return EditScript.seen(f);
    }
  }

  private static Map<String, Object> seen(Path file) {
    Map<String, Object> all = new TreeMap<>();
    ((Map<?, ?>) H5py.run(READ, file)).forEach((k, v) -> all.put((String) k, v));
    return all;
  }

  private void inLibhdf5Two(Path file, EditScript script, String where) throws Exception {
    Tool.H5WASM.assumeAvailable();
    Path list = Files.writeString(folder.resolve("list"), file + "\n");
    String line =
        Programs.run(List.of(Tool.H5WASM.program(), H5Wasm.script("readall.mjs") + "", list + ""))
            .outOrFail();
    Map<?, ?> answer = (Map<?, ?>) Json.parse(line);
    for (Map.Entry<String, GridModel> e : script.objects.entrySet()) {
      GridModel m = e.getValue();
      if (m != null && m.values.length > 0) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * m.values.length).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(m.values).forEach(v -> bytes.putInt((int) v));
        String want =
            HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
        assertThat(answer.get(e.getKey())).as(where + " " + e.getKey()).isEqualTo(want);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5})
  void sequencesOfEditsLeaveWhatTheyMeant(long seed) throws Exception {
    script(seed, 4, 25);
  }

  @RepeatedTest(1)
  void aNewSequenceEachRun() throws Exception {
    script(Long.getLong("myelin.seed", new Random().nextLong()), 4, 25);
  }

  @RepeatedTest(500)
  @Tag("long")
  void manySequencesOfTwoHundredEdits() throws Exception {
    script(new Random().nextLong(), 10, 20);
  }
}
