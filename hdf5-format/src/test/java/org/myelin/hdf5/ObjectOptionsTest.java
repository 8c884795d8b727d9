package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.myelin.hdf5.ObjectOptions.LinkEstimate;
import org.myelin.hdf5.oracle.H5Dump;
import org.myelin.hdf5.oracle.H5py;
import org.myelin.hdf5.oracle.Libhdf5Objects;

/**
 * Catches options of new objects that the file does not tell, or that are told and not followed.
 */
@ExtendWith(VerifyWritten.class)
class ObjectOptionsTest {
  /** The only time of version 1 headers, where libhdf5 tells it. */
  private static final int CHANGED = 2;

  @TempDir Path folder;

  private static final ObjectOptions ALL =
      ObjectOptions.DEFAULT
          .withTimes(true)
          .withAttributeOrder(CreationOrder.TRACKED)
          .withAttributeLimits(new PhaseChange(3, 2))
          .withLinkOrder(CreationOrder.INDEXED)
          .withLinkLimits(new PhaseChange(12, 5))
          .withLinkEstimate(new LinkEstimate(7, 11));

  private static final ObjectOptions NO_LINKS =
      ObjectOptions.DEFAULT
          .withTimes(true)
          .withAttributeOrder(CreationOrder.INDEXED)
          .withAttributeLimits(new PhaseChange(0, 0));

  @ParameterizedTest
  @EnumSource
  void libhdf5TellsTheOptions(FormatBounds bounds) {
    Path file = folder.resolve("options.h5");
    FileOptions options = FileOptions.DEFAULT.withBounds(bounds).withRoot(ALL);
    try (Hdf5File f = Hdf5File.create(file, options)) {
      f.root().createGroup("g", ALL.withLinkOrder(CreationOrder.TRACKED));
      f.root().createGroup("dense", ObjectOptions.ordered().withLinkLimits(new PhaseChange(0, 0)));
      f.root().createGroup("plain");
      NamedDatatype t = f.root().createDatatype("t", Datatype.I32, NO_LINKS);
      f.root()
          .createDataset("d", t, Dataspace.of(4), Layout.chunked(2), 7, NO_LINKS)
          .attributes()
          .set("a", 1);
      for (int i = 0; i < 14; i++) {
        f.group("dense").createSoftLink("x" + (13 - i), "/nowhere");
        f.group("g").attributes().set("x" + (13 - i), i);
      }
    }
    assertThat(Libhdf5Objects.options(file, "/"))
        .isEqualTo("attributes 1 3/2, links 3 12/5, expected 7*11");
    assertThat(Libhdf5Objects.options(file, "/g"))
        .isEqualTo("attributes 1 3/2, links 1 12/5, expected 7*11");
    assertThat(Libhdf5Objects.options(file, "/dense"))
        .isEqualTo("attributes 3 8/6, links 3 0/0, expected 4*8");
    assertThat(Libhdf5Objects.options(file, "/plain"))
        .isEqualTo("attributes 0 8/6, links 0 8/6, expected 4*8");
    assertThat(Libhdf5Objects.options(file, "/t")).isEqualTo("attributes 3 0/0");
    if (bounds != FormatBounds.LATEST) {
      // whose layouts libhdf5 1.14 does not know
      assertThat(Libhdf5Objects.options(file, "/d")).isEqualTo("attributes 3 0/0");
    }
    List<String> byAge = IntStream.range(0, 14).mapToObj(i -> "x" + (13 - i)).toList();
    if (bounds.compareTo(FormatBounds.V112) < 0) {
      assertThat(
              H5py.run(
                  """
                  with h5py.File(args[0], 'r+') as f:
                      result = [list(f['dense']), list(f['g'].attrs), list(f['d'][...])]
                      for i in range(8):  # those of libhdf5 go on where ours ended
                          del f['dense']['x%d' % i]
                          del f['g'].attrs['x%d' % i]
                          f['dense']['y%d' % i] = h5py.SoftLink('/nowhere')
                          f['g'].attrs['y%d' % i] = i
                          f['y%d' % i] = h5py.SoftLink('/nowhere')
                      del f['dense']
                  """,
                  file))
          .isEqualTo(List.of(byAge, byAge, List.of(7L, 7L, 7L, 7L)));
      assertThat(H5Dump.run(file, "-H", "-p")).contains("GROUP \"g\"");
      try (Hdf5File f = Hdf5File.open(file)) {
        assertThat(f.group("g").attributes().names(LinkOrder.CREATION))
            .startsWith("x13", "x12")
            .endsWith("y6", "y7");
        assertThat(f.root().links(LinkOrder.CREATION)).extracting(Link::name).endsWith("y6", "y7");
      }
    }
  }

