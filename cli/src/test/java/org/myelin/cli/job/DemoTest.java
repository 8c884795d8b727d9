package org.myelin.cli.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.myelin.hdf5.oracle.H5Dump;
import org.myelin.hdf5.oracle.Programs;
import org.myelin.hdf5.oracle.ReferenceReader;
import org.myelin.hdf5.oracle.Tool;
import org.myelin.hdf5.oracle.Values;

/**
 * The job, through the script and in processes of its own. Catches: a rank that does not see its
 * own value, and a file that others read differently or not at all.
 */
@Tag("process")
class DemoTest {
  private static final String DATA = "/acquisition/ts_name/data";

  @TempDir Path folder;

  @ParameterizedTest(name = "-n {0} --launch {1} {2}")
  @CsvSource({
    "1, local, ''",
    "2, local, ''",
    "3, local, ''",
    "4, local, ''",
    "8, local, ''",
    "1, local, --gzip 4 --chunk 2",
    "2, local, --gzip 4 --chunk 2",
    "3, local, --gzip 4 --chunk 2",
    "4, local, --gzip 4 --chunk 2",
    "8, local, --gzip 4 --chunk 2",
    "4, threads, ''",
    "8, threads, --gzip 4 --chunk 2",
    "1, threads, --chunk 1",
  })
  void everyRankReadsItsOwnValue(int ranks, String launch, String storage) throws Exception {
    List<Object> arguments =
        new ArrayList<>(List.of("demo", "-n", ranks, "--launch", launch, "--out", "a file.nwb"));
    Stream.of(storage.split(" ")).filter(s -> !s.isEmpty()).forEach(arguments::add);
    Programs.Outcome end = Script.run(folder, arguments.toArray());

    assertThat(end.err()).isEmpty();
    assertThat(end.exitCode()).isZero();
    assertThat(end.out().lines())
        .containsExactlyInAnyOrderElementsOf(
            LongStream.range(0, ranks).mapToObj(r -> "rank " + r + " read " + r).toList());
    assertOthersRead(folder.resolve("a file.nwb"), ranks);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(folder.resolve("a file.nwb"));
    }
  }

  @Test
  void fourProcessesAndAFileInThisFolderByDefault() throws Exception {
    Programs.Outcome end = Script.run(folder, "demo");
    assertThat(end.out().lines()).hasSize(4);
    assertOthersRead(folder.resolve("myelin-demo.nwb"), 4);
    // Again over the file that is there now.
    assertThat(Script.run(folder, "demo", "-n", 2).exitCode()).isZero();
    assertOthersRead(folder.resolve("myelin-demo.nwb"), 2);
  }

  /** Catches: a demo that starts ranks of its own although it is one. */
  @Test
  void isOneRankUnderTheLauncher() throws Exception {
    Programs.Outcome end =
        Script.run(folder, "run", "-n", 3, Script.ROOT.resolve("myelin"), "demo", "--out", "x.nwb");
    assertThat(end.err()).isEmpty();
    assertThat(end.out().lines())
        .containsExactlyInAnyOrder("rank 0 read 0", "rank 1 read 1", "rank 2 read 2");
    assertOthersRead(folder.resolve("x.nwb"), 3);
  }

  private static void assertOthersRead(Path file, int ranks) {
    long[] expected = LongStream.range(0, ranks).toArray();
    for (ReferenceReader reader : ReferenceReader.values()) {
      Values values = reader.read(file, DATA);
      assertThat(values.longs()).as(reader.name()).isEqualTo(expected);
      assertThat(values.shape()).as(reader.name()).containsExactly((long) ranks);
    }
    Tool.H5DUMP.assumeAvailable();
    assertThat(H5Dump.run(file, "-y", "-d", DATA))
        .contains(String.join(", ", LongStream.of(expected).mapToObj(Long::toString).toList()));
  }
}
