package org.myelin.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Catches a README or an example whose program is not the one that the demo runs. */
class TutorialTextTest {
  private static final Path ROOT = Path.of(System.getProperty("myelin.root", ".."));

  private static String program(String file) throws IOException {
    String text = Files.readString(ROOT.resolve(file));
    int begin = text.indexOf("// tutorial begins");
    int end = text.indexOf("// tutorial ends");
    assertThat(begin).as(file).isPositive().isLessThan(end);
    return text.substring(begin + "// tutorial begins".length(), end).replaceAll("\\s+", "");
  }

  @Test
  void oneProgramInThreePlaces() throws IOException {
    String demo = program("cli/src/main/java/org/myelin/cli/demo/Tutorial.java");
    assertThat(
            program("examples/tutorial/src/main/java/org/myelin/examples/tutorial/Tutorial.java"))
        .isEqualTo(demo);
    assertThat(Files.readString(ROOT.resolve("README.md")).replaceAll("\\s+", "")).contains(demo);
  }
}
