package org.myelin.mpi.internal.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells hosts apart: by what the kernel drew when it started, else by name. */
public final class HostId {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

  private HostId() {}

  /** The same on all processes of a host, and nowhere else. */
  public static byte[] bytes() {
    try {
      return Files.readAllBytes(BOOT);
    } catch (IOException noSuchFile) {
      return name().getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Its name. */
  public static String name() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException unknown) {
      return "localhost";
    }
  }
}
