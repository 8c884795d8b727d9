package org.myelin.mpi.internal.fileio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Collective access: the ranks tell each other what they touch and choose together between
 * two-phase collective buffering, where a few aggregators move large blocks for all, and
 * independent access, which is better when ranks do not interleave or their pieces are large.
 */
public final class Collective {
  /** Interleaved pieces of at least this length gain nothing from an exchange. */
  private static final long LARGE = 128 << 10;

  private final Peers peers;
  private final OpenFile file;
  private final Path path;

  Collective(Peers peers, OpenFile file, Path path) {
    this.peers = peers;
    this.file = file;
    this.path = path;
  }

  /**
   * Writes; {@code access} is ignored when {@code failure} says that this rank cannot take part.
   */
  long write(String call, Access access, Memory memory, Failure failure) {
    if (alone(file.hints().collectiveWrite)) {
      Failure last = failure == null ? independentWrite(call, access, memory) : failure;
      Agreement.settle(peers, path, call, last);
      return access.bytes();
    }
    Request[] requests = requests(call, access, failure);
    Failure later = null;
    if (twoPhase(requests, file.hints().collectiveWrite)) {
      Plan plan = Plan.of(peers, requests, access, file.hints());
      later = new CollectiveWrite(peers, file, path, call).run(plan, access, memory);
    } else {
      later = independentWrite(call, access, memory);
    }
    Agreement.settle(peers, path, call + " (end)", later);
    return access.bytes();
  }

  /** Reads as far as the file reaches; returns the number of bytes. */
  long read(String call, Access wanted, Memory memory, Failure failure) {
    if (alone(file.hints().collectiveRead) && failure == null) {
      try {
        return new Independent(file).read(wanted, memory);
      } catch (IOException | RuntimeException e) {
        throw Failure.of(call, path, e).on(peers.rank());
      }
    }
    Access access = wanted;
    Failure early = failure;
    try {
      if (early == null && wanted.map().disjoint()) {
        access = wanted.below(file.storage().size());
      }
    } catch (IOException e) {
      early = Failure.of(call, path, e);
    }
    Request[] requests = requests(call, access, early);
    Failure later = null;
    long bytes = access.bytes();
    if (twoPhase(requests, file.hints().collectiveRead)) {
      Plan plan = Plan.of(peers, requests, access, file.hints());
      later = new CollectiveRead(peers, file, path, call).run(plan, access, memory);
    } else {
      try {
        bytes = new Independent(file).read(access, memory);
      } catch (IOException | RuntimeException e) {
        later = Failure.of(call, path, e);
      }
    }
    Agreement.settle(peers, path, call + " (end)", later);
    return bytes;
  }

  /** One rank has nothing to exchange, unless a hint insists. */
  private boolean alone(Hints.Choice choice) {
    return peers.size() == 1 && choice != Hints.Choice.ENABLE;
  }

  private Failure independentWrite(String call, Access access, Memory memory) {
    try {
      new Independent(file).write(access, memory);
      return null;
    } catch (IOException | RuntimeException e) {
      return Failure.of(call, path, e);
    }
  }

  private Request[] requests(String call, Access access, Failure failure) {
    byte[] mine = failure == null ? Request.encode(access) : new byte[0];
    ByteBuffer[] all = Agreement.exchange(peers, path, call, "", failure, mine);
    return Arrays.stream(all).map(Request::decode).toArray(Request[]::new);
  }

  private static boolean twoPhase(Request[] requests, Hints.Choice choice) {
    boolean ordered = Arrays.stream(requests).allMatch(Request::disjoint);
    Request[] filled =
        Arrays.stream(requests)
            .filter(request -> !request.empty())
            .sorted((a, b) -> Long.compare(a.low(), b.low()))
            .toArray(Request[]::new);
    if (!ordered || filled.length == 0 || choice == Hints.Choice.DISABLE) {
      return false;
    }
    if (choice == Hints.Choice.ENABLE) {
      return true;
    }
    long end = Long.MIN_VALUE;
    boolean interleaved = false;
    boolean small = false;
    for (Request request : filled) {
      interleaved |= request.low() < end;
      small |= request.averagePiece() < LARGE;
      end = Math.max(end, request.high());
    }
    return interleaved && small;
  }
}
