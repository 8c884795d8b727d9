package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.NoSuchElementException;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.myelin.hdf5.oracle.H5Dump;
import org.myelin.hdf5.oracle.H5py;

/** Catches lists and counts that differ from what h5ls and h5stat print. */
@Tag("process")
class ListingTest {
  private static final String FILE =
      """
      import numpy as np
      with h5py.File(args[0], 'w') as f:
          f['a b\\\\c"ü'] = np.arange(5)
          f.create_dataset('grows', (3, 4), maxshape=(None, 9), compression=4, shuffle=True)
          f.create_dataset('empty', dtype='f4')
          f['scalar'] = 1.5
          g = f.create_group('g/' + 'deep' * 8)
          g['again'] = f['grows']
          g['root'] = f['/']
          g['soft'] = h5py.SoftLink('/nowhere')
          g['extern'] = h5py.ExternalLink('other.h5', 'x')
          g['extern2'] = h5py.ExternalLink('other.h5', '/x')
          f['type'] = np.dtype('i4')
          f['scalar'].attrs['u'] = 1
          f['scalar'].attrs['v'] = 'text'
          p = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
          p.set_layout(h5py.h5d.COMPACT)
          h5py.h5d.create(f.id, b'compact', h5py.h5t.NATIVE_INT32, h5py.h5s.create_simple((7,)), p)
      result = 0
      """;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() {
    file = folder.resolve("f.h5");
    H5py.run(FILE, file);
  }

  private String list(String path, boolean recursive, boolean verbose) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Hdf5Dump.writeListing(
        file, FileOptions.DEFAULT, path, recursive, verbose, out, e -> assertThat(e).isNull());
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aGroup() throws IOException {
    assertThat(list("/", false, false)).isEqualTo(H5Dump.ls(file));
  }

  @Test
  void allBelow() throws IOException {
    assertThat(list("/", true, false)).isEqualTo(H5Dump.ls(file, "-r"));
  }

  @Test
  void oneObject() throws IOException {
    assertThat(list("/grows", false, false)).endsWith(" Dataset {3/Inf, 4/9}\n");
    assertThatThrownBy(() -> list("/none", false, false))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("/none");
  }

  @Test
  void details() throws IOException {
    String theirs = H5Dump.ls(file, "-v");
    for (String line : list("/", false, true).split("\n")) {
      if (!line.contains("Type:") && !line.contains("Attribute:")) {
        assertThat(theirs).contains(line + "\n");
      }
    }
  }

  @Test
  void counts() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Hdf5Dump.writeStatistics(file, FileOptions.DEFAULT, out, e -> assertThat(e).isNull());
    Set<String> theirs = new HashSet<>(H5Dump.stat(file).lines().toList());
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .filteredOn(l -> !theirs.contains(l))
        .allMatch(
            l ->
                l.matches(
                    "Attributes|Object headers in bytes|\t(Groups|Datasets|Datatypes|# of attributes|#"
                        + " of chunks|Total size of elements): \\d+|  (Object headers|Superblock,"
                        + " indexes, heaps and free space): \\d+ bytes"));
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("\t# of attributes: 2\n");
  }
}
