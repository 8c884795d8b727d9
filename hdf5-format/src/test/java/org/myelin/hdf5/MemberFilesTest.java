package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.myelin.hdf5.oracle.H5py;
import org.myelin.hdf5.oracle.StorageDriver;

/**
 * Catches parts of files that are read from the wrong member, or from a wrong place in it: libhdf5
 * cuts files in every way it knows. And bytes of the file that are preferred to its cache image.
 */
class MemberFilesTest {
  @TempDir Path folder;
  private Path plain;
  private FileOptions allowed;

  @BeforeEach
  void plainFile() {
    plain = folder.resolve("plain.h5");
    H5py.run(
        """
        with h5py.File(args[0], 'w', libver=('earliest', 'latest')) as f:
            g = f.create_group('g')
            g['whole'] = np.arange(2000)
            g.create_dataset('chunks', data=np.arange(3000).reshape(50, 60), chunks=(7, 11), compression=4)
            g['text'] = ['alpha', 'beta', 'gamma' * 20]
            g.attrs['unit'] = 'volt'
            g['ref'] = np.array([g['whole'].ref, g['text'].ref], dtype=h5py.ref_dtype)
            for i in range(40):
                g['many/%d' % i] = i
        """,
        plain);
    allowed = FileOptions.DEFAULT.withExternal(ExternalAccess.inside(folder));
  }

