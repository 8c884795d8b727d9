package org.myelin.mpi.internal.fileio;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.myelin.mpi.CollectiveMismatchException;
import org.myelin.mpi.ErrorClass;

/**
 * The first and the last step of each collective file call: the ranks compare what they call, with
 * which arguments, and whether one of them failed. Either all of them go on or all of them throw
 * the same, so nobody waits for a rank that has left.
 */
public final class Agreement {
  private Agreement() {}

  /**
   * Exchanges {@code body}. Throws on every rank if one of them failed, calls something else, or
   * gives other {@code arguments}.
   */
  public static ByteBuffer[] exchange(
      Peers peers, Path file, String call, String arguments, Failure failure, byte[] body) {
    if (peers.size() == 1) {
      if (failure != null) {
        throw failure.on(peers.rank());
      }
      return new ByteBuffer[] {ByteBuffer.wrap(body)};
    }
    byte[][] all = peers.allGather(encode(call, arguments, failure, body));
    ByteBuffer[] bodies = new ByteBuffer[all.length];
    String[][] said = new String[all.length][];
    for (int rank = 0; rank < all.length; rank++) {
      bodies[rank] = ByteBuffer.wrap(all[rank]);
      said[rank] = new String[] {text(bodies[rank]), text(bodies[rank])};
    }
    compare(said, 0, file);
    throwFirst(bodies, peers.rank(), failure);
    compare(said, 1, file);
    return bodies;
  }

  private static void throwFirst(ByteBuffer[] bodies, int me, Failure mine) {
    Failure first = null;
    int where = -1;
    int failed = 0;
    for (int rank = 0; rank < bodies.length; rank++) {
      int kind = bodies[rank].get();
      if (kind >= 0) {
        failed++;
      }
      if (kind >= 0 && first == null) {
        where = rank;
        Throwable cause = rank == me && mine != null ? mine.cause() : null;
        first = new Failure(ErrorClass.values()[kind], text(bodies[rank]), cause);
      }
    }
    if (first != null) {
      throw first.seenBy(failed, bodies.length).on(where);
    }
  }

  /** The last step: throws on every rank if one of them failed. */
  public static void settle(Peers peers, Path file, String call, Failure failure) {
    exchange(peers, file, call, "", failure, new byte[0]);
  }

  private static void compare(String[][] said, int what, Path file) {
    for (int rank = 1; rank < said.length; rank++) {
      if (!said[rank][what].equals(said[0][what])) {
        throw new CollectiveMismatchException(
            rank,
            String.format(
                    "file %s: called %s%s while rank 0 called %s%s;"
                        + " a collective call must be the same on all ranks",
                    file, said[rank][0], shown(said[rank][1]), said[0][0], shown(said[0][1]))
                + closedEarly(said[rank][0], said[0][0]));
      }
    }
  }

  /** A rank that fails between calls meets the others in its close, so point to where to look. */
  private static String closedEarly(String one, String other) {
    boolean closed = one.equals("close") != other.equals("close");
    return closed ? "; perhaps the rank that closed the file failed before" : "";
  }

  private static String shown(String arguments) {
    return arguments.isEmpty() ? "" : "(" + arguments + ")";
  }

  private static byte[] encode(String call, String arguments, Failure failure, byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      DataOutputStream out = new DataOutputStream(bytes);
      put(out, call);
      put(out, arguments);
      out.writeByte(failure == null ? -1 : failure.errorClass().ordinal());
      if (failure != null) {
        put(out, failure.message());
      }
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a byte array never fails
    }
    return bytes.toByteArray();
  }

  private static void put(DataOutputStream out, String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  private static String text(ByteBuffer in) {
    byte[] utf8 = new byte[in.getInt()];
    in.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
