package org.myelin.hdf5.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.Hdf5File;
import org.myelin.hdf5.HttpOptions;

/**
 * A server's replies. Bytes up to a zero stand where a header's fields do, the rest is the body; if
 * the first byte is odd, all of it is the reply, status line and all.
 */
public final class HttpTarget {
  private static final HttpOptions QUICK =
      HttpOptions.DEFAULT
          .withBlockBytes(4096)
          .withReadAheadBytes(0)
          .withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(2))
          .withRetries(0, Duration.ofMillis(1));

  private static volatile byte[] reply = {};
  private static ServerSocket server;

  private HttpTarget() {}

  /** One input. */
  public static synchronized void fuzzerTestOneInput(byte[] data) {
    if (data.length < 2) {
      return;
    }
    if (server == null) {
      server = serve();
    }
    reply = (data[0] & 1) == 1 ? data.clone() : likely(data);
    URI uri = URI.create("http://localhost:" + server.getLocalPort() + "/f.h5");
    try (Hdf5File f = Hdf5File.open(uri, QUICK)) {
      f.root().links();
    } catch (Hdf5Exception e) {
      // what a wrong reply is answered with
    }
  }

  private static byte[] likely(byte[] data) {
    int end = 1;
    while (end < data.length && data[end] != 0) {
      end++;
    }
    String fields = new String(data, 1, end - 1, StandardCharsets.ISO_8859_1);
    byte[] head =
        ("HTTP/1.1 206 Partial Content\r\nConnection: close\r\nContent-Range: "
                + fields
                + "\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = java.util.Arrays.copyOf(head, head.length + data.length - end);
    System.arraycopy(data, end, all, head.length, data.length - end);
    return all;
  }

  private static ServerSocket serve() {
    try {
      ServerSocket s = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      Thread t = new Thread(() -> answer(s));
      t.setDaemon(true);
      t.start();
      return s;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void answer(ServerSocket s) {
    while (true) {
      try (Socket c = s.accept();
          OutputStream out = c.getOutputStream()) {
        readRequest(c.getInputStream());
        out.write(reply);
      } catch (IOException e) {
        // the client went away
      }
    }
  }

  private static void readRequest(InputStream in) throws IOException {
    int newLines = 0;
    int b;
    while (newLines < 2 && (b = in.read()) >= 0) {
      newLines = b == '\n' ? newLines + 1 : b == '\r' ? newLines : 0;
    }
  }
}
