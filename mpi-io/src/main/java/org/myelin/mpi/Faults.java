package org.myelin.mpi;

import java.util.Arrays;
import java.util.BitSet;
import org.myelin.mpi.internal.collective.Agreeing;
import org.myelin.mpi.internal.collective.Splitting;
import org.myelin.mpi.internal.match.Engine;
import org.myelin.mpi.internal.match.Members;

/**
 * Going on without ranks that have failed (User Level Failure Mitigation of the MPI Forum), in jobs
 * started with {@link OnFailure#CONTINUE}: {@code myelin run --on-failure continue}, {@link
 * Mpi#runThreads(int, OnFailure, Mpi.RankProgram)}, or, under a launcher that does not end the
 * others itself, with {@code MYELIN_MPI_ON_FAILURE=continue}.
 *
 * <p>There, a call fails with {@link RankFailedException} only if it needs a failed rank: a message
 * from or to it, a receive from {@link Comm#ANY_SOURCE} while a failure is not {@link #acknowledge
 * acknowledged}, a collective call on a communicator that it belongs to. Other ranks may not have
 * noticed and wait for each other; {@link #revoke} makes their calls fail too. Then all call {@link
 * #shrink} and go on:
 *
 * <pre>{@code
 * try {
 *   world.allReduce(mine, sum, Op.SUM);
 * } catch (MpiException failed) {           // PROC_FAILED, or REVOKED by another rank
 *   world.faults().revoke();
 *   world = world.faults().shrink();
 * }
 * }</pre>
 *
 * <p>A rank that closed its Mpi counts as failed in agreements. To be used by one thread at a time.
 */
public final class Faults {
  /**
   * What the ranks of a communicator that are left agree on.
   *
   * @param flags the bits that all of them gave
   * @param failed ranks of the communicator that have failed, the same on all of them
   * @param acknowledged whether all of them had acknowledged these failures before
   */
  public record Agreement(long flags, Group failed, boolean acknowledged) {}

  private final Engine engine;
  private final Intracomm comm;
  private final int[] group;
  private final Members members;

  Faults(Engine engine, Intracomm comm, int[] group, Members members) {
    this.engine = engine;
    this.comm = comm;
    this.group = group;
    this.members = members;
  }

  /** Ranks that are known to have failed, on this rank at this time. */
  public Group failed() {
    return group(engine.failed());
  }

  /**
   * Says that the program knows of the failures so far, so that receives from any rank work again.
   * Returns the ranks that it now knows of.
   */
  public Group acknowledge() {
    BitSet failed = engine.failed();
    engine.acknowledge(members, failed);
    return group(failed);
  }

  /**
   * Makes every other call on this communicator fail with {@link ErrorClass#REVOKED}, now and
   * later, on all ranks. One rank's call is enough. {@link #agree} and {@link #shrink} still work.
   */
  public void revoke() {
    engine.revoke(members);
  }

  /** Whether a rank has revoked the communicator, as far as this one knows. */
  public boolean isRevoked() {
    return members.revoked();
  }

  /**
   * Agrees with all ranks that are left, also when some fail meanwhile. Collective. Never fails
   * because of a failed rank; on one that the others take for failed it does.
   *
   * @param flags bits, of which those are kept that all ranks give
   */
  public Agreement agree(long flags) {
    Agreeing all = agreed(flags);
    BitSet known = all.acknowledged();
    BitSet news = all.failed();
    news.andNot(known);
    return new Agreement(all.flags(), places(all.failed()), news.isEmpty());
  }

  /**
   * A communicator of the ranks that are left, in their order. Collective over these, also when the
   * communicator was revoked. Should a rank fail meanwhile, it may still be a member.
   */
  public Intracomm shrink() {
    Agreeing all = agreed(-1);
    BitSet failed = all.failed();
    int[] left = new int[group.length - failed.cardinality()];
    for (int i = failed.nextClearBit(0), n = 0; n < left.length; i = failed.nextClearBit(i + 1)) {
      left[n++] = group[i];
    }
    engine.nextContext().accumulateAndGet(all.context() + Splitting.NUMBERS, Math::max);
    return new Intracomm(engine, left, all.context(), "survivors of " + comm.name());
  }

  private Agreeing agreed(long flags) {
    comm.open();
    Agreeing all = new Agreeing(engine, members, group, comm.context + 2, comm.name()).agree(flags);
    if (all.failed().get(comm.rank())) {
      throw new RankFailedException(
          engine.rank(), engine.rank(), "the other ranks take this one for failed", null);
    }
    return all;
  }

  /** By places in the communicator. */
  private Group places(BitSet failed) {
    return new Group(failed.stream().map(place -> group[place]).toArray(), engine.rank());
  }

  /** By world ranks. */
  private Group group(BitSet failed) {
    return new Group(Arrays.stream(group).filter(failed::get).toArray(), engine.rank());
  }
}
