package org.myelin.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Catches an {@code int} where a count, offset or size of files and messages is meant: data beyond
 * 2^31 just works, and to widen a published signature later breaks every caller.
 */
class LongCountsTest {
  private static final List<String> EXPORTED =
      List.of(
          "mpi-io/src/main/java/org/myelin/mpi",
          "mpi-io/src/main/java/org/myelin/mpi/io",
          "mpi-io/src/main/java/org/myelin/mpi/spi",
          "hdf5-format/src/main/java/org/myelin/hdf5",
          "hdf5-format/src/main/java/org/myelin/hdf5/spi",
          "nwb-model/src/main/java/org/myelin/nwb");

  /**
   * Quantities that cannot exceed 2^31: a frame's payload, places in one element, text in memory,
   * steps from rank to rank.
   */
  private static final Set<String> BOUNDED =
      Set.of(
          "Frame.length",
          "CartComm.displacement",
          "CompoundType.offset",
          "FixedPointType.bitOffset",
          "BitFieldType.bitOffset",
          "FloatingPointType.bitOffset",
          "NwbDump.offset",
          "NwbDump.length");

  private static final Pattern SIGNATURE =
      Pattern.compile("^\\s*(?:public )?[^;{=()]*?\\w+\\s*\\(([^)]*)\\)", Pattern.MULTILINE);
  private static final Pattern INT_QUANTITY =
      Pattern.compile(
          "\\bint(?:\\[]|\\.\\.\\.)? (\\w*(?:[cC]ount|[oO]ffset|[dD]isplacement|[lL]ength|[pP]osition|[aA]ddress"
              + "|[bB]ytes|[eE]lements|[sS]tart|[sS]tride|[bB]lock|[sS]hape)s?)\\b");

  @Test
  void countsAndOffsetsOfTheApiAreLong() throws IOException {
    List<String> narrow = new ArrayList<>();
    int signatures = 0;
    for (String folder : EXPORTED) {
      try (Stream<Path> files = Files.list(Path.of("..").resolve(folder))) {
        for (Path p : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          signatures += check(p, narrow);
        }
      }
    }
    assertThat(signatures).as("signatures looked at").isGreaterThan(400);
    assertThat(narrow).isEmpty();
  }

  private static int check(Path file, List<String> narrow) {
    String type = file.getFileName().toString().replace(".java", "");
    int seen = 0;
    Matcher signature = SIGNATURE.matcher(publicPart(file));
    while (signature.find()) {
      seen++;
      Matcher quantity = INT_QUANTITY.matcher(signature.group(1));
      while (quantity.find()) {
        String name = type + "." + quantity.group(1);
        if (!BOUNDED.contains(name)) {
          narrow.add(name);
        }
      }
    }
    return seen;
  }

  /**
   * The lines that begin a public signature, with what follows; in interfaces everything is public.
   */
  private static String publicPart(Path file) {
    try {
      String s = Files.readString(file).replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("//.*", "");
      if (s.contains("public interface") || s.contains("public sealed interface")) {
        return s;
      }
      StringBuilder open = new StringBuilder();
      Matcher m = Pattern.compile("(?s)\\n\\s*public [^;{]*[;{]").matcher(s);
      while (m.find()) {
        open.append(m.group());
      }
      return open.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
