package org.myelin.mpi.internal.collective;

import java.nio.ByteBuffer;
import org.myelin.mpi.internal.buffer.Elements;

/**
 * Messages along the edges of a topology. Several edges between the same two ranks are taken in
 * order; a negative rank is an edge to nowhere.
 *
 * @param sources members that this one receives from
 * @param destinations members that this one sends to
 * @param opposite edges come in pairs of opposite directions: what is sent in one is received from
 *     the other
 */
public record Neighbors(int[] sources, int[] destinations, boolean opposite) {

  /** One message along each edge. */
  public void plan(Schedule schedule, Elements[] to, Elements[] from) {
    ByteBuffer[] rooms = AllToAll.rooms(from);
    ByteBuffer[] packed = AllToAll.packed(to);
    schedule.round(
        all -> {
          for (int i = 0; i < sources.length; i++) {
            if (sources[i] >= 0) {
              all.receive(sources[i], opposite ? (i & 1) ^ 1 : 0, rooms[i]);
            }
          }
          for (int i = 0; i < destinations.length; i++) {
            if (destinations[i] >= 0) {
              all.send(destinations[i], opposite ? i & 1 : 0, packed[i]);
            }
          }
        });
    schedule.then(
        () -> {
          for (int i = 0; i < sources.length; i++) {
            if (sources[i] >= 0) {
              from[i].place(rooms[i]);
            }
          }
        });
  }
}
