package org.myelin.hdf5.internal.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.myelin.hdf5.CorruptFileException;
import org.myelin.hdf5.internal.format.level2.AttributeMessage;
import org.myelin.hdf5.internal.format.level2.DatatypeMessage;
import org.myelin.hdf5.internal.format.level2.Message;

/**
 * Catches a description that agrees with itself but not with libhdf5: every structure that can be
 * reached in some 750 real files is read and written again, and has to come out as the same bytes.
 */
class CorpusReencodeTest {
  private static final long MAX_FILE = 64L << 20;

  /**
   * Structures of other libraries and old versions whose sizes have slack that we do not write;
   * everything else is exact.
   */
  private static final Map<String, String> LONGER_THAN_NEEDED =
      Map.of(
          "tnullspace.h5", "Attribute",
          "ref_tst_compounds.nc", "Attribute",
          "ref_tst_compounds2.nc", "Attribute",
          "ref_tst_compounds3.nc", "Attribute",
          "utf8-fixed-length.hdf5", "Link",
          "var-length-strings-reused.hdf5", "Link");

  /** Addresses of these lie in other files, or in a cache image. */
  private static final List<String> SEVERAL_FILES =
      List.of("driver:family", "driver:multi", "driver:split");

  private static final String CACHE_IMAGE = "h5clear_mdc_image.h5";

  /**
   * Bytes without meaning that old versions left uninitialised: where we differ, we write zeros.
   */
  private static final Set<String> JUNK_IN_RESERVED =
      Set.of("Global heap collection", "Shared message 1", "Datatype");

  @Test
  void structuresOfRealFilesKeepTheirBytes() {
    Optional<Path> folder = Corpus.folder();
    assumeTrue(folder.isPresent(), "no HDF5 corpus beside the checkout; set -Dmyelin.shared");
    Map<String, Integer> found = new TreeMap<>();
    List<String> differences = new ArrayList<>();
    int walked = 0;
    for (Corpus.Entry e : Corpus.dataFiles(folder.get(), MAX_FILE)) {
      try {
        walk(e, found, differences);
        walked++;
      } catch (CorruptFileException failure) {
        boolean expected =
            SEVERAL_FILES.stream().anyMatch(e::has) || e.name().endsWith(CACHE_IMAGE);
        if (!expected) {
          differences.add(failure.getMessage());
        }
      }
    }
    System.out.println("re-encoded " + found);
    assertThat(differences).isEmpty();
    assertThat(walked).as("files walked to the end").isGreaterThan(700);
    assertThat(found.values().stream().mapToInt(n -> n).sum()).isGreaterThan(50_000);
    assertThat(found)
        .containsKeys(
            "Superblock 0",
            "Superblock 1",
            "Superblock 2",
            "Superblock 3",
            "Object header 1",
            "Object header 2",
            "Header continuation 1",
            "Header continuation 2",
            "Local heap data",
            "Group B-tree node",
            "Chunk B-tree node",
            "Symbol table node",
            "Fixed array page",
            "Global heap collection",
            "Shared message 3",
            "Attribute",
            "Filter Pipeline");
  }

  /**
   * Catches a version of a datatype description that libhdf5 would not write: newer ones cannot be
   * read by old libraries, older ones are refused inside newer compounds.
   */
  @Test
  void datatypeVersionsAreThoseOfLibhdf5() {
    Optional<Path> folder = Corpus.folder();
    assumeTrue(folder.isPresent(), "no HDF5 corpus beside the checkout; set -Dmyelin.shared");
    VersionCount count = new VersionCount();
    for (Corpus.Entry e : Corpus.dataFiles(folder.get(), MAX_FILE)) {
      try {
        new FileWalk(e.name(), e.bytes(), count).run();
      } catch (CorruptFileException severalFiles) {
        // the other test says which these are
      }
    }
    assertThat(count.same).isGreaterThan(13_000);
    // arrays in version 1 members, and compounds that were inserted after an array: history, not
    // choice
    assertThat(count.other).isLessThan(20);
  }

  private static final class VersionCount implements FileWalk.Visitor {
    private static final int NEWEST = 5;
    private int same;
    private int other;

    @Override
    public void structure(String name, long address, byte[] original, byte[] ours) {}

    @Override
    public void message(Message m) {
      Message inner = m instanceof AttributeMessage a ? a.datatype() : m;
      if (inner instanceof DatatypeMessage d) {
        boolean match = false;
        for (int least = 1; least <= NEWEST; least++) {
          match |= DatatypeMessage.of(d.datatype(), least).versions().equals(d.versions());
        }
        same += match ? 1 : 0;
        other += match ? 0 : 1;
      }
    }
  }

  private static void walk(Corpus.Entry e, Map<String, Integer> found, List<String> differences) {
    new FileWalk(
            e.name(),
            e.bytes(),
            (what, address, theirs, ours) -> {
              found.merge(what, 1, Integer::sum);
              if (!Arrays.equals(theirs, ours) && !excused(e.name(), what, theirs, ours)) {
                int at = Arrays.mismatch(theirs, ours);
                differences.add(
                    e.name()
                        + ": "
                        + what
                        + " at 0x"
                        + Long.toHexString(address)
                        + " differs at "
                        + at
                        + " of "
                        + theirs.length);
              }
            })
        .run();
  }

  private static boolean excused(String name, String what, byte[] theirs, byte[] ours) {
    if (what.equals(LONGER_THAN_NEEDED.get(name.substring(name.lastIndexOf('/') + 1)))) {
      return true;
    }
    if (!JUNK_IN_RESERVED.contains(what) || theirs.length != ours.length) {
      return false;
    }
    for (int i = 0; i < ours.length; i++) {
      if (ours[i] != theirs[i] && ours[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
