package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.RegionSelection.Kind;
import org.myelin.hdf5.oracle.H5py;

/** Region references that libhdf5 wrote. */
class ReferenceKindsTest {
  @TempDir Path folder;

  private Path file() {
    Path file = folder.resolve("regions.h5");
    H5py.run(
        """
        with h5py.File(args[0], 'w') as f:
            d = f.create_dataset('grid', data=np.arange(200).reshape(10, 20))
            mask = np.zeros((10, 20), bool)
            mask[1, 3] = mask[9, 19] = True
            r = f.create_dataset('regions', (4,), h5py.regionref_dtype)
            r[0] = d.regionref[2:8:3, 4:6]
            r[1] = d.regionref[mask]
            r[2] = d.regionref[...]
            v = f.create_dataset('nested', (2,), h5py.vlen_dtype(np.dtype('i2')))
            v[1] = [3, -4]
        """,
        file);
    return file;
  }

  /** A box off by one, end taken for a length, or a null reference that fails. */
  @Test
  void regionsSayWhichElements() {
    try (Hdf5File f = Hdf5File.open(file())) {
      RegionReference[] r = (RegionReference[]) f.dataset("regions").read();
      assertThat(f.resolve(r[0].dataset())).isEqualTo(f.dataset("grid"));
      assertThat(r[0].selection().kind()).isEqualTo(Kind.BLOCKS);
      long[] found =
          r[0].selection().boxes().stream()
              .flatMapToLong(b -> java.util.Arrays.stream(f.dataset("grid").readLongs(b)))
              .toArray();
      assertThat(found).containsExactlyInAnyOrder(44, 45, 104, 105);
      assertThat(r[1].selection().rank()).isEqualTo(2);
      assertThat(r[2].selection().kind()).isIn(Kind.ALL, Kind.BLOCKS);
      assertThat(r[3].isNull()).isTrue();
    }
  }

  /** The JSON of a file whose references lead somewhere, and the digest of an empty sequence. */
  @Test
  void jsonNamesTargets() throws IOException {
    StringBuilder out = new StringBuilder();
    Hdf5Dump.writeJson(file(), out);
    assertThat(out).contains("\"target\":\"/grid\"").contains("[3,\n-4]").doesNotContain("error");
  }

  /** Every damaged byte of the heap ends in values or a typed error, never in another one. */
  @Test
  void damagedReferencesAreRefused() throws IOException {
    byte[] whole = Files.readAllBytes(file());
    int heap = new String(whole, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("GCOL");
    assertThat(heap).isPositive();
    for (int at = heap; at < heap + 200; at++) {
      for (int value : new int[] {0, 0xff}) {
        byte[] broken = whole.clone();
        broken[at] = (byte) value;
        try (Hdf5File f = Hdf5File.open(broken)) {
          f.dataset("regions").read();
        } catch (Hdf5Exception e) {
          assertThat(e).hasMessageContaining("bytes in memory");
        }
      }
    }
  }
}
