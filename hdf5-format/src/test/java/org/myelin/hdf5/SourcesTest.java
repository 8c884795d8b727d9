package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Catches a source that is read at the wrong place, in part, or not closed. */
class SourcesTest {
  @TempDir Path folder;
  private Path file;
  private final int[] values = IntStream.range(0, 50_000).toArray();

  @BeforeEach
  void write() {
    file = folder.resolve("f.h5");
    try (Hdf5File f = Hdf5File.create(file)) {
      f.root()
          .createDataset("d", Datatype.I32, Dataspace.of(50_000), Layout.chunked(999).deflate(1))
          .writeInts(Selection.all(), values);
    }
  }

  private void check(Hdf5File f) {
    try (f) {
      assertThat(f.dataset("d").readInts(Selection.all())).isEqualTo(values);
      assertThatThrownBy(() -> f.root().createGroup("g")).isInstanceOf(IllegalStateException.class);
    }
    assertThatThrownBy(f::root).isInstanceOf(IllegalStateException.class);
  }

  /** A refusal tells the caller to raise a limit, so the caller must be able to set it. */
  @Test
  void limitsAreTheCallers() {
    FileOptions small =
        FileOptions.DEFAULT.withLimits(ReadLimits.DEFAULT.withMaxAllocation(100_000));
    try (Hdf5File f = Hdf5File.open(file, OpenMode.READ, small)) {
      Dataset d = f.dataset("d");
      assertThatThrownBy(d::read)
          .isInstanceOf(Hdf5Exception.class)
          .hasMessageContaining("ReadLimits.maxAllocation");
      assertThat(d.readInts(Hyperslab.start(0).count(1000))).hasSize(1000);
    }
    check(Hdf5File.open(file, OpenMode.READ, FileOptions.DEFAULT));
  }

  @Test
  void bytesAndBuffers() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    check(Hdf5File.open(bytes));
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length + 7);
    check(Hdf5File.open(direct.position(7).put(bytes).position(7)));
  }

  @Test
  void anEntryOfAZipFile() throws IOException {
    Path zip = folder.resolve("f.zip");
    try (FileSystem fs = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      Files.copy(file, fs.getPath("inside.h5"));
    }
    try (FileSystem fs = FileSystems.newFileSystem(zip)) {
      check(Hdf5File.open("inside.h5", Files.newByteChannel(fs.getPath("inside.h5"))));
    }
    assertThatThrownBy(() -> Hdf5File.open("f.zip", Files.newByteChannel(zip)))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining("f.zip");
  }
}
