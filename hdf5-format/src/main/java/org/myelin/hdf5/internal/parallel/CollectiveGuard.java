package org.myelin.hdf5.internal.parallel;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.ParallelException;

/**
 * Sees to it that every rank makes the same metadata calls, and that all ranks leave a collective
 * call with the same outcome.
 *
 * <p>Metadata calls ({@link #note}) do not talk: each rank keeps a running digest of call, path and
 * arguments. The next call that talks ({@link #agree}) compares the digests, and on a difference
 * every rank throws, naming the rank and the first call that differs. Without this, ranks that
 * create different objects would write over each other.
 */
public final class CollectiveGuard {
  private static final int REMEMBERED = 64;

  private record Note(long number, long digest, String call) {}

  private final String file;
  private final Peers peers;
  private final Deque<Note> recent = new ArrayDeque<>();
  private long number;
  private long digest = 1;

  /** Guards one open file. */
  public CollectiveGuard(String file, Peers peers) {
    this.file = file;
    this.peers = peers;
  }

  /** The ranks of this file. */
  public Peers peers() {
    return peers;
  }

  /**
   * Records a metadata call that every rank makes alike; {@code call} holds its name, path and
   * arguments.
   */
  public void note(String call) {
    if (peers.alone()) {
      return;
    }
    for (int i = 0; i < call.length(); i++) {
      digest = digest * 0x100000001b3L + call.charAt(i);
    }
    recent.addLast(new Note(++number, digest, call));
    if (recent.size() > REMEMBERED) {
      recent.removeFirst();
    }
  }

  /**
   * Compares notes and outcomes with the other ranks. Collective.
   *
   * @param call the collective call that this is, with the arguments that must agree
   * @param mine this rank's failure so far, or null
   * @throws RuntimeException {@code mine} itself where it is not null; on the others {@link
   *     ParallelException} naming the rank that failed or differed
   */
  public void agree(String call, RuntimeException mine) {
    if (peers.alone()) {
      if (mine != null) {
        throw mine;
      }
      return;
    }
    note(call);
    byte[][] all = peers.allGather(encode(call, mine));
    List<Report> reports = new ArrayList<>();
    for (byte[] b : all) {
      reports.add(Report.decode(b));
    }
    if (mine != null) {
      throw mine;
    }
    for (int r = 0; r < reports.size(); r++) {
      if (reports.get(r).failure != null) {
        throw new ParallelException(file, r, reports.get(r).failure);
      }
    }
    Report me = reports.get(peers.rank());
    for (int r = 0; r < reports.size(); r++) {
      if (reports.get(r).digest != reports.get(0).digest) {
        throw differ(reports.get(0), r, reports.get(r), me);
      }
    }
  }

  private ParallelException differ(Report first, int rank, Report other, Report me) {
    String a = first.call;
    String b = other.call;
    for (Note x : first.notes) {
      Note y = other.notes.stream().filter(n -> n.number == x.number).findFirst().orElse(null);
      if (y != null && y.digest != x.digest) {
        a = x.call;
        b = y.call;
        break;
      }
    }
    return new ParallelException(
        file,
        rank,
        "it called "
            + b
            + " where rank 0 called "
            + a
            + "; every rank must make the same collective calls in the same order (here: "
            + me.call
            + ")");
  }

  private byte[] encode(String call, RuntimeException failure) {
    return new Report(
            digest, call, failure == null ? null : describe(failure), new ArrayList<>(recent))
        .encode();
  }

  private static String describe(RuntimeException e) {
    String m = e.getMessage();
    return e instanceof Hdf5Exception && m != null
        ? m
        : e.getClass().getSimpleName() + (m == null ? "" : ": " + m);
  }

  private record Report(long digest, String call, String failure, List<Note> notes) {
    byte[] encode() {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (DataOutputStream out = new DataOutputStream(bytes)) {
        out.writeLong(digest);
        Text.write(out, call);
        Text.write(out, failure);
        out.writeInt(notes.size());
        for (Note n : notes) {
          out.writeLong(n.number);
          out.writeLong(n.digest);
          Text.write(out, n.call);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return bytes.toByteArray();
    }

    static Report decode(byte[] b) {
      try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(b))) {
        long digest = in.readLong();
        String call = Text.read(in);
        String failure = Text.read(in);
        List<Note> notes = new ArrayList<>();
        for (int n = in.readInt(); n > 0; n--) {
          notes.add(new Note(in.readLong(), in.readLong(), Text.read(in)));
        }
        return new Report(digest, call, failure, notes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Strings of at most some thousand characters, or null. */
  private static final class Text {
    static void write(DataOutputStream out, String s) throws IOException {
      out.writeBoolean(s != null);
      if (s != null) {
        out.writeUTF(s.length() > 4000 ? s.substring(0, 4000) : s);
      }
    }

    static String read(DataInputStream in) throws IOException {
      return in.readBoolean() ? in.readUTF() : null;
    }
  }
}
