package org.myelin.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.myelin.hdf5.oracle.Programs;

/**
 * Catches what a machine leaves in the house: crash reports, logs, and paths of somebody's home.
 */
class TrackedFilesTest {
  private static final Pattern LEFT_BEHIND =
      Pattern.compile("(^|/)(hs_err_pid\\d+|replay_pid\\d+|core\\.\\d+)|\\.(log|class|orig|rej)$");

  private static final Pattern HOME =
      Pattern.compile("/(root|home/\\w+|Users/\\w+)/[.\\w]|[A-Z]:\\\\Users\\\\");

  @Test
  void nothingOfOneMachineIsTracked() throws IOException {
    Path root = Path.of("..").toAbsolutePath().normalize();
    Assumptions.assumeTrue(Files.exists(root.resolve(".git")), "no git checkout");
    Assumptions.assumeTrue(Programs.onPath("git").isPresent(), "no git on the PATH");
    List<String> findings = new ArrayList<>();
    List<String> tracked =
        Programs.run(List.of("git", "-C", root.toString(), "ls-files", "-z"))
            .outOrFail()
            .lines()
            .flatMap(l -> Pattern.compile("\0").splitAsStream(l))
            .toList();
    assertThat(tracked).hasSizeGreaterThan(100);
    for (String name : tracked) {
      Path file = root.resolve(name);
      if (LEFT_BEHIND.matcher(name).find()) {
        findings.add(name + " is left behind by a program");
      } else if (Files.isRegularFile(file)) {
        Matcher m = HOME.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        if (m.find()) {
          findings.add(name + " names " + m.group());
        }
      }
    }
    assertThat(findings).isEmpty();
  }
}
