package org.myelin.mpi.internal.launch;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Lines of {@code key=value} to and from a process manager that speaks PMI-1. */
final class Pmi1Wire {
  private final BufferedReader in;
  private final OutputStream out;

  Pmi1Wire(InputStream in, OutputStream out) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.out = out;
  }

  /** Over a connection that {@code PMI_PORT} names. */
  static Pmi1Wire toPort(String hostAndPort) throws IOException {
    int colon = hostAndPort.lastIndexOf(':');
    if (colon < 0) {
      throw new IOException("PMI_PORT is " + hostAndPort + ", not host:port");
    }
    Socket socket =
        new Socket(
            hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1)));
    socket.setTcpNoDelay(true);
    return new Pmi1Wire(socket.getInputStream(), socket.getOutputStream());
  }

  /** Over a socket that this process has inherited with that number. */
  static Pmi1Wire ofDescriptor(int number) throws IOException {
    FileDescriptor descriptor = number == 0 ? FileDescriptor.in : inherited(number);
    return new Pmi1Wire(new FileInputStream(descriptor), new FileOutputStream(descriptor));
  }

  /** There is no other way to a descriptor above 2, and it must be opened to us. */
  private static FileDescriptor inherited(int number) throws IOException {
    try {
      Constructor<FileDescriptor> constructor =
          FileDescriptor.class.getDeclaredConstructor(int.class);
      constructor.setAccessible(true);
      return constructor.newInstance(number);
    } catch (ReflectiveOperationException | InaccessibleObjectException closed) {
      throw new IOException(
          "PMI_FD is an inherited socket, which Java does not open; start with mpiexec -pmi-port,"
              + " or java --add-opens java.base/java.io=ALL-UNNAMED (java -jar has it)",
          closed);
    }
  }

  /** Sends a line and reads the answer, which must be of that kind and not report a failure. */
  synchronized Map<String, String> ask(String line, String answer) throws IOException {
    say(line);
    Map<String, String> values = read();
    if (!answer.equals(values.get("cmd"))) {
      throw new IOException("asked " + line + ", found cmd=" + values.get("cmd"));
    }
    return values;
  }

  synchronized void say(String line) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** The next line. */
  Map<String, String> read() throws IOException {
    String line = in.readLine();
    if (line == null) {
      throw new IOException("the process manager hung up");
    }
    Map<String, String> values = new HashMap<>();
    for (String pair : line.strip().split("\\s+")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    return values;
  }
}
