package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.oracle.H5Dump;
import org.myelin.hdf5.oracle.H5py;

/** Catches damage that a look at the whole file must find, and findings where there is none. */
@LeavesBrokenFiles("it damages files to see that this is found")
class VerificationTest {
  @TempDir Path folder;

  @Test
  void everyFlippedBitOfCheckedMetadataIsFound() throws IOException {
    Path file = folder.resolve("f.h5");
    H5py.run(
        """
        with h5py.File(args[0], 'w', libver='latest') as f:
            for i in range(20):
                g = f.create_group('g%d' % i)
                g.attrs['a'] = i
        """,
        file);
    assertThat(Hdf5Verification.of(file).findings()).isEmpty();
    byte[] good = Files.readAllBytes(file);
    // superblock and the header of the root group
    for (int bit = 12 * 8; bit < 48 * 8; bit += 5) {
      byte[] bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, bad);
      assertThat(finds(file)).as("bit " + bit).isTrue();
    }
  }

  private static boolean finds(Path file) {
    try {
      return !Hdf5Verification.of(file).findings().isEmpty();
    } catch (Hdf5Exception e) {
      return true;
    }
  }

  @Test
  void elementsThatTwoDatasetsHaveAreFound() throws IOException {
    Path file = folder.resolve("two.h5");
    try (Hdf5File f = Hdf5File.create(file)) {
      for (String name : new String[] {"a", "b"}) {
        f.root()
            .createDataset(name, Datatype.I64, Dataspace.of(50))
            .writeLongs(Selection.all(), new long[50]);
      }
      f.flush();
      assertThat(Hdf5Verification.of(file).findings()).isEmpty();
      long address = dataAddress(f, "b");
      long other = dataAddress(f, "a");
      byte[] all = Files.readAllBytes(file);
      ByteBuffer b = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
      int changed = 0;
      for (int i = 0; i + 16 <= all.length; i++) {
        if (b.getLong(i) == address && b.getLong(i + 8) == 400) {
          b.putLong(i, other + 8);
          changed++;
        }
      }
      assertThat(changed).isEqualTo(1);
      Path bad = folder.resolve("bad.h5");
      Files.write(bad, all);
      assertThat(Hdf5Verification.of(bad).findings())
          .anyMatch(s -> s.contains("overlap") && s.contains("/a") && s.contains("/b"));
    }
  }

  private static long dataAddress(Hdf5File f, String name) {
    return f.engine()
        .store(f.engine().headers().read(f.dataset(name).address()), "/" + name)
        .address();
  }

  @Test
  void aDamagedChunkIsFound() throws IOException {
    Path file = folder.resolve("chunk.h5");
    H5py.run(
        """
        with h5py.File(args[0], 'w') as f:
            f.create_dataset('x', data=np.full(1000, 0x5a5a5a5a5a5a5a5a), chunks=(1000,), fletcher32=True)
        """,
        file);
    byte[] all = Files.readAllBytes(file);
    int at = 0;
    while (all[at] != 0x5a || all[at + 100] != 0x5a) {
      at++;
    }
    all[at + 50] ^= 1;
    Files.write(file, all);
    assertThat(Hdf5Verification.of(file).findings())
        .singleElement()
        .asString()
        .contains("/x")
        .contains("checksum");
  }

  /**
   * h5stat counts what nothing has; it reads the same structures by other code, but for the global
   * heap and blocks of extensible arrays, which it leaves out.
   */
  @Test
  void lostSpaceIsWhatH5statCannotAccountFor() {
    Path file = folder.resolve("lost.h5");
    for (String libver : new String[] {"earliest", "latest"}) {
      H5py.run(
          """
          with h5py.File(args[0], 'w', libver=args[1]) as f:
              for i in range(40):
                  g = f.create_group('g%d' % i)
                  for k in range(12):
                      g.attrs['a%d' % k] = np.bytes_('x' * 50)
                  g.create_dataset('c', data=np.arange(500), chunks=(50,), compression=1)
                  g['d'] = np.arange(300)
          with h5py.File(args[0], 'r+') as f:
              for i in range(0, 40, 3):
                  del f['g%d' % i]
          """,
          file, libver);
      Hdf5Verification v = Hdf5Verification.of(file);
      assertThat(v.findings()).isEmpty();
      assertThat(v.lost()).as(libver).isPositive().isEqualTo(unaccounted(file));
      assertThat(v.lostPieces().stream().mapToLong(Hdf5Verification.Piece::size).sum())
          .isEqualTo(v.lost());
      assertThat(v.notes()).anyMatch(n -> n.contains("bytes are lost"));
      assertThat(v.reached() + v.lost()).isLessThanOrEqualTo(v.allocated());
    }
  }

  private static long unaccounted(Path file) {
    Matcher m = Pattern.compile("Unaccounted space: (\\d+) bytes").matcher(H5Dump.stat(file, "-S"));
    assertThat(m.find()).isTrue();
    return Long.parseLong(m.group(1));
  }

  @Test
  void aCountOfLinksThatIsWrongIsFound() throws IOException {
    Path file = folder.resolve("count.h5");
    H5py.run(
        """
        with h5py.File(args[0], 'w') as f:
            f.create_group('g')
            f['h'] = f['g']
            f['t'] = np.dtype('i4')
            f.create_dataset('d', (3,), dtype=f['t'])
            f['d'].attrs.create('a', 1, dtype=f['t'])
        """,
        file);
    assertThat(Hdf5Verification.of(file).findings()).isEmpty();
    byte[] all = Files.readAllBytes(file);
    long group;
    long type;
    try (Hdf5File f = Hdf5File.open(file)) {
      group = f.group("/g").address();
      type = f.root().get("t").address();
    }
    assertThat(all[(int) group + 4]).isEqualTo((byte) 2);
    assertThat(all[(int) type + 4]).isEqualTo((byte) 3);
    all[(int) group + 4] = 1;
    all[(int) type + 4] = 4;
    Files.write(file, all);
    assertThat(Hdf5Verification.of(file).findings())
        .containsExactlyInAnyOrder(
            "/g: its header counts 1 links and uses, 2 lead to it",
            "/t: its header counts 4 links and uses, 3 lead to it");
  }

  @Test
  void referencesAndSoftLinksToNothingAreTold() throws IOException {
    Path file = folder.resolve("dangling.h5");
    H5py.run(
        """
        with h5py.File(args[0], 'w') as f:
            f.create_group('gone'); f.create_group('there')
            f['x'] = np.array([f['gone'].ref, f['there'].ref], dtype=h5py.ref_dtype)
            f['there'].attrs['r'] = f['gone'].ref
            f['there/soft'] = h5py.SoftLink('/gone')
            f['there/fine'] = h5py.SoftLink('/x')
        """,
        file);
    assertThat(Hdf5Verification.of(file).findings()).isEmpty();
    try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT)) {
      f.root().delete("gone");
    }
    Hdf5Verification v = Hdf5Verification.of(file);
    assertThat(v.findings())
        .containsExactlyInAnyOrder(
            "/there: holds a reference that leads to no object",
            "/x: holds a reference that leads to no object");
    assertThat(v.notes())
        .anyMatch(n -> n.contains("soft link /there/soft leads nowhere"))
        .noneMatch(n -> n.contains("/there/fine"));
    StringBuilder json = new StringBuilder();
    v.writeJson("dangling.h5", json);
    assertThat(json).contains("\"findings\":[\"/there: holds").contains("\"lost\":");
  }
}
