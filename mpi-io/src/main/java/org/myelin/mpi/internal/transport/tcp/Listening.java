package org.myelin.mpi.internal.transport.tcp;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;

/** On which address ranks listen: the loopback one, unless somebody says that there are hosts. */
public final class Listening {
  /** Names the address, or the interface's host name, that others reach this host by. */
  public static final String VARIABLE = "MYELIN_MPI_HOST";

  /** Where only this host reaches. */
  public static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private Listening() {}

  /** The address to listen on, by {@link #VARIABLE}; {@code auto} is that of the host's name. */
  public static InetAddress address(Map<String, String> environment) {
    String host = environment.getOrDefault(VARIABLE, "");
    if (host.isBlank()) {
      return LOOPBACK;
    }
    try {
      return host.equals("auto") ? InetAddress.getLocalHost() : InetAddress.getByName(host);
    } catch (IOException unknown) {
      throw new IllegalArgumentException(
          VARIABLE + " is " + host + ", which is no address of this host: " + unknown.getMessage(),
          unknown);
    }
  }
}
