package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.myelin.hdf5.crash.CrashStates;
import org.myelin.hdf5.crash.FaultyDriver;
import org.myelin.hdf5.crash.RecordingDriver;
import org.myelin.hdf5.internal.driver.MemoryDriver;
import org.myelin.hdf5.internal.dump.FileCheck;
import org.myelin.hdf5.internal.dump.FileDump;
import org.myelin.hdf5.internal.file.FileOpener;
import org.myelin.hdf5.internal.file.OpenFile;
import org.myelin.hdf5.oracle.H5py;
import org.myelin.hdf5.spi.FileDriver;

/**
 * Catches commits that a crash tears: twenty recorded programs, cut off after every write, in the
 * middle of writes, and with any part of what was not forced yet missing. Each of the files that
 * remain opens as one flush left it.
 */
class CrashTest {
  private static final int WORKLOADS = 20;

  @TempDir Path folder;

  @Test
  void aSampleOfCrashesLeavesTheFileOfAFlush() {
    prefixes(40);
    powerCuts(2);
  }

  @Test
  @Tag("long")
  void everyPrefixIsTheFileOfAFlush() {
    assertThat(prefixes(1)).isGreaterThan(20_000);
  }

  @Test
  @Tag("long")
  void powerCutsLeaveTheFileOfAFlush() {
    assertThat(powerCuts(45)).isGreaterThan(50_000);
  }

  private static int prefixes(int every) {
    int states = 0;
    int looked = 0;
    for (int seed = 0; seed < WORKLOADS; seed++) {
      Findings found = new Findings(seed, every);
      states += new CrashStates(record(seed, FileOptions.DEFAULT).events()).prefixes(found);
      looked += found.looked;
      assertThat(found.wrong).isEmpty();
    }
    System.out.println("crash states, prefixes: " + states + ", looked at: " + looked);
    return looked;
  }

  private static int powerCuts(int each) {
    int states = 0;
    for (int seed = 0; seed < WORKLOADS; seed++) {
      Findings found = new Findings(seed, 1);
      states +=
          new CrashStates(record(seed, FileOptions.DEFAULT).events())
              .powerCuts(each, new Random(seed), found);
      assertThat(found.wrong).isEmpty();
    }
    System.out.println("crash states, power cuts: " + states);
    return states;
  }

  /** The harness finds what it is for: without records or without forcing there are lost files. */
  @Test
  void unsafeCommitsAreCaught() {
    Findings fast = new Findings(1, 1);
    new CrashStates(record(1, FileOptions.DEFAULT.withDurability(Durability.FAST)).events())
        .prefixes(fast);
    assertThat(fast.wrong).isNotEmpty();
    Findings unforced = new Findings(1, 1);
    List<RecordingDriver.Event> events = new ArrayList<>(record(1, FileOptions.DEFAULT).events());
    int[] forces = {0};
    events.removeIf(e -> e instanceof RecordingDriver.Force && forces[0]++ % 3 == 1);
    new CrashStates(events).powerCuts(50, new Random(1), unforced);
    assertThat(unforced.wrong).isNotEmpty();
  }

