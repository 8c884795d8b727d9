package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.myelin.hdf5.oracle.CpuClock;

/** Catches broken bytes that lead to anything but a typed error in bounded time. */
class BrokenFileTest {
  private static final int MUTANTS = 600;
  private static final long[] EDGES = {0, 1, -1, 0x7fffffffffffffffL, 0x80000000L, 0xffffL, 64};

  @TempDir Path folder;

  private byte[] sample(FormatBounds bounds) throws IOException {
    Path file = folder.resolve("sample.h5");
    try (Hdf5File f = Hdf5File.create(file, FileOptions.DEFAULT.withBounds(bounds))) {
      Group g = f.root().createGroup("g");
      g.attributes().set("text", "text");
      g.attributes().set("list", List.of("a", "b"));
      g.createDataset(
              "gz",
              Datatype.I32,
              Dataspace.of(40, 40),
              Layout.chunked(9, 9).shuffle().deflate(4).fletcher32())
          .write(new int[1600]);
      g.createDataset("plain", Datatype.F64, Dataspace.of(10).max(20), Layout.chunked(4))
          .write(new double[10]);
      g.createDataset("texts", Datatype.VLEN_UTF8, Dataspace.of(3))
          .write(List.of("a", "bb", "ccc"));
      g.createDataset(
              "table",
              Datatype.compound(
                  Datatype.member("a", Datatype.I16), Datatype.member("b", Datatype.VLEN_UTF8)),
              Dataspace.of(1))
          .write(List.of(Compound.of("a", 1, "b", "x")));
      g.createDataset("compact", Datatype.I8, Dataspace.of(5), Layout.compact()).write(new byte[5]);
      f.root().createSoftLink("soft", "/g/gz");
      f.root().createSoftLink("loop", "/loop");
    }
    return Files.readAllBytes(file);
  }

  @ParameterizedTest
  @EnumSource(FormatBounds.class)
  void mutantsGiveTypedErrors(FormatBounds bounds) throws IOException {
    byte[] good = sample(bounds);
    assertThat(FileWalker.walk("good", () -> Hdf5File.open(good)).failures())
        .as("only the loop fails")
        .isEqualTo(1);
    long seed = Long.getLong("myelin.seed", new Random().nextLong());
    System.out.println(bounds + " mutants, seed " + seed);
    Random random = new Random(seed);
    int noticed = 0;
    for (int i = 0; i < MUTANTS; i++) {
      byte[] b = good.clone();
      for (int k = random.nextInt(3); k >= 0; k--) {
        mutate(b, random);
      }
      long start = CpuClock.nanos();
      FileWalker w = FileWalker.walk("mutant", () -> Hdf5File.open(b));
      assertThat((CpuClock.nanos() - start) / 1e9).as("seed %d mutant %d", seed, i).isLessThan(5);
      assertThat(w.untyped()).as("seed %d mutant %d", seed, i).isEmpty();
      noticed += w.failures() > 1 ? 1 : 0;
    }
    assertThat(noticed).as("mutants that did any harm").isGreaterThan(MUTANTS / 20);
  }

  private static void mutate(byte[] b, Random random) {
    int at;
    do {
      at = random.nextInt(b.length - 8);
    } while (b[at] == 0 && random.nextInt(10) > 0);
    if (random.nextBoolean()) {
      b[at] ^= (byte) (1 << random.nextInt(8));
    } else {
      byte[] edge =
          ByteBuffer.allocate(8)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putLong(EDGES[random.nextInt(EDGES.length)])
              .array();
      System.arraycopy(edge, 0, b, at, 1 << random.nextInt(4));
    }
  }

  @ParameterizedTest
  @EnumSource(FormatBounds.class)
  void everyTruncationIsNoticedAtOnce(FormatBounds bounds) throws IOException {
    byte[] good = sample(bounds);
    for (int length = 0; length < good.length; length += 1 + length / 50) {
      byte[] cut = Arrays.copyOf(good, length);
      assertThatThrownBy(() -> Hdf5File.open(cut))
          .as("%d of %d bytes", length, good.length)
          .isInstanceOf(Hdf5Exception.class);
    }
  }

  @Test
  void aTruncatedFileSaysHowMuchIsMissing() throws IOException {
    byte[] good = sample(FormatBounds.EARLIEST);
    Path file = Files.write(folder.resolve("cut.h5"), Arrays.copyOf(good, good.length - 100));
    assertThatThrownBy(() -> Hdf5File.open(file))
        .hasMessageContaining("cut.h5")
        .hasMessageContaining("100 bytes are missing");
  }

