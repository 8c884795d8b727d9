package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.oracle.H5Diff;
import org.myelin.hdf5.oracle.H5py;
import org.myelin.hdf5.oracle.Tool;

/**
 * Catches exit codes and text that are not h5diff's, over files of others: each against a copy of
 * itself, each against a seeded variant that h5py made of it, and all pairs of h5diff's own test
 * files. Pairs that h5diff 1.10 fails or crashes on are not counted; docs/diff.md names what
 * differs.
 */
@Tag("process")
class CorpusDiffTest {
  /** Shares of the pairs that must agree; a sample has less luck than all. */
  private static final double FLOOR = 0.97;

  private static final double FLOOR_OF_SAMPLE = 0.9;

  /** Files of a run that is not a long one. */
  private static final int SAMPLE = 20;

  /** Larger files are left out: 20 MB. */
  private static final long MOST = 20_000_000;

  /** In a process of its own, as h5py may not survive others' files. */
  private static final String VARIANT =
      """
      import os, random, shutil, signal
      def value(d, rnd):
          v = np.array(d[()])
          r = v.reshape(-1)
          k = rnd.randrange(r.size)
          if r.dtype.kind in 'iu':
              r[k] = r[k] + 1
          elif r.dtype.kind == 'f':
              r[k] = r[k] * 1.5 + 1
          elif r.dtype.kind in 'SV' and not r.dtype.hasobject:
              b = bytearray(r.tobytes())
              p = k * r.dtype.itemsize + rnd.randrange(r.dtype.itemsize)
              b[p] = (b[p] + 1) % 128
              r = np.frombuffer(bytes(b), r.dtype)
          elif r.dtype.kind == 'O' and isinstance(r[k], bytes) and r[k]:
              r[k] = bytes([(r[k][0] + 1) % 127 or 65]) + r[k][1:]
          else:
              return
          d[...] = r.reshape(v.shape)
      def change(f, objects, rnd):
          kind = rnd.choice(['value'] * 4 + ['attribute', 'more', 'less', 'delete', 'new', 'shape', 'type', 'move', 'link'])
          n = rnd.choice(objects) if objects else None
          o = f[n] if n else None
          number = isinstance(o, h5py.Dataset) and o.size and o.size < 1e5 and o.dtype.kind in 'iuf'
          if kind == 'value' and isinstance(o, h5py.Dataset) and o.size and o.size < 1e6:
              value(o, rnd)
          elif kind == 'attribute' and o is not None and len(o.attrs):
              a = rnd.choice(list(o.attrs))
              v = np.array(o.attrs[a])
              if v.dtype.kind in 'iuf':
                  o.attrs.modify(a, v + 1)
          elif kind == 'more' and o is not None:
              o.attrs['more'] = 3
          elif kind == 'less' and o is not None and len(o.attrs):
              del o.attrs[rnd.choice(list(o.attrs))]
          elif kind == 'delete' and n:
              del f[n]
          elif kind == 'new':
              f['new%d' % rnd.randrange(99)] = np.arange(3)
          elif kind == 'shape' and number and o.ndim:
              t, s = o.dtype, [min(x + 1, 20) for x in o.shape]
              del f[n]
              f[n] = np.ones(s, t)
          elif kind == 'type' and number:
              v = o[()]
              del f[n]
              f[n] = v.astype(rnd.choice(['i8', 'f4', 'f8', '>i4', 'u2']))
          elif kind == 'move' and n:
              f.move(n, n + 'x')
          elif kind == 'link':
              f['link%d' % rnd.randrange(9)] = h5py.SoftLink('/' + (n or 'q'))
      rnd = random.Random(int(args[2]))
      child = os.fork()
      if child == 0:
          signal.alarm(20)
          try:
              with h5py.File(args[1], 'r+') as f:
                  for _ in range(rnd.randint(1, 4)):
                      objects = []
                      f.visititems(lambda n, o: objects.append(n))
                      try:
                          change(f, objects, rnd)
                      except Exception:
                          pass
          finally:
              os._exit(0)
      os.waitpid(child, 0)
      """;

  private Path corpus;
  private int compared;
  private final List<String> different = new ArrayList<>();

  @TempDir Path folder;

  @BeforeEach
  void find() {
    corpus =
        Path.of(System.getProperty("myelin.shared", "../../shared"))
            .resolve("corpus/hdf5")
            .toAbsolutePath();
    Assumptions.assumeTrue(
        Files.isDirectory(corpus), "no corpus at " + corpus + " (property myelin.shared)");
    Tool.H5DIFF.assumeAvailable();
  }

  @Test
  void aSampleIsComparedAsByH5diff() throws IOException {
    List<Path> some = new ArrayList<>(files());
    Collections.shuffle(some, new Random(5));
    variants(some.subList(0, Math.min(SAMPLE, some.size())), 5);
    check(FLOOR_OF_SAMPLE);
  }

  @Test
  @Tag("long")
  void allVariantsAreComparedAsByH5diff() throws IOException {
    variants(files(), 7);
    check(FLOOR);
  }

  @Test
  @Tag("long")
  void itsOwnFilesAreComparedAsByH5diff() throws IOException {
    List<Path> own =
        files().stream().filter(p -> p.getFileName().toString().startsWith("h5diff")).toList();
    for (Path a : own) {
      for (Path b : own) {
        if (a.compareTo(b) < 0 && a.getParent().equals(b.getParent())) {
          compare(DiffCase.ALL.get(Math.floorMod((a + " " + b).hashCode(), 9)), a, b);
        }
      }
    }
    check(FLOOR);
  }

  private List<Path> files() throws IOException {
    List<Path> all = new ArrayList<>();
    for (String line : Files.readAllLines(corpus.resolve("index.tsv"))) {
      String[] row = line.split("\t");
      if (row[1].equals("data") && Files.size(corpus.resolve(row[0])) < MOST) {
        all.add(corpus.resolve(row[0]));
      }
    }
    return all;
  }

  private void variants(List<Path> files, int seed) throws IOException {
    System.out.println("variants and options drawn with seed " + seed);
    Random random = new Random(seed);
    for (Path file : files) {
      Path copy = folder.resolve(file.getFileName());
      Files.copy(file, copy);
      DiffCase some = DiffCase.ALL.get(random.nextInt(DiffCase.ALL.size()));
      DiffCase more = DiffCase.ALL.get(random.nextInt(DiffCase.ALL.size()));
      compare(some, file, copy);
      H5py.run(VARIANT, file, copy, random.nextInt());
      compare(some, file, copy);
      compare(more, file, copy);
      Files.delete(copy);
    }
  }

  private void compare(DiffCase c, Path a, Path b) throws IOException {
    H5Diff.Answer theirs = c.theirs(a, b);
    if (theirs.exitCode() > 1) {
      return;
    }
    compared++;
    if (!theirs.equals(c.ours(a, b))) {
      different.add(c.arguments() + " " + corpus.relativize(a));
    }
  }

  private void check(double floor) {
    String result =
        "%d of %d pairs alike (%.1f %%), different: %s"
            .formatted(
                compared - different.size(),
                compared,
                100.0 * (compared - different.size()) / compared,
                different);
    System.out.println(result);
    assertThat((double) (compared - different.size())).as(result).isGreaterThan(floor * compared);
  }
}
