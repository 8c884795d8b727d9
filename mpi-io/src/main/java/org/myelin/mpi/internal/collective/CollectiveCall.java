package org.myelin.mpi.internal.collective;

import java.nio.ByteBuffer;
import org.myelin.mpi.ErrorClass;
import org.myelin.mpi.MpiException;
import org.myelin.mpi.internal.match.BufferBytes;
import org.myelin.mpi.internal.match.Call;
import org.myelin.mpi.internal.match.CollectiveContext;
import org.myelin.mpi.internal.match.CollectiveKind;
import org.myelin.mpi.internal.match.Engine;
import org.myelin.mpi.internal.match.GrowingSink;
import org.myelin.mpi.internal.match.Operation;
import org.myelin.mpi.internal.match.SendOperation;
import org.myelin.mpi.spi.Signature;

/**
 * One collective call under way on one rank: sends and receives between members, each message with
 * the call's signature, so that ranks which called different things find out instead of waiting.
 */
public final class CollectiveCall {
  /** A call uses fewer phases than this; tags keep the phases of neighbouring calls apart. */
  private static final int PHASES = 64;

  private final Engine engine;
  private final CollectiveContext context;
  private final int contextNumber;
  private final int[] group;
  private final int rank;
  private final Signature signature;
  private final Call call;

  /** Begins the call: throws when another rank is known to have called something else. */
  public CollectiveCall(
      Engine engine,
      CollectiveContext context,
      int contextNumber,
      int[] group,
      int rank,
      String communicator,
      Signature signature) {
    this.engine = engine;
    this.context = context;
    this.contextNumber = contextNumber;
    this.group = group;
    this.rank = rank;
    this.signature = signature;
    call = new Call(() -> CollectiveKind.describe(signature) + " on " + communicator, context);
    engine.call(context, signature, call);
  }

  /** This rank in the communicator. */
  public int rank() {
    return rank;
  }

  /** Number of members. */
  public int size() {
    return group.length;
  }

  Operation send(int peer, int phase, ByteBuffer bytes) {
    return engine.send(
        contextNumber, group[peer], tag(phase), new BufferBytes(orEmpty(bytes)), signature, call);
  }

  Operation receive(int peer, int phase, ByteBuffer into) {
    return engine.receive(
        contextNumber, group[peer], tag(phase), new BufferBytes(orEmpty(into)), call);
  }

  Operation receive(int peer, int phase, GrowingSink into) {
    return engine.receive(contextNumber, group[peer], tag(phase), into, call);
  }

  /** Throws what went wrong in an operation; {@code expected} bytes must have come, -1 is any. */
  void check(Operation operation, long expected) {
    MpiException error = operation.error();
    if (error != null) {
      if (error.errorClass() == ErrorClass.TRUNCATE) {
        lengthsDiffer(operation, expected, "more");
      }
      throw error;
    }
    boolean receive = !(operation instanceof SendOperation);
    if (receive && expected >= 0 && operation.bytes() != expected) {
      lengthsDiffer(operation, expected, operation.bytes() + "");
    }
  }

  /** Throws when the members are known to have called different things. */
  void checkMismatch() {
    context.check(engine.rank());
  }

  int context() {
    return contextNumber;
  }

  int worldRank() {
    return engine.rank();
  }

  /** How a wait for it is described. */
  Call described() {
    return call;
  }

  private void lengthsDiffer(Operation operation, long expected, String found) {
    context.check(engine.rank());
    engine.tellMismatch(
        context,
        String.format(
            "%s: rank %d expects %d bytes from rank %d, which sends %s",
            call.text().get(), engine.rank(), expected, operation.peer(), found));
    context.check(engine.rank());
  }

  private int tag(int phase) {
    return (int) (signature.sequence() % (Integer.MAX_VALUE / PHASES)) * PHASES + phase;
  }

  private static ByteBuffer orEmpty(ByteBuffer buffer) {
    return buffer == null ? ByteBuffer.allocate(0) : buffer;
  }
}