  @Test
  void aChunkThatInflatesToMoreThanItsSizeIsRefused() throws IOException {
    Path file = folder.resolve("bomb.h5");
    try (Hdf5File f = Hdf5File.create(file)) {
      f.root()
          .createDataset(
              "d", Datatype.I8, Dataspace.of(1 << 20), Layout.chunked(1 << 20).deflate(9))
          .write(new byte[1 << 20]);
    }
    byte[] b = Files.readAllBytes(file);
    int layout = indexOf(b, new byte[] {3, 2, 2});
    ByteBuffer.wrap(b).order(ByteOrder.LITTLE_ENDIAN).putInt(layout + 11, 4096);
    assertThatThrownBy(() -> Hdf5File.open(b).dataset("d").readBytes(Hyperslab.start(0).count(10)))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("more than the 4096 bytes");
  }

  private static int indexOf(byte[] b, byte[] wanted) {
    for (int i = 0; ; i++) {
      if (Arrays.equals(b, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
  }

  @Test
  void whatIsNotAFileOrNotHdf5OrNotWritableIsSaidPlainly() throws IOException {
    assertThatThrownBy(() -> Hdf5File.open(folder.resolve("none.h5")))
        .isInstanceOf(Hdf5IOException.class)
        .hasMessageContaining("no such file");
    Path text = Files.writeString(folder.resolve("text.h5"), "hello");
    assertThatThrownBy(() -> Hdf5File.open(text)).hasMessageContaining("not an HDF5 file");
    assertThatThrownBy(() -> Hdf5File.create(text.resolve("below.h5")))
        .isInstanceOf(Hdf5IOException.class)
        .hasMessageContaining("below.h5")
        .hasMessageNotContaining(".part");
    assertThatThrownBy(() -> Hdf5File.create(folder.resolve("no/such/folder.h5")))
        .isInstanceOf(Hdf5IOException.class);
  }

  @Test
  void aNewFileTakesItsNameAtTheFirstFlushAndNotBefore() throws IOException {
    Path file = Files.writeString(folder.resolve("name.h5"), "the old one");
    Hdf5File f = Hdf5File.create(file);
    f.root().createGroup("g");
    assertThat(file).hasContent("the old one");
    f.discard();
    assertThat(file).hasContent("the old one");
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
    try (Hdf5File g = Hdf5File.create(file)) {
      g.root().createGroup("one");
      g.flush();
      assertThat(Hdf5File.open(file).root().names()).containsExactly("one");
      g.root().createGroup("two");
    }
    assertThat(Hdf5File.open(file).root().names()).containsExactly("one", "two");
    assertThatThrownBy(() -> Hdf5File.create(file, FileOptions.DEFAULT.withExclusive(true)))
        .hasMessageContaining("exists already");
  }

  @Test
  void placesBeyondTwoGigabytes() throws IOException {
    Path file = folder.resolve("large.h5");
    long n = 700_000_000L;
    try (Hdf5File f = Hdf5File.create(file)) {
      f.root()
          .createDataset("contiguous", Datatype.I64, Dataspace.of(n))
          .writeLongs(Hyperslab.start(n - 3).count(3), new long[] {1, 2, 3});
      f.root()
          .createDataset("chunked", Datatype.I64, Dataspace.of(n), Layout.chunked(1 << 20))
          .writeLongs(Hyperslab.start(n - 3).count(3), new long[] {4, 5, 6});
    }
    assertThat(Files.size(file)).isGreaterThan(8 * n);
    try (Hdf5File f = Hdf5File.open(file)) {
      assertThat(f.dataset("contiguous").readLongs(Hyperslab.start(n - 4).count(4)))
          .containsExactly(0, 1, 2, 3);
      assertThat(f.dataset("chunked").readLongs(Hyperslab.start(n - 4).count(4)))
          .containsExactly(0, 4, 5, 6);
      assertThatThrownBy(() -> f.dataset("contiguous").readLongs(Hyperslab.start(0, 0)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    Object seen =
        org.myelin.hdf5.oracle.H5py.run(
            """
            with h5py.File(args[0], 'r') as f:
                result = [f['contiguous'][-4:], f['chunked'][-4:]]
            """,
            file);
    assertThat(seen.toString()).isEqualTo("[[0, 1, 2, 3], [0, 4, 5, 6]]");
  }
}
