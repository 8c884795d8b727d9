package org.myelin.cli.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.myelin.mpi.launch.Launchers;

/** This program once more, as a command for a launcher. */
public final class SelfCommand {
  private static final String MAIN = "org.myelin.cli.Myelin";

  private SelfCommand() {}

  /** Whether a launcher started this process as a rank. */
  public static boolean isRank() {
    return Launchers.isRank();
  }

  /** This JVM, these classes and the flags that the script gave us, with other arguments. */
  public static List<String> of(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    String flags = System.getProperty("myelin.flags", "");
    if (!flags.isBlank()) {
      command.addAll(List.of(flags.strip().split("\\s+")));
    }
    String archive = System.getProperty("myelin.archive", "");
    if (!archive.isEmpty()) {
      command.addAll(List.of("-Xlog:disable", "-XX:SharedArchiveFile=" + archive));
    }
    String modules = System.getProperty("jdk.module.path");
    if (modules != null && SelfCommand.class.getModule().isNamed()) {
      command.addAll(List.of("-p", modules, "-m", "org.myelin.cli/" + MAIN));
    } else {
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
    }
    command.addAll(arguments);
    return command;
  }
}
