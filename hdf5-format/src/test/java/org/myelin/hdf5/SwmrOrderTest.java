package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.myelin.hdf5.crash.RecordingDriver;
import org.myelin.hdf5.internal.driver.MemoryDriver;
import org.myelin.hdf5.internal.file.FileOpener;

/**
 * Catches writes in an order that shows readers a name of something that is not there, and space
 * that is used again while a reader looks at it: after each single write of a recorded program the
 * file is read by somebody who comes now, and by those who came at every flush before.
 */
class SwmrOrderTest {
  private static final int ROWS = 7;
  private static final int FLUSHES = 25;

  /** Flushes that the patient readers let pass. */
  private static final int LATER = 4;

  private static Dataset create(Hdf5File f, String kind) {
    long most = Dataspace.UNLIMITED;
    return switch (kind) {
      case "line" ->
          f.root().createDataset("d", Datatype.I64, Dataspace.of(0).max(most), Layout.chunked(1));
      case "packed" ->
          f.root()
              .createDataset(
                  "d", Datatype.I64, Dataspace.of(0).max(most), Layout.chunked(10).deflate(1));
      case "table" ->
          f.root()
              .createDataset(
                  "d", Datatype.I64, Dataspace.of(0, 3).max(most, most), Layout.chunked(3, 2));
      case "bounded" ->
          f.root().createDataset("d", Datatype.I64, Dataspace.of(0).max(3000), Layout.chunked(1));
      default ->
          f.root().createDataset("d", Datatype.I64, Dataspace.of(0).max(400), Layout.chunked(4));
    };
  }

  private static List<RecordingDriver.Event> record(String kind, FileOptions options) {
    RecordingDriver d = new RecordingDriver();
    try (Hdf5File f = new Hdf5File(FileOpener.edit(d, options, true))) {
      Dataset s = create(f, kind);
      for (int flush = 0; flush < FLUSHES; flush++) {
        SwmrWriteTest.append(s, ROWS);
        s.attributes().set("flushes", flush);
        s.attributes().set("a" + flush % 9, "x".repeat(flush * 5));
        f.flush();
        d.note(new RecordingDriver.Done(s.shape()[0]));
      }
    }
    return d.events();
  }

  @ParameterizedTest
  @ValueSource(strings = {"line", "packed", "table", "bounded", "few"})
  void everyReaderSeesItsRowsAtEveryMoment(String kind) {
    assertThat(wrong(record(kind, SwmrWriteTest.SWMR))).isEmpty();
  }

  /** The test can fail: other ways to write do not care for readers. */
  @Test
  void writingForNobodyIsCaught() {
    FileOptions fast = SwmrWriteTest.SWMR.withDurability(Durability.FAST);
    assertThat(wrong(record("packed", fast))).isNotEmpty();
  }

  private static List<String> wrong(List<RecordingDriver.Event> events) {
    MemoryDriver file = new MemoryDriver("followed", new byte[0]);
    List<Dataset> old = new ArrayList<>();
    List<Dataset> patient = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    long flushed = -1;
    int moment = 0;
    for (RecordingDriver.Event e : events) {
      moment++;
      if (e instanceof RecordingDriver.Write w) {
        file.write(w.position(), ByteBuffer.wrap(w.bytes()));
      } else if (e instanceof RecordingDriver.Extend x) {
        file.extend(x.size());
      } else if (e instanceof RecordingDriver.Truncate t) {
        file.truncate(t.size());
      } else if (e instanceof RecordingDriver.Done done) {
        flushed = (Long) done.content();
        Dataset d = open(file);
        assertThat(read(() -> d, flushed, flushed)).isNull();
        old.add(d);
        // one that first looks at its last chunk later, when nothing of it is in a cache
        Dataset late = open(file);
        late.readLongs(firstElement(late));
        patient.add(late);
        if (patient.size() > LATER) {
          old.add(patient.remove(0));
        }
      }
      if (flushed < 0) {
        continue;
      }
      List<String> found = new ArrayList<>();
      MemoryDriver now = new MemoryDriver("now", file.toByteArray());
      found.add(read(() -> open(now), flushed, flushed + ROWS));
      for (Dataset d : old) {
        found.add(read(() -> d, d.shape()[0], d.shape()[0]));
      }
      for (String f : found) {
        if (f != null) {
          wrong.add("after event " + moment + ", " + flushed + " rows flushed: " + f);
        }
      }
    }
    return wrong;
  }

  private static Dataset open(MemoryDriver file) {
    return new Hdf5File(FileOpener.open(file)).dataset("d");
  }

  private static Hyperslab firstElement(Dataset d) {
    return d.shape().length == 1 ? Hyperslab.point(0) : Hyperslab.point(0, 0);
  }

  /** What is wrong with it, or null. */
  private static String read(Supplier<Dataset> opened, long atLeast, long atMost) {
    try {
      Dataset d = opened.get();
      long rows = d.shape()[0];
      if (rows < atLeast || rows > atMost) {
        return rows + " rows";
      }
      long[] found = d.readLongs();
      boolean right = Arrays.equals(found, LongStream.range(0, found.length).toArray());
      d.attributes().names().forEach(n -> d.attributes().get(n).value());
      return right ? null : "wrong values in " + rows + " rows";
    } catch (Hdf5Exception e) {
      return e.getMessage();
    }
  }
}
