package org.myelin.mpi.internal.fileio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Two-phase write. In each round every aggregator takes in the bytes of one window from all ranks,
 * puts them in place and writes the window in few large pieces; small gaps are read first and
 * written back.
 */
final class CollectiveWrite {
  /** Gaps below this are cheaper to read and write back than a write more. */
  private static final int SMALL_GAP = 8 << 10;

  private final Peers peers;
  private final OpenFile file;
  private final Path path;
  private final String call;
  private Failure failure;

  CollectiveWrite(Peers peers, OpenFile file, Path path, String call) {
    this.peers = peers;
    this.file = file;
    this.path = path;
    this.call = call;
  }

  /**
   * All rounds; a failure is returned after the last one, because every rank waits for all of them.
   */
  Failure run(Plan plan, Access own, Memory memory) {
    boolean serves = plan.mine() >= 0 && plan.windows(plan.mine()).count() > 0;
    Coverage coverage = serves ? new Coverage(plan.parts()) : null;
    try (RoundBuffers buffers = new RoundBuffers()) {
      for (int round = 0; round < plan.rounds(); round++) {
        ByteBuffer[] toEach = outgoing(plan, own, memory, round, buffers);
        ByteBuffer[] fromEach = new ByteBuffer[peers.size()];
        Step step = null;
        if (plan.works(round)) {
          step = new Step(plan, round, coverage, buffers);
          fromEach = step.prepare();
        }
        peers.exchange(toEach, fromEach);
        if (step != null) {
          step.finish(own, memory, fromEach);
        }
      }
    }
    return failure;
  }

  private ByteBuffer[] outgoing(
      Plan plan, Access own, Memory memory, int round, RoundBuffers buffers) {
    ByteBuffer[] toEach = new ByteBuffer[peers.size()];
    buffers.clearOutgoing();
    for (int i = 0; i < plan.domains().count(); i++) {
      int rank = plan.domains().rank(i);
      if (rank != peers.rank() && round < plan.windows(i).count() && !own.empty()) {
        long from = own.streamAt(plan.windows(i).low(round));
        int bytes = (int) (own.streamAt(plan.windows(i).high(round)) - from);
        if (bytes > 0) {
          toEach[rank] = memory.span(from - own.from(), bytes);
          if (toEach[rank] == null) {
            toEach[rank] = buffers.outgoing(bytes);
            memory.read(from - own.from(), toEach[rank], 0, bytes);
          }
        }
      }
    }
    return toEach;
  }

  private int joined() {
    if (!file.storage().readable()) {
      return 0;
    }
    return switch (file.hints().sieveWrite) {
      case ENABLE -> Integer.MAX_VALUE;
      case DISABLE -> 0;
      case AUTOMATIC -> SMALL_GAP;
    };
  }

  /** One window on its aggregator. */
  private final class Step {
    private final Plan plan;
    private final Coverage coverage;
    private final long low;
    private final long high;
    private final ByteBuffer window;
    private final RoundBuffers buffers;

    Step(Plan plan, int round, Coverage coverage, RoundBuffers buffers) {
      this.plan = plan;
      this.coverage = coverage;
      this.buffers = buffers;
      this.low = plan.windows(plan.mine()).low(round);
      this.high = plan.windows(plan.mine()).high(round);
      this.window = buffers.window((int) (high - low));
    }

    /** Reads small gaps and says where each rank's bytes shall arrive. */
    ByteBuffer[] prepare() {
      try {
        coverage.mark(low, high);
        int[] end = {-1};
        coverage.forEach(1, (from, to) -> end[0] = fillGap(end[0], from, to));
      } catch (IOException | RuntimeException e) {
        failed(e);
      }
      ByteBuffer[] direct = new ByteBuffer[peers.size()];
      int[] sizes = new int[peers.size()];
      for (int rank = 0; rank < sizes.length; rank++) {
        Access part = plan.part(rank);
        long from = part.streamAt(low);
        long to = part.streamAt(high);
        if (rank == peers.rank() || from == to) {
          continue;
        }
        if (part.together(from, to)) {
          direct[rank] = window.slice((int) (part.map().offsetOf(from) - low), (int) (to - from));
        } else {
          sizes[rank] = (int) (to - from);
        }
      }
      ByteBuffer[] staged = buffers.incoming(sizes);
      for (int rank = 0; rank < staged.length; rank++) {
        if (staged[rank] == null) {
          staged[rank] = direct[rank];
        }
      }
      return staged;
    }

    /** Puts what arrived in its place and writes the window. */
    void finish(Access own, Memory memory, ByteBuffer[] arrived) {
      try {
        if (failure == null) {
          for (int rank = 0; rank < arrived.length; rank++) {
            place(rank, own, memory, arrived[rank]);
          }
          coverage.forEach(
              joined(),
              (from, to) -> file.storage().write(window.slice(from, to - from), low + from));
        }
      } catch (IOException | RuntimeException e) {
        failed(e);
      }
    }

    private void place(int rank, Access own, Memory memory, ByteBuffer arrived) {
      boolean mine = rank == peers.rank();
      Access part = mine ? own : plan.part(rank);
      long from = part.streamAt(low);
      long to = part.streamAt(high);
      if (mine && to > from) {
        Transfer.scatter(part, from, to, memory, from - own.from(), window, low);
      } else if (to > from && !part.together(from, to)) {
        Transfer.scatter(part, from, to, new Memory(arrived.clear()), 0, window, low);
      }
    }

    private int fillGap(int end, int from, int to) throws IOException {
      if (end >= 0 && from - end < joined()) {
        file.readOrZero(window.slice(end, from - end), low + end);
      }
      return to;
    }

    private void failed(Exception e) {
      if (failure == null) {
        failure = Failure.of(call, path, e);
      }
    }
  }
}
