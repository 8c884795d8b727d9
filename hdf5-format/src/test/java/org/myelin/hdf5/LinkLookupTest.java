package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.myelin.hdf5.oracle.H5py;

/** Catches links that are there in the listing but not found one by one, or found in error. */
class LinkLookupTest {
  private static final int LINKS = 3000;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"earliest", "latest"})
  void everyLinkIsFoundByItself(String bounds) {
    Path file = folder.resolve("links.h5");
    H5py.run(
        """
        with h5py.File(args[0], 'w', libver=args[1]) as f:
            f['x'] = 1
            g = f.create_group('g')
            for i in range(int(args[2])):
                g['é%d' % i if i % 7 == 0 else 'l%d' % i] = h5py.SoftLink('t%d' % i) if i % 3 else f['x']
            f.create_group('empty')
        """,
        file, bounds, LINKS);
    long seed = System.nanoTime();
    System.out.println("look-ups, seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < LINKS; ) {
      // anew now and then, as after many look-ups the whole group is fetched
      try (Hdf5File f = Hdf5File.open(file)) {
        Group g = f.group("g");
        for (int end = Math.min(LINKS, i + 60); i < end; i++) {
          Link l = g.link((i % 7 == 0 ? "é" : "l") + i).orElseThrow();
          assertThat(l.target()).isEqualTo(i % 3 == 0 ? null : "t" + i);
          assertThat(g.link((i % 7 == 0 ? "l" : "é") + i)).as("seed %d", seed).isEmpty();
          assertThat(g.link("z" + random.nextInt())).isEmpty();
        }
        assertThat(f.group("empty").link("a")).isEmpty();
        assertThat(g.links()).hasSize(LINKS);
      }
    }
  }

  /** A table that was looked at only in part must not lose the rest when it is written. */
  @Test
  void aGroupThatIsChangedAfterALookup() {
    Path file = folder.resolve("changed.h5");
    H5py.run(
        """
        with h5py.File(args[0], 'w') as f:
            for i in range(100):
                f['d%d' % i] = i
        """,
        file);
    try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT)) {
      assertThat(f.root().link("d7")).isPresent();
      f.root().createGroup("new");
      f.root().delete("d8");
    }
    assertThat(H5py.run("with h5py.File(args[0]) as f: result = len(f)", file)).hasToString("100");
  }
}
