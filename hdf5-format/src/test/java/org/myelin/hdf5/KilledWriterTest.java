package org.myelin.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Catches flushes that a real {@code kill -9} undoes: a program writes and tells after each flush
 * how far it is; what it has told is in the file.
 */
@Tag("process")
class KilledWriterTest {
  @TempDir Path folder;

  @Test
  void fiveKilledWritersLeaveTheirFlushes() throws Exception {
    kill(5, Durability.SAFE);
  }

  @Test
  void killedWritersOfFollowedFilesLeaveTheirFlushes() throws Exception {
    kill(5, Durability.SWMR);
  }

  @Test
  @Tag("long")
  void threeHundredKilledWritersLeaveTheirFlushes() throws Exception {
    kill(300, Durability.SAFE);
  }

  @Test
  @Tag("long")
  void aHundredKilledWritersOfFollowedFilesLeaveTheirFlushes() throws Exception {
    kill(100, Durability.SWMR);
  }

  private void kill(int times, Durability durability) throws Exception {
    long seed = System.nanoTime();
    System.out.println("kills, seed " + seed);
    Random random = new Random(seed);
    Path file = folder.resolve("killed.h5");
    long flushes = 0;
    for (int n = 0; n < times; n++) {
      if (n % 20 == 0) {
        Files.deleteIfExists(file);
      }
      long told = run(file, random.nextInt(400), durability);
      if (told >= 0) {
        try (Hdf5File f = Hdf5File.open(file)) {
          long[] steps = f.dataset("/steps").readLongs();
          assertThat((long) steps.length).as("kill " + n).isBetween(told, told + 1);
          for (int i = 0; i < steps.length; i++) {
            assertThat(steps[i]).isEqualTo(i);
          }
          assertThat(f.dataset("/steps").attributes().get("n").value())
              .hasToString(Long.toString(steps.length));
        }
        flushes += told;
      }
      if (durability == Durability.SWMR && Files.exists(file)) {
        Hdf5Recovery.inPlace(file);
      }
      if (told >= 0) {
        assertThat(Hdf5Verification.of(file).findings()).as("kill " + n).isEmpty();
      }
    }
    System.out.println(times + " kills, " + flushes + " steps in all files");
    assertThat(flushes).isPositive();
  }

  /** The last step that the program told before it was killed; -1 for none. */
  private static long run(Path file, int millis, Durability durability)
      throws IOException, InterruptedException {
    Process p =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Writer.class.getName(),
                file.toString(),
                durability.name())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long told = -1;
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(p.getInputStream(), StandardCharsets.US_ASCII))) {
      String line = out.readLine();
      Thread killer =
          new Thread(
              () -> {
                try {
                  Thread.sleep(millis);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                // not by the Process, which would close the pipe with lines in it
                p.toHandle().destroyForcibly();
              });
      killer.start();
      while (line != null) {
        told = Long.parseLong(line);
        line = out.readLine();
      }
      killer.join();
    } finally {
      p.destroyForcibly();
    }
    assertThat(p.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return told;
  }

  /** The program that is killed. */
  public static final class Writer {
    private Writer() {}

    /** Goes on writing this file for ever. */
    public static void main(String[] args) {
      Path path = Path.of(args[0]);
      boolean there = Files.exists(path);
      Durability durability = Durability.valueOf(args[1]);
      FileOptions o =
          FileOptions.DEFAULT
              .withDurability(durability)
              .withBounds(
                  durability == Durability.SWMR ? FormatBounds.V110 : FormatBounds.EARLIEST);
      try (Hdf5File f = there ? Hdf5File.open(path, OpenMode.EDIT, o) : Hdf5File.create(path, o)) {
        Dataset d =
            there
                ? f.dataset("/steps")
                : f.root()
                    .createDataset(
                        "steps",
                        Datatype.I64,
                        Dataspace.of(0).max(Dataspace.UNLIMITED),
                        Layout.chunked(64).deflate(1));
        for (long n = d.shape()[0]; ; n++) {
          d.resize(n + 1);
          d.writeLongs(Hyperslab.point(n), new long[] {n});
          d.attributes().set("n", n + 1);
          d.attributes().set("a" + n % 30, "x".repeat((int) (n % 200)));
          f.flush();
          System.out.println(n + 1);
        }
      }
    }
  }
}
