package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.internal.wire.Lookup3;
import org.myelin.hdf5.oracle.H5py;

/**
 * Catches what only a liar can do to heaps, B-trees and arrays: fields are changed and the
 * checksums made right again, so that cycles, wild addresses and wild numbers reach the readers.
 */
class ResealedMutantsTest {
  private static final int MUTANTS = 1500;
  private static final Set<String> SIGNATURES =
      Set.of(
          "EAHD", "EAIB", "EASB", "EADB", "FAHD", "FADB", "BTHD", "BTIN", "BTLF", "FRHP", "FHIB",
          "OHDR");
  private static final long[] EDGES = {0, 1, 2, 7, 255, 65535, 1L << 31, -1, -2, Long.MIN_VALUE};

  @TempDir Path folder;

  private record Sealed(int start, int length, String signature) {}

  private byte[] sample() throws IOException {
    Path file = folder.resolve("sample.h5");
    H5py.run(
        """
        with h5py.File(args[0], 'w', libver='latest') as f:
            f.create_dataset('array', data=np.arange(300), chunks=(1,), maxshape=(None,))
            f.create_dataset('zarray', data=np.arange(300), chunks=(4,), maxshape=(None,), compression=1)
            f.create_dataset('tree', data=np.arange(900).reshape(30, 30), chunks=(1, 3), maxshape=(None, None))
            f.create_dataset('ztree', data=np.arange(90).reshape(9, 10), chunks=(3, 3), maxshape=(None, None), compression=1)
            f.create_dataset('fixed', data=np.arange(90), chunks=(3,))
            g = f.create_group('links', track_order=True)
            for i in range(150): g['link %d' % i] = h5py.SoftLink('/%d' % i)
            for i in range(30): f.attrs['a%d' % i] = np.arange(i)
            f.attrs['huge'] = np.arange(9000)
        """,
        file);
    return Files.readAllBytes(file);
  }

  /** Structures whose end is where the checksum of all before it stands. */
  private static List<Sealed> sealedIn(byte[] file) {
    ByteBuffer b = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    List<Sealed> found = new ArrayList<>();
    for (int at = 0; at + 12 < file.length; at++) {
      String signature = new String(file, at, 4, StandardCharsets.ISO_8859_1);
      if (SIGNATURES.contains(signature)) {
        for (int n = 8; n < 5000 && at + n + 4 <= file.length; n++) {
          if (b.getInt(at + n) == Lookup3.hash(b, at, n)) {
            found.add(new Sealed(at, n, signature));
            break;
          }
        }
      }
    }
    return found;
  }

  private static void mutate(byte[] b, Sealed s, Random random) {
    ByteBuffer out = ByteBuffer.wrap(b).order(ByteOrder.LITTLE_ENDIAN);
    for (int k = random.nextInt(2); k >= 0; k--) {
      int at = s.start + 4 + random.nextInt(s.length - 4);
      int width = Math.min(1 << random.nextInt(4), s.start + s.length - at);
      switch (random.nextInt(3)) {
        case 0 -> b[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> {
          long edge = EDGES[random.nextInt(EDGES.length)];
          for (int i = 0; i < width; i++) {
            b[at + i] = (byte) (edge >>> (8 * i));
          }
        }
        // another place of the same structure: addresses meet, numbers swap
        default ->
            System.arraycopy(
                b.clone(), s.start + 4 + random.nextInt(s.length - 3 - width), b, at, width);
      }
    }
    out.putInt(s.start + s.length, Lookup3.hash(out, s.start, s.length));
  }

  @Test
  void liesGiveTypedErrorsInBoundedTime() throws IOException {
    byte[] good = sample();
    int dangling = FileWalker.walk("good", () -> Hdf5File.open(good)).failures();
    List<Sealed> structures = sealedIn(good);
    Set<String> kinds = new TreeSet<>();
    structures.forEach(s -> kinds.add(s.signature));
    assertThat(kinds).isEqualTo(new TreeSet<>(SIGNATURES).tailSet(""));
    long seed = Long.getLong("myelin.seed", System.nanoTime());
    System.out.println("ResealedMutantsTest seed " + seed);
    Random random = new Random(seed);
    int noticed = 0;
    for (int i = 0; i < MUTANTS; i++) {
      byte[] b = good.clone();
      mutate(b, structures.get(random.nextInt(structures.size())), random);
      FileWalker w = FileWalker.walk("mutant", () -> Hdf5File.open(b));
      assertThat(w.untyped()).as("seed %d mutant %d", seed, i).isEmpty();
      noticed += w.failures() != dangling ? 1 : 0;
    }
    assertThat(noticed).as("mutants that did any harm").isGreaterThan(MUTANTS / 20);
  }
}
