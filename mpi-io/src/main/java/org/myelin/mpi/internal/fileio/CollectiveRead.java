package org.myelin.mpi.internal.fileio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Two-phase read: in each round every aggregator reads what the ranks want of one window, in few
 * large pieces, and sends each rank its bytes.
 */
final class CollectiveRead {
  /** Gaps below this are cheaper to read than a read more. */
  private static final int SMALL_GAP = 64 << 10;

  private final Peers peers;
  private final OpenFile file;
  private final Path path;
  private final String call;
  private Failure failure;

  CollectiveRead(Peers peers, OpenFile file, Path path, String call) {
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
        ByteBuffer[] toEach = new ByteBuffer[peers.size()];
        if (plan.works(round)) {
          toEach = serve(plan, round, own, memory, coverage, buffers);
        }
        receive(plan, round, own, memory, toEach, buffers);
      }
    }
    return failure;
  }

  private ByteBuffer[] serve(
      Plan plan, int round, Access own, Memory memory, Coverage coverage, RoundBuffers buffers) {
    long low = plan.windows(plan.mine()).low(round);
    long high = plan.windows(plan.mine()).high(round);
    int[] sizes = new int[peers.size()];
    for (int rank = 0; rank < sizes.length; rank++) {
      Access part = plan.part(rank);
      long from = part.streamAt(low);
      long to = part.streamAt(high);
      if (rank != peers.rank() && from < to && !part.together(from, to)) {
        sizes[rank] = (int) (to - from);
      }
    }
    ByteBuffer[] toEach = buffers.incoming(sizes);
    ByteBuffer window = buffers.window((int) (high - low));
    for (int rank = 0; rank < sizes.length; rank++) {
      Access part = plan.part(rank);
      long from = part.streamAt(low);
      long to = part.streamAt(high);
      if (rank != peers.rank() && from < to && sizes[rank] == 0) {
        toEach[rank] = window.slice((int) (part.map().offsetOf(from) - low), (int) (to - from));
      }
    }
    try {
      if (failure == null) {
        coverage.mark(low, high);
        coverage.forEach(joined(), (from, to) -> fill(window, low, from, to));
        for (int rank = 0; rank < sizes.length; rank++) {
          boolean mine = rank == peers.rank();
          Access part = mine ? own : plan.part(rank);
          long from = part.streamAt(low);
          long to = part.streamAt(high);
          if (to > from && (mine || sizes[rank] > 0)) {
            Memory target = mine ? memory : new Memory(toEach[rank]);
            Transfer.gather(part, from, to, target, mine ? from - own.from() : 0, window, low);
          }
        }
      }
    } catch (IOException | RuntimeException e) {
      failure = Failure.of(call, path, e);
    }
    return toEach;
  }

  private void fill(ByteBuffer window, long low, int from, int to) throws IOException {
    ByteBuffer part = window.slice(from, to - from);
    file.storage().read(part, low + from);
    if (part.hasRemaining()) {
      throw new IOException(
          "the file ended at " + (low + from + part.position()) + " while it was read");
    }
  }

  private void receive(
      Plan plan, int round, Access own, Memory memory, ByteBuffer[] toEach, RoundBuffers buffers) {
    ByteBuffer[] fromEach = new ByteBuffer[peers.size()];
    long[] staged = new long[peers.size()];
    buffers.clearOutgoing();
    for (int i = 0; i < plan.domains().count(); i++) {
      int rank = plan.domains().rank(i);
      staged[rank] = -1;
      if (rank != peers.rank() && round < plan.windows(i).count()) {
        long from = own.streamAt(plan.windows(i).low(round));
        int bytes = (int) (own.streamAt(plan.windows(i).high(round)) - from);
        if (bytes > 0) {
          fromEach[rank] = memory.span(from - own.from(), bytes);
          if (fromEach[rank] == null) {
            fromEach[rank] = buffers.outgoing(bytes);
            staged[rank] = from - own.from();
          }
        }
      }
    }
    peers.exchange(toEach, fromEach);
    for (int i = 0; i < plan.domains().count(); i++) {
      int rank = plan.domains().rank(i);
      if (fromEach[rank] != null && staged[rank] >= 0) {
        memory.write(staged[rank], fromEach[rank], 0, fromEach[rank].capacity());
      }
    }
  }

  private int joined() {
    return switch (file.hints().sieveRead) {
      case ENABLE -> Integer.MAX_VALUE;
      case DISABLE -> 1;
      case AUTOMATIC -> SMALL_GAP;
    };
  }
}
