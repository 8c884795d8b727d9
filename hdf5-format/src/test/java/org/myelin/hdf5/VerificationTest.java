package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.oracle.H5py;

/** Catches damage that a look at the whole file must find, and findings where there is none. */
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
}
