package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.myelin.hdf5.oracle.H5py;

/**
 * Catches files that are lost when something is put before them, or cut off: a superblock counts
 * from where it lies, not from where it was written.
 */
@ExtendWith(VerifyWritten.class)
class UserBlockTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "earliest, 1024, 1024", "earliest, 1024, 2048", "earliest, 1024, 512", "earliest, 1024, 0",
    "earliest, 0, 512", "latest, 1024, 4096", "latest, 1024, 0", "latest, 0, 1024"
  })
  void superblocksCountFromThemselves(String version, int written, int found) throws IOException {
    Path file = folder.resolve("moved.h5");
    H5py.run(
        """
        with h5py.File(args[0], 'w', libver=args[1], userblock_size=int(args[2])) as f:
            f.create_dataset('g/x', data=list(range(3000)), chunks=(100,), compression=1)
            f.create_dataset('flat', data=[1.5, 2.5])
        """,
        file,
        version,
        written + "");
    byte[] bytes = Files.readAllBytes(file);
    byte[] moved = new byte[bytes.length - written + found];
    Arrays.fill(moved, 0, found, (byte) 'u');
    System.arraycopy(bytes, written, moved, found, bytes.length - written);
    Files.write(file, moved);

    try (Hdf5File f = Hdf5File.open(file)) {
      assertThat(f.dataset("g/x").readInts(Hyperslab.start(2998).count(2)))
          .containsExactly(2998, 2999);
      assertThat(f.dataset("flat").readDoubles()).containsExactly(1.5, 2.5);
    }
    try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT)) {
      f.dataset("flat").writeDoubles(Selection.all(), new double[] {3, 4});
      f.root()
          .createDataset("new", Datatype.I32, Dataspace.of(2))
          .writeInts(Selection.all(), new int[] {5, 6});
      f.root().delete("g");
    }
    assertThat(Arrays.copyOf(Files.readAllBytes(file), found))
        .isEqualTo(Arrays.copyOf(moved, found));
    Object said =
        H5py.run(
            """
            with h5py.File(args[0], 'a') as f:
                f['more'] = [7]
            with h5py.File(args[0], 'r') as f:
                result = [f.userblock_size, sorted(f), f['flat'][()].tolist(), f['new'][()].tolist()]
            """,
            file);
    assertThat(said.toString()).isEqualTo("[" + found + ", [flat, more, new], [3.0, 4.0], [5, 6]]");
  }
}
