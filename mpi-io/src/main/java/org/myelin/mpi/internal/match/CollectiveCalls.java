package org.myelin.mpi.internal.match;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.myelin.mpi.spi.Frame;
import org.myelin.mpi.spi.FrameType;
import org.myelin.mpi.spi.Signature;
import org.myelin.mpi.spi.Transport;

/**
 * The collective traffic of all communicators of one rank: compares calls with what messages say of
 * them, and spreads the word when they differ.
 */
final class CollectiveCalls {
  private static final int MOST_TEXT = 4096;

  private final int rank;
  private final JobState job;
  private final Object lock = new Object();
  private final Map<Integer, CollectiveContext> contexts = new HashMap<>();
  private Transport transport;

  CollectiveCalls(int rank, JobState job) {
    this.rank = rank;
    this.job = job;
  }

  void start(Transport way) {
    transport = way;
  }

  /** Makes a communicator's collective traffic known: who takes part, by world rank. */
  CollectiveContext describe(int context, int[] group, String name, Members members) {
    synchronized (lock) {
      CollectiveContext known = known(context);
      known.describe(context, group, name, members);
      return known;
    }
  }

  /** This rank makes a call; a difference that is already known is told to all. */
  void call(CollectiveContext context, Signature mine) {
    String text;
    synchronized (lock) {
      text = context.call(rank, mine);
    }
    if (text != null) {
      tell(context, text);
    }
    context.check(rank);
  }

  /** A message came. Returns in what way its call differs from this rank's, or null. */
  String compare(int source, Frame frame) {
    if (frame.signature() == null) {
      return null;
    }
    synchronized (lock) {
      return known(frame.context()).message(rank, source, frame.signature());
    }
  }

  /** Tells all members what {@link #compare} found, if it found something. */
  void report(Frame frame, String mismatch) {
    if (mismatch != null) {
      CollectiveContext context;
      synchronized (lock) {
        context = known(frame.context());
      }
      tell(context, mismatch);
    }
  }

  /** Tells all members that their calls do not match. */
  void tell(CollectiveContext context, String text) {
    context.mismatch(text);
    byte[] bytes = bounded(text);
    Frame frame = new Frame(FrameType.MISMATCH, context.context(), 0, bytes.length, 0, 0, null);
    for (int member : context.group()) {
      if (member != rank) {
        transport.send(member, frame, ByteBuffer.wrap(bytes), () -> {});
      }
    }
    job.wakeAll();
  }

  /** Whoever hears of a mismatch tells all members in turn, so that it spreads before any ends. */
  void heard(int number, String text) {
    CollectiveContext context;
    boolean known;
    synchronized (lock) {
      context = known(number);
      known = context.mismatched();
      context.mismatch(text);
    }
    if (known) {
      job.wakeAll();
    } else {
      tell(context, text);
    }
  }

  /** A text as it travels. */
  static byte[] bounded(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= MOST_TEXT ? bytes : Arrays.copyOf(bytes, MOST_TEXT);
  }

  private CollectiveContext known(int context) {
    return contexts.computeIfAbsent(context, k -> new CollectiveContext(this::tell));
  }
}
