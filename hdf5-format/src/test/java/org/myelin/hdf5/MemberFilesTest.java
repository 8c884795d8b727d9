package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
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

  /** The names of members stand in the file, and may be any text. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "../x-r.h5",
        "%s/../../x-r.h5",
        "../inside/../%s-r.h5",
        "../nothing-there.h5",
        "{}/x-r.h5",
        "{}/nothing-there.h5",
        "/etc/passwd",
        "/dev/zero",
        "/proc/self/mem",
        "link.h5",
        "linked/x-r.h5",
        "dangling.h5",
        "fifo",
        "linked",
        ".",
        "..",
        "/",
        "../%s",
        "c:r.h5",
        "file:/r",
        "file:///etc/passwd",
        "http://localhost/x.h5",
        "s3://bucket/%s.h5",
        "\\\\server\\share\\x.h5",
        "//server/share/x.h5",
        "C:\\windows\\%s.h5"
      })
  void noNameOfAMemberLeadsOut(String name) throws Exception {
    Path inside = Files.createDirectory(folder.resolve("inside"));
    Files.createSymbolicLink(inside.resolve("link.h5"), folder.resolve("x-r.h5"));
    Files.createSymbolicLink(inside.resolve("linked"), folder);
    Files.createSymbolicLink(inside.resolve("dangling.h5"), folder.resolve("not-yet.h5"));
    new ProcessBuilder("mkfifo", inside.resolve("fifo").toString()).start().waitFor();
    FileOptions narrow = FileOptions.DEFAULT.withExternal(ExternalAccess.inside(inside));
    for (StorageDriver driver : new StorageDriver[] {StorageDriver.SPLIT, StorageDriver.MULTI}) {
      driver.copy(plain, folder.resolve("x"), false, "g");
      String main = driver == StorageDriver.SPLIT ? "-m.h5" : "-s.h5";
      Path named = folder.resolve("x" + main);
      check(named);
      Path moved = inside.resolve("x" + main);
      Files.write(
          moved, renamed(Files.readAllBytes(named), main, name.replace("{}", folder.toString())));
      assertThatThrownBy(() -> Hdf5File.open(moved, OpenMode.READ, narrow))
          .isInstanceOf(ExternalAccessException.class)
          .hasMessageContainingAll("driver", "withExternal");
    }
  }

  /** With another name for every member but the first, whatever its length. */
  private static byte[] renamed(byte[] file, String main, String name) {
    int address = 48;
    ByteBuffer b = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int block = (int) b.getLong(address);
    int names = indexOf(Arrays.copyOfRange(file, block, file.length), "%s" + main);
    int members = (names - 24) / 16;
    ByteBuffer made = ByteBuffer.allocate(file.length + 8192).order(ByteOrder.LITTLE_ENDIAN);
    int at = (file.length + 7) / 8 * 8;
    made.put(file).putLong(address, at).position(at);
    made.put(file, block, names);
    for (int i = 0; i < members; i++) {
      byte[] text = (i == 0 ? "%s" + main : name).getBytes(StandardCharsets.UTF_8);
      made.put(text).put(new byte[8 - text.length % 8]);
    }
    made.putInt(at + 4, made.position() - at - 16);
    return Arrays.copyOf(made.array(), made.position());
  }

  /** Members of a family lie beside the first, unless links lead elsewhere. */
  @ParameterizedTest
  @ValueSource(strings = {"link", "relink", "dangling", "device", "fifo", "folder"})
  void noMemberOfAFamilyLeadsOut(String kind) throws Exception {
    StorageDriver.FAMILY.copy(plain, folder.resolve("f_%05d.h5"), false, "g");
    Path inside = Files.createDirectory(folder.resolve("inside"));
    Path first = Files.copy(folder.resolve("f_00000.h5"), inside.resolve("f_00000.h5"));
    Path second = inside.resolve("f_00001.h5");
    switch (kind) {
      case "link" -> Files.createSymbolicLink(second, folder.resolve("f_00001.h5"));
      case "relink" -> {
        Files.createSymbolicLink(inside.resolve("up"), Path.of(".."));
        Files.createSymbolicLink(second, Path.of("up/f_00001.h5"));
      }
      case "dangling" -> Files.createSymbolicLink(second, folder.resolve("not-yet.h5"));
      case "device" -> Files.createSymbolicLink(second, Path.of("/dev/zero"));
      case "fifo" -> new ProcessBuilder("mkfifo", second.toString()).start().waitFor();
      default -> Files.createDirectory(second);
    }
    FileOptions narrow = FileOptions.DEFAULT.withExternal(ExternalAccess.inside(inside));
    assertThatThrownBy(() -> Hdf5File.open(first, OpenMode.READ, narrow))
        .isInstanceOf(ExternalAccessException.class)
        .hasMessageContainingAll("family driver", "withExternal");
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
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
  }
}