  /** A file whose record was replayed is an ordinary file again. */
  @Test
  void libhdf5ReadsWhatWasReplayed() {
    RecordingDriver d = record(3, FileOptions.DEFAULT);
    List<byte[]> some = new ArrayList<>();
    Random random = new Random(3);
    new CrashStates(d.events())
        .powerCuts(
            1,
            random,
            (bytes, allowed, where) -> {
              if (allowed.size() > 1 && some.size() < 12 && random.nextInt(3) == 0) {
                MemoryDriver m = new MemoryDriver("m", bytes);
                FileOpener.edit(m, FileOptions.DEFAULT, false).close();
                some.add(m.toByteArray());
              }
            });
    assertThat(some).hasSizeGreaterThan(5);
    for (byte[] bytes : some) {
      Path file = folder.resolve("replayed.h5");
      try {
        Files.write(file, bytes);
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
      Object n =
          H5py.run(
              """
              n = []
              with h5py.File(args[0], 'r+') as f:
                  f.visititems(lambda name, o: n.append(name if isinstance(o, h5py.Group) else int(o[...].size)))
                  f['more'] = 1
              result = len(n)
              """,
              file);
      assertThat(((Number) n).intValue()).isPositive();
      assertThat(content(new MemoryDriver("m", bytes))).isNotNull();
    }
  }

  /** Storage that fails at any call: a typed error, given up, and the last flush is there. */
  @ParameterizedTest
  @EnumSource(FaultyDriver.Fault.class)
  void aFaultAtAnyCallLeavesTheLastFlush(FaultyDriver.Fault fault) {
    int faults = 0;
    for (int seed = 100; seed < 110; seed++) {
      int program = seed;
      FaultyDriver counting = new FaultyDriver(new RecordingDriver(), fault, -1);
      List<Object> contents = new ArrayList<>();
      session(counting, seed, contents);
      // the content after each flush does not depend on the fault; one flush may be half done
      for (long k = 0; k < counting.calls(); k++) {
        RecordingDriver file = new RecordingDriver();
        FaultyDriver d = new FaultyDriver(file, fault, k);
        List<Object> done = new ArrayList<>();
        Throwable failure = catchThrowable(() -> session(d, program, done));
        if (failure == null) {
          // a failed read ahead may have been made good
          continue;
        }
        faults++;
        String where = fault + " at call " + k + " of seed " + seed;
        assertThat(failure).as(where).isInstanceOf(Hdf5IOException.class);
        assertThat(d.isClosed()).as(where).isTrue();
        if (!done.isEmpty()) {
          assertThat(content(new MemoryDriver("after", file.bytes())))
              .as(where)
              .isIn(contents.subList(done.size() - 1, Math.min(contents.size(), done.size() + 1)));
        }
      }
    }
    System.out.println(fault + ": " + faults + " faults");
    assertThat(faults).isGreaterThan(500);
  }

  /**
   * A file is made, then edited over failing storage with three flushes; the contents after each.
   */
  private static void session(FaultyDriver d, int seed, List<Object> contents) {
    Random random = new Random(seed);
    FileOptions o =
        FileOptions.DEFAULT.withBounds(seed % 2 == 0 ? FormatBounds.EARLIEST : FormatBounds.V110);
    RecordingDriver file = (RecordingDriver) d.stored();
    try (Hdf5File f = new Hdf5File(FileOpener.edit(file, o, true))) {
      for (int e = 0; e < 9; e++) {
        edit(f, random);
      }
    }
    contents.add(content(new MemoryDriver("made", file.bytes())));
    try (Hdf5File f = new Hdf5File(FileOpener.edit(d, o, false))) {
      for (int flush = 0; flush < 3; flush++) {
        for (int e = 0; e < 6; e++) {
          edit(f, random);
        }
        f.flush();
        contents.add(content(new MemoryDriver("flushed", file.bytes())));
      }
    }
  }

  private static final class Findings implements CrashStates.Check {
    private final int seed;
    private final int every;
    private final List<String> wrong = new ArrayList<>();
    private int n;
    private int looked;

    Findings(int seed, int every) {
      this.seed = seed;
      this.every = every;
    }

    @Override
    public void state(byte[] file, List<Object> allowed, String where) {
      if (n++ % every != seed % every || wrong.size() > 1) {
        return;
      }
      looked++;
      Object found;
      try {
        found = content(new MemoryDriver("state", file));
      } catch (RuntimeException e) {
        found = e.toString();
      }
      if (!allowed.contains(found)) {
        wrong.add(
            "seed "
                + seed
                + ", "
                + where
                + ": "
                + difference(found, allowed.get(allowed.size() - 1)));
      }
    }

    private static String difference(Object found, Object last) {
      String a = found.toString();
      String b = last.toString();
      int i = Math.max(0, Arrays.mismatch(a.toCharArray(), b.toCharArray()) - 100);
      return a.substring(i, Math.min(a.length(), i + 300))
          + " instead of "
          + b.substring(i, Math.min(b.length(), i + 300));
    }
  }

  private static Object content(FileDriver d) {
    Map<String, Object> top = new LinkedHashMap<>();
    FileOpener o = FileOpener.open(d);
    OpenFile f = o.file();
    FileDump.put(f, top);
    o.close();
    return String.valueOf(top.get("file_error")) + top.get("objects");
  }

  /** A program of some sessions with some flushes each. */
  private static RecordingDriver record(int seed, FileOptions options) {
    RecordingDriver d = new RecordingDriver();
    FileOptions o = options.withBounds(seed % 2 == 0 ? FormatBounds.EARLIEST : FormatBounds.V110);
    if (seed % 5 == 4) {
      // one whose objects share messages: a table, indexes and heaps change with each object
      o =
          o.withSharedMessages(
              SharedMessageOptions.of(SharedMessageOptions.Index.all(0)).withLimits(5, 4));
    }
    Random random = new Random(seed);
    for (int session = 0; session < 6; session++) {
      Hdf5File f = new Hdf5File(FileOpener.edit(d, o, session == 0));
      for (int flush = 0; flush < 6; flush++) {
        int edits = 1 + random.nextInt(8);
        for (int e = 0; e < edits; e++) {
          edit(f, random);
        }
        d.note(new RecordingDriver.Begin());
        f.flush();
        d.note(new RecordingDriver.Done(content(new MemoryDriver("flushed", d.bytes()))));
      }
      f.close();
      FileOpener closed = FileOpener.open(new MemoryDriver("closed", d.bytes()));
      assertThat(new FileCheck(closed.file()).findings()).isEmpty();
    }
    return d;
  }

  /** Values already flushed are not overwritten where they lie, since that is not promised. */
  private static void edit(Hdf5File f, Random r) {
    List<String> names = f.root().names();
    String name = "n" + r.nextInt(60);
    boolean taken = names.contains(name);
    int kind = r.nextInt(8);
    Node any = names.isEmpty() ? f.root() : f.root().get(names.get(r.nextInt(names.size())));
    if (kind == 0 && taken) {
      f.root().delete(name);
    } else if (kind <= 1 && !taken) {
      f.root().createGroup(name).createGroup("inner" + r.nextInt(5));
    } else if (kind == 2 && !taken) {
      long[] values = r.longs(1 + r.nextInt(300)).toArray();
      f.root()
          .createDataset(name, Datatype.I64, Dataspace.of(values.length))
          .writeLongs(Selection.all(), values);
    } else if (kind == 3 && !taken) {
      f.root()
          .createDataset(
              name,
              Datatype.I32,
              Dataspace.of(100).max(Dataspace.UNLIMITED),
              Layout.chunked(16 + r.nextInt(30)).deflate(1))
          .writeInts(Selection.all(), r.ints(100, 0, 9).toArray());
    } else if (kind == 4 && !taken) {
      f.root()
          .createDataset(name, Datatype.VLEN_UTF8, Dataspace.of(3))
          .writeStrings(Selection.all(), new String[] {name, "x".repeat(r.nextInt(99)), "é"});
    } else if (kind == 5 && any instanceof Dataset s && s.layout().isChunked()) {
      long n = s.shape()[0];
      s.resize(n + 30);
      s.writeInts(Hyperslab.start(n - 5).count(35), r.ints(35, 0, 9).toArray());
    } else if (kind == 6 && any.attributes().names().size() > 2) {
      any.attributes().delete(any.attributes().names().get(0));
    } else {
      any.attributes().set("a" + r.nextInt(9), "v".repeat(r.nextInt(200)));
    }
  }
}