  private void check(Path file) {
    try (Hdf5File f = Hdf5File.open(file, OpenMode.READ, allowed)) {
      assertThat(f.dataset("g/whole").readLongs(Selection.all()))
          .containsExactly(LongStream.range(0, 2000).toArray());
      assertThat(f.dataset("g/chunks").readLongs(Selection.all()))
          .containsExactly(LongStream.range(0, 3000).toArray());
      assertThat(f.dataset("g/text").readStrings(Selection.all()))
          .containsExactly("alpha", "beta", "gamma".repeat(20));
      assertThat(f.group("g").attributes().get("unit").value()).isEqualTo("volt");
      assertThat(f.group("g/many").names()).hasSize(40);
      assertThat(f.dataset("g/many/17").readLongs(Selection.all())).containsExactly(17);
      Object[] references = (Object[]) f.dataset("g/ref").read(Selection.all());
      Node whole = f.resolve((ObjectReference) references[0]);
      assertThat(((Dataset) whole).readLongs(Hyperslab.start(1234).count(1))).containsExactly(1234);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void familyOfMembers(boolean latest) throws IOException {
    StorageDriver.FAMILY.copy(plain, folder.resolve("f_%05d.h5"), latest, "g");
    Path first = folder.resolve("f_00000.h5");
    check(first);
    assertThatThrownBy(() -> Hdf5File.open(first))
        .isInstanceOf(ExternalAccessException.class)
        .hasMessageContainingAll("f_00001.h5", "family", "withExternal", "--external");
    assertThatThrownBy(() -> Hdf5File.open(first, OpenMode.EDIT, allowed))
        .isInstanceOf(UnsupportedFormatException.class);
    Files.delete(folder.resolve("f_00002.h5"));
    assertThatThrownBy(() -> Hdf5File.open(first, OpenMode.READ, allowed))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("truncated");
    Path renamed = Files.move(first, folder.resolve("first.h5"));
    assertThatThrownBy(() -> Hdf5File.open(renamed, OpenMode.READ, allowed))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("name00000.h5");
  }

  @ParameterizedTest
  @CsvSource({"SPLIT, false, -m, -r", "SPLIT, true, -m, -r", "MULTI, false, -s, -o"})
  void membersByKindOfContent(StorageDriver driver, boolean latest, String main, String other)
      throws IOException {
    driver.copy(plain, folder.resolve("x"), latest, "g");
    Path named = folder.resolve("x" + main + ".h5");
    check(named);
    assertThatThrownBy(() -> Hdf5File.open(named))
        .isInstanceOf(ExternalAccessException.class)
        .hasMessageContaining("driver");
    Path apart = folder.resolve("x" + other + ".h5");
    try (RandomAccessFile f = new RandomAccessFile(apart.toFile(), "rw")) {
      f.setLength(f.length() - 1);
    }
    assertThatThrownBy(() -> Hdf5File.open(named, OpenMode.READ, allowed))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("truncated");
    Files.delete(apart);
    assertThatThrownBy(() -> Hdf5File.open(named, OpenMode.READ, allowed))
        .isInstanceOf(Hdf5IOException.class)
        .hasMessageContaining(apart.getFileName().toString());
    Path renamed = Files.move(named, folder.resolve("else.h5"));
    assertThatThrownBy(() -> Hdf5File.open(renamed, OpenMode.READ, allowed))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("%s" + main + ".h5");
  }

  /** A member that lies outside of what is allowed, through a link, is not opened. */
  @Test
  void membersOutsideAreRefused() throws IOException {
    StorageDriver.SPLIT.copy(plain, folder.resolve("x"), false, "g");
    Path inside = Files.createDirectory(folder.resolve("inside"));
    Path named = Files.move(folder.resolve("x-m.h5"), inside.resolve("x-m.h5"));
    Files.createSymbolicLink(inside.resolve("x-r.h5"), folder.resolve("x-r.h5"));
    FileOptions narrow = FileOptions.DEFAULT.withExternal(ExternalAccess.inside(inside));
    assertThatThrownBy(() -> Hdf5File.open(named, OpenMode.READ, narrow))
        .isInstanceOf(ExternalAccessException.class)
        .hasMessageContaining("outside");
  }

  @Test
  void metadataCacheImage() throws IOException {
    Path file = folder.resolve("image.h5");
    StorageDriver.CACHE_IMAGE.copy(plain, file, true, "g");
    byte[] bytes = Files.readAllBytes(file);
    int image = indexOf(bytes, "MDCI");
    assertThat(image).as("libhdf5 made an image").isPositive();
    check(file);
    assertThatThrownBy(() -> Hdf5File.open(file, OpenMode.EDIT))
        .isInstanceOf(UnsupportedFormatException.class)
        .hasMessageContaining("cache image");
    bytes[image + 60] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> Hdf5File.open(file))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("Metadata cache image");
  }

  private static int indexOf(byte[] bytes, String text) {
    for (int i = 0; i + 4 <= bytes.length; i++) {
      if (new String(
              Arrays.copyOfRange(bytes, i, i + 4), java.nio.charset.StandardCharsets.ISO_8859_1)
          .equals(text)) {
        return i;
      }
    }
    return -1;
  }

  /** Catches a member file that another folder's file can be made to stand for. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "../r.h5", "../%s", "/r.h5", "/dev/sr", "//h/r", "..", ".", "/", "c:r.h5", "file:/r",
        "s3://r", "out-r"
      })
  void noNameOfAMemberLeadsOut(String name) throws IOException {
    Path inside = Files.createDirectory(folder.resolve("inside"));
    StorageDriver.SPLIT.copy(plain, inside.resolve("s"), false, "g");
    Path meta = inside.resolve("s-m.h5");
    for (String target : new String[] {"r.h5", "s"}) {
      Files.copy(inside.resolve("s-r.h5"), folder.resolve(target));
    }
    Files.createSymbolicLink(inside.resolve("out-r"), folder.resolve("r.h5"));
    byte[] b = Files.readAllBytes(meta);
    String text = new String(b, java.nio.charset.StandardCharsets.ISO_8859_1);
    int at = text.indexOf("%s-r.h5");
    assertThat(at).isPositive();
    byte[] stored = Arrays.copyOf(name.getBytes(java.nio.charset.StandardCharsets.UTF_8), 7);
    System.arraycopy(stored, 0, b, at, 7);
    Files.write(meta, b);
    FileOptions own = FileOptions.DEFAULT.withExternal(ExternalAccess.inside(inside));
    assertThatThrownBy(() -> Hdf5File.open(meta, OpenMode.READ, own))
        .isInstanceOf(ExternalAccessException.class)
        .hasMessageContaining("split driver");
  }

  @Test
  void aMemberOfAFamilyThatIsALinkLeadsNowhere() throws IOException {
    Path inside = Files.createDirectory(folder.resolve("inside"));
    StorageDriver.FAMILY.copy(plain, inside.resolve("f_%05d.h5"), false, "g");
    Path second = inside.resolve("f_00001.h5");
    Files.move(second, folder.resolve("moved.h5"));
    Files.createSymbolicLink(second, folder.resolve("moved.h5"));
    FileOptions own = FileOptions.DEFAULT.withExternal(ExternalAccess.inside(inside));
    assertThatThrownBy(() -> Hdf5File.open(inside.resolve("f_00000.h5"), OpenMode.READ, own))
        .isInstanceOf(ExternalAccessException.class)
        .hasMessageContainingAll("f_00001.h5", "family driver", "outside of");
  }
}
