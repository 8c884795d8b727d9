package org.myelin.mpi.internal.fileio;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.myelin.mpi.internal.datatype.MapCodec;
import org.myelin.mpi.internal.datatype.Maps;
import org.myelin.mpi.internal.datatype.TypeMap;

/**
 * How a two-phase access goes: domains, the windows of every aggregator, and what each rank touches
 * in the domain that this rank serves. Patterns travel, never lists of regular pieces; when all
 * patterns are short, every rank works out the same plan without a further message.
 */
final class Plan {
  private final Domains domains;
  private final Windows[] windows;
  private final Access[] parts; // by rank, within my domain; empty arrays if I serve none
  private final int mine;

  private Plan(Domains domains, Windows[] windows, Access[] parts, int mine) {
    this.domains = domains;
    this.windows = windows;
    this.parts = parts;
    this.mine = mine;
  }

  static Plan of(Peers peers, Request[] requests, Access own, Hints hints) {
    long low = Long.MAX_VALUE;
    long high = Long.MIN_VALUE;
    boolean allShort = true;
    for (Request request : requests) {
      if (!request.empty()) {
        low = Math.min(low, request.low());
        high = Math.max(high, request.high());
      }
      allShort &= request.pattern() != null;
    }
    long alignment = hints.alignment();
    Domains domains = new Domains(low, high, hints.aggregators, peers.size(), alignment);
    int mine = domains.servedBy(peers.rank());
    Access[] parts = new Access[requests.length];
    for (int rank = 0; rank < parts.length; rank++) {
      parts[rank] = requests[rank].pattern();
    }
    if (!allShort) {
      sendParts(peers, own, domains, parts, mine);
    }
    Windows[] windows = new Windows[domains.count()];
    for (int i = 0; i < windows.length; i++) {
      if (allShort || i == mine) {
        windows[i] =
            Windows.over(parts, domains.low(i), domains.high(i), hints.collectiveBuffer, alignment);
      }
    }
    if (!allShort) {
      byte[][] all = peers.allGather(mine < 0 ? new byte[0] : windows[mine].encode());
      for (int i = 0; i < windows.length; i++) {
        windows[i] = Windows.decode(all[domains.rank(i)]);
      }
    }
    return new Plan(domains, windows, parts, mine);
  }

  private static void sendParts(
      Peers peers, Access own, Domains domains, Access[] parts, int mine) {
    byte[][] toEach = new byte[peers.size()][];
    for (int rank = 0; rank < toEach.length; rank++) {
      int domain = domains.servedBy(rank);
      TypeMap part =
          domain < 0 || own.empty()
              ? Maps.empty()
              : clip(own, domains.low(domain), domains.high(domain));
      toEach[rank] = domain < 0 ? new byte[0] : MapCodec.encode(part);
    }
    byte[][] fromEach = peers.allToAll(toEach);
    for (int rank = 0; mine >= 0 && rank < parts.length; rank++) {
      TypeMap map = MapCodec.decode(ByteBuffer.wrap(fromEach[rank]));
      parts[rank] = new Access(map, 0, map.size());
    }
  }

  private static TypeMap clip(Access own, long low, long high) {
    List<TypeMap> pieces = new ArrayList<>();
    own.map()
        .visit(
            own.streamAt(low),
            own.streamAt(high),
            0,
            (start, length, stride, count) ->
                pieces.add(Maps.repeat(Maps.run(0, length), start, stride, count)));
    return Maps.sequence(pieces);
  }

  Domains domains() {
    return domains;
  }

  /** The domain that this rank serves, or -1. */
  int mine() {
    return mine;
  }

  Windows windows(int domain) {
    return windows[domain];
  }

  int rounds() {
    int most = 0;
    for (Windows each : windows) {
      most = Math.max(most, each.count());
    }
    return most;
  }

  /** Whether this rank reads or writes a window in {@code round}. */
  boolean works(int round) {
    return mine >= 0 && round < windows[mine].count();
  }

  /** What {@code rank} touches in my domain. */
  Access part(int rank) {
    return parts[rank];
  }

  Access[] parts() {
    return parts;
  }
}
