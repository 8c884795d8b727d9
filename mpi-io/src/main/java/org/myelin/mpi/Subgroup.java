package org.myelin.mpi;

import java.nio.ByteBuffer;
import org.myelin.mpi.internal.collective.Splitting;
import org.myelin.mpi.internal.match.BufferBytes;
import org.myelin.mpi.internal.match.Call;
import org.myelin.mpi.internal.match.Engine;
import org.myelin.mpi.internal.match.Operation;
import org.myelin.mpi.internal.match.SendMode;

/** Agreement of some ranks of a communicator, of which the others know nothing. */
final class Subgroup {
  private final Engine engine;
  private final int traffic;
  private final int[] members;
  private final int tag;
  private final Call call;

  Subgroup(Engine engine, int traffic, int[] members, int tag, String communicator) {
    this.engine = engine;
    this.traffic = traffic;
    this.members = members;
    this.tag = tag;
    call = new Call(() -> "createGroup(tag " + tag + ") on " + communicator, null);
    Groups.indexOf(members, engine.rank());
  }

  /** Context numbers that none of the members has used. */
  int context() {
    Operation[] sent = new Operation[members.length];
    ByteBuffer[] rooms = new ByteBuffer[members.length];
    Operation[] received = new Operation[members.length];
    int mine = engine.nextContext().get();
    for (int i = 0; i < members.length; i++) {
      rooms[i] = ByteBuffer.allocate(Integer.BYTES);
      received[i] = engine.receive(traffic, members[i], tag, new BufferBytes(rooms[i]), call);
      ByteBuffer offer = ByteBuffer.allocate(Integer.BYTES).putInt(0, mine);
      sent[i] =
          engine.send(SendMode.STANDARD, traffic, members[i], tag, new BufferBytes(offer), call);
    }
    int agreed = 0;
    for (int i = 0; i < members.length; i++) {
      engine.await(received[i], call);
      engine.await(sent[i], call);
      agreed = Math.max(agreed, rooms[i].getInt(0));
    }
    engine.nextContext().accumulateAndGet(Math.addExact(agreed, Splitting.NUMBERS), Math::max);
    return agreed;
  }
}
