package org.myelin.mpi.internal.collective;

import java.nio.ByteBuffer;
import java.util.BitSet;
import org.myelin.mpi.internal.match.BufferBytes;
import org.myelin.mpi.internal.match.Call;
import org.myelin.mpi.internal.match.Engine;
import org.myelin.mpi.internal.match.Members;
import org.myelin.mpi.internal.match.ReceiveOperation;
import org.myelin.mpi.internal.match.SendMode;

/**
 * Agreement of the members of a communicator that are left, while others fail. First each tells all
 * what it knows, and puts together what it hears. Then, one rank after the other, each tells all
 * what it takes for agreed, and the others take it over. All who are left have heard the first rank
 * that does not fail in its turn, so from then on all say the same.
 */
public final class Agreeing {
  private static final int FIRST_TAG = 16;
  private static final int TAGS = Integer.MAX_VALUE / 2 - FIRST_TAG;

  private final Engine engine;
  private final Members members;
  private final int[] group;
  private final int traffic;
  private final Call call;
  private long flags;
  private int context;
  private BitSet failed = new BitSet();
  private BitSet acknowledged = new BitSet();

  /**
   * @param traffic number of the messages that no other call uses with negative tags
   */
  public Agreeing(Engine engine, Members members, int[] group, int traffic, String communicator) {
    this.engine = engine;
    this.members = members;
    this.group = group;
    this.traffic = traffic;
    call = new Call(() -> "agreement on " + communicator, null);
  }

  /** Bits that all members gave. */
  public long flags() {
    return flags;
  }

  /** Context numbers that no member has used. */
  public int context() {
    return context;
  }

  /** Places of the failed members. */
  public BitSet failed() {
    return (BitSet) failed.clone();
  }

  /** Places of failed members that all others had acknowledged. */
  public BitSet acknowledged() {
    return acknowledged;
  }

  /** Agrees, giving these bits. */
  public Agreeing agree(long mine) {
    int tag = -FIRST_TAG - 2 * (engine.nextAgreement(members) % TAGS);
    flags = mine;
    context = engine.nextContext().get();
    acknowledged = engine.acknowledged(members, group);
    ReceiveOperation[] received = new ReceiveOperation[group.length];
    ByteBuffer[] rooms = new ByteBuffer[group.length];
    for (int i = 0; i < group.length; i++) {
      rooms[i] = room();
      received[i] = receive(i, tag, rooms[i]);
    }
    tellAll(tag);
    for (int i = 0; i < group.length; i++) {
      if (group[i] != engine.rank() && came(i, received[i])) {
        join(rooms[i]);
      }
    }
    for (int i = 0; i < group.length; i++) {
      if (engine.gone(group[i])) {
        failed.set(i);
      }
    }
    for (int turn = 0; turn < group.length; turn++) {
      if (group[turn] == engine.rank()) {
        tellAll(tag - 1);
      } else {
        ByteBuffer room = room();
        if (came(turn, receive(turn, tag - 1, room))) {
          takeOver(room);
        }
      }
    }
    return this;
  }

  private ReceiveOperation receive(int place, int tag, ByteBuffer room) {
    return group[place] == engine.rank()
        ? null
        : engine.receive(traffic, group[place], tag, new BufferBytes(room), call);
  }

  /** Whether a member's message came; false when the member is gone. */
  private boolean came(int place, ReceiveOperation received) {
    int peer = group[place];
    engine.awaitUnlessGone(received, peer, call);
    if (received.isDone()) {
      return received.error() == null;
    }
    engine.abandon(received);
    return false;
  }

  private void tellAll(int tag) {
    for (int peer : group) {
      if (peer != engine.rank() && !engine.gone(peer)) {
        engine.sendUnlessGone(
            SendMode.STANDARD, traffic, peer, tag, new BufferBytes(written()), call);
      }
    }
  }

  private ByteBuffer room() {
    return ByteBuffer.allocate(Long.BYTES + Integer.BYTES + 2 * words() * Long.BYTES);
  }

  private int words() {
    return (group.length + Long.SIZE - 1) / Long.SIZE;
  }

  private ByteBuffer written() {
    ByteBuffer out = room().putLong(flags).putInt(context);
    for (BitSet set : new BitSet[] {failed, acknowledged}) {
      long[] bits = set.toLongArray();
      for (int i = 0; i < words(); i++) {
        out.putLong(i < bits.length ? bits[i] : 0);
      }
    }
    return out.flip();
  }

  private BitSet set(ByteBuffer in) {
    long[] bits = new long[words()];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = in.getLong();
    }
    return BitSet.valueOf(bits);
  }

  private void join(ByteBuffer in) {
    in.clear();
    flags &= in.getLong();
    context = Math.max(context, in.getInt());
    failed.or(set(in));
    acknowledged.and(set(in));
  }

  private void takeOver(ByteBuffer in) {
    in.clear();
    flags = in.getLong();
    context = in.getInt();
    failed = set(in);
    acknowledged = set(in);
  }
}
