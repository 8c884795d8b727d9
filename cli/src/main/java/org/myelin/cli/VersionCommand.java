package org.myelin.cli;

import picocli.CommandLine.Command;

/** {@code myelin version}. */
@Command(name = "version", description = "Print the versions of this program and of the JDK.")
final class VersionCommand implements Runnable {
  @Override
  public void run() {
    System.out.println("myelin " + Version.text());
    System.out.println("JDK " + Runtime.version());
  }
}
