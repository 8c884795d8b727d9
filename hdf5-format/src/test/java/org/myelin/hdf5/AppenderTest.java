package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.myelin.hdf5.oracle.H5py;

/** Catches rows and chunks that are lost or moved on their ways past the usual writes. */
@ExtendWith(VerifyWritten.class)
class AppenderTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"EARLIEST, 7", "V110, 100", "V18, 300000", "V110, 1"})
  void rowsComeInOrderWhateverTheChunks(FormatBounds bounds, int chunk) {
    Path file = folder.resolve("rows.h5");
    int rows = 250_000;
    try (Hdf5File f = Hdf5File.create(file, FileOptions.DEFAULT.withBounds(bounds))) {
      Dataset d =
          f.root()
              .createDataset(
                  "d",
                  Datatype.I32,
                  Dataspace.of(3, 2).max(Dataspace.UNLIMITED, 2),
                  chunk == 1 ? Layout.chunked(5000, 1) : Layout.chunked(chunk, 2).deflate(1));
      int next = 3;
      try (Appender a = d.appender()) {
        while (next < rows) {
          int n = Math.min(rows - next, 1 + next % 3);
          int first = 2 * next;
          a.append(IntStream.range(first, first + 2 * n).toArray());
          next += n;
          if (next % 50_000 == 0) {
            a.flush();
            assertThat(d.shape()[0]).isEqualTo(next);
          }
        }
        assertThatThrownBy(() -> a.append(new int[3])).isInstanceOf(IllegalArgumentException.class);
      }
    }
    Object seen =
        H5py.run(
            """
            with h5py.File(args[0], 'r') as f:
                d = f['d'][...]
                result = [list(d.shape), bool((d[3:] == np.arange(6, 500000).reshape(-1, 2)).all()), int(d[:3].sum())]
            """,
            file);
    assertThat(seen.toString()).isEqualTo("[[250000, 2], true, 0]");
  }

  @Test
  void refusesDatasetsThatCannotGrow() {
    try (Hdf5File f = Hdf5File.create(folder.resolve("no.h5"))) {
      Dataset d = f.root().createDataset("d", Datatype.I32, Dataspace.of(3), Layout.chunked(2));
      assertThatThrownBy(d::appender).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"EARLIEST", "V110"})
  void storedChunksGoPastTheFiltersBothWays(FormatBounds bounds) {
    Path file = folder.resolve("direct.h5");
    Path copy = folder.resolve("copy.h5");
    FileOptions options = FileOptions.DEFAULT.withBounds(bounds);
    ByteBuffer plain = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    IntStream.range(0, 4).forEach(i -> plain.putInt(10 + i));
    Deflater deflater = new Deflater(9);
    deflater.setInput(plain.array());
    deflater.finish();
    byte[] packed = new byte[100];
    int size = deflater.deflate(packed);
    deflater.end();
    try (Hdf5File f = Hdf5File.create(file, options)) {
      for (String name : List.of("plain", "packed")) {
        Layout l = Layout.chunked(4);
        Dataset d =
            f.root()
                .createDataset(
                    name,
                    Datatype.I32,
                    Dataspace.of(10).max(Dataspace.UNLIMITED),
                    name.equals("plain") ? l : l.deflate(6));
        if (name.equals("packed")) {
          d.writeChunk(new long[] {4}, 0, ByteBuffer.wrap(packed, 0, size));
        }
        d.writeChunk(new long[] {0}, name.equals("plain") ? 0 : 1, plain.duplicate().flip());
        assertThatThrownBy(() -> d.writeChunk(new long[] {1}, 0, plain))
            .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> d.writeChunk(new long[] {8}, 1, ByteBuffer.allocate(3)))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
    assertThat(H5py.readDataset(file, "plain").longs())
        .containsExactly(10, 11, 12, 13, 0, 0, 0, 0, 0, 0);
    assertThat(H5py.readDataset(file, "packed").longs())
        .containsExactly(10, 11, 12, 13, 10, 11, 12, 13, 0, 0);
    try (Hdf5File f = Hdf5File.open(file);
        Hdf5File to = Hdf5File.create(copy, options)) {
      Dataset from = f.dataset("packed");
      Dataset d = to.root().createDataset("packed", Datatype.I32, from.dataspace(), from.layout());
      from.chunks().forEach(c -> d.writeChunk(c.offset(), c.filterMask(), c.readStored()));
      assertThat(from.chunk(4).orElseThrow().storedSize()).isEqualTo(size);
      assertThat(from.chunk(8)).isEmpty();
    }
    assertThat(H5py.readDataset(copy, "packed").longs())
        .containsExactly(10, 11, 12, 13, 10, 11, 12, 13, 0, 0);
  }

  /** The rule that {@link Layout#chunked(Datatype, Dataspace)} documents. */
  @Test
  void defaultChunksStayBelowAMebibyte() {
    long u = Dataspace.UNLIMITED;
    assertThat(Layout.chunked(Datatype.F64, Dataspace.of(10, 4)).chunkShape())
        .containsExactly(10, 4);
    assertThat(Layout.chunked(Datatype.I16, Dataspace.of(0, 384).max(u, 384)).chunkShape())
        .containsExactly(1024, 384);
    assertThat(Layout.chunked(Datatype.F64, Dataspace.of(100_000, 100)).chunkShape())
        .containsExactly(782, 100);
    assertThat(Layout.chunked(Datatype.F32, Dataspace.of(0, 0).max(u, 3)).chunkShape())
        .containsExactly(1024, 3);
    assertThat(Layout.chunked(Datatype.opaque(2_000_000, ""), Dataspace.of(5)).chunkShape())
        .containsExactly(1);
  }
}