  /** What is edited says so; what is only read, or stands beside it, does not. */
  @ParameterizedTest
  @EnumSource(names = {"EARLIEST", "V18", "V112"})
  void timesFollowChanges(FormatBounds bounds) throws InterruptedException {
    Path file = folder.resolve("times.h5");
    ObjectOptions timed = ObjectOptions.DEFAULT.withTimes(true);
    long before = Instant.now().getEpochSecond();
    FileOptions options = FileOptions.DEFAULT.withBounds(bounds).withRoot(timed);
    try (Hdf5File f = Hdf5File.create(file, options)) {
      f.root().createGroup("g", timed);
      f.root().createDatatype("t", Datatype.I32, timed);
      for (String name : new String[] {"d", "e"}) {
        f.root()
            .createDataset(name, Datatype.I32, Dataspace.of(3), Layout.contiguous(), null, timed);
      }
      f.root().createDataset("without", Datatype.I32, Dataspace.of(3));
    }
    long after = Instant.now().getEpochSecond();
    for (String path : new String[] {"/", "g", "t", "d", "e"}) {
      long[] times = Libhdf5Objects.times(file, path);
      assertThat(times[CHANGED]).as(path + " " + Arrays.toString(times)).isBetween(before, after);
      if (bounds != FormatBounds.EARLIEST) {
        assertThat(times).as(path).containsOnly(times[CHANGED]);
      }
    }
    assertThat(Libhdf5Objects.times(file, "without")).containsOnly(0);
    long[] old = Libhdf5Objects.times(file, "d");
    Thread.sleep(1100);
    try (Hdf5File f = Hdf5File.open(file, OpenMode.EDIT)) {
      f.dataset("d").attributes().set("unit", "V");
      f.dataset("without").attributes().set("unit", "V");
    }
    long[] now = Libhdf5Objects.times(file, "d");
    assertThat(now[CHANGED]).isGreaterThan(old[CHANGED]);
    assertThat(now[3]).as("made").isEqualTo(old[3]);
    assertThat(Libhdf5Objects.times(file, "e")).isEqualTo(old);
    assertThat(Libhdf5Objects.times(file, "without")).containsOnly(0);
    Path anew = folder.resolve("anew.h5");
    Thread.sleep(1100);
    Hdf5Repack.run(
        file,
        anew,
        FileOptions.DEFAULT,
        RepackOptions.DEFAULT.withCreate(FileOptions.DEFAULT.withBounds(bounds)));
    assertThat(Libhdf5Objects.times(anew, "d")).as("copies keep times").isEqualTo(now);
  }

  @Test
  void whatNoObjectCanHaveIsRefused() {
    assertThatThrownBy(() -> new PhaseChange(3, 4)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PhaseChange(65_536, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LinkEstimate(-1, 0)).isInstanceOf(IllegalArgumentException.class);
    try (Hdf5File f = Hdf5File.create(folder.resolve("refused.h5"))) {
      assertThatThrownBy(() -> f.root().createDatatype("t", Datatype.I32, ObjectOptions.ordered()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("/t: only groups");
      assertThat(f.root().names()).isEmpty();
    }
  }
}
