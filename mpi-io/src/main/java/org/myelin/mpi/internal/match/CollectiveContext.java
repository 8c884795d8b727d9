package org.myelin.mpi.internal.match;

import java.util.function.BiConsumer;
import org.myelin.mpi.CollectiveMismatchException;
import org.myelin.mpi.spi.Signature;

/** The collective traffic of one communicator: its members and the comparison of their calls. */
public final class CollectiveContext {
  private final Ledger ledger = new Ledger();
  private int context;
  private int[] group = {};
  private String name = "";
  private Members members;

  private final BiConsumer<CollectiveContext, String> teller;

  /**
   * @param teller tells all members of a mismatch
   */
  CollectiveContext(BiConsumer<CollectiveContext, String> teller) {
    this.teller = teller;
  }

  void describe(int number, int[] ranks, String communicator, Members of) {
    context = number;
    group = ranks;
    name = communicator;
    members = of;
  }

  /** What is known of the communicator's failures. */
  Members members() {
    return members;
  }

  int context() {
    return context;
  }

  /** World ranks of the members. */
  int[] group() {
    return group;
  }

  boolean mismatched() {
    return ledger.mismatch() != null;
  }

  void mismatch(String text) {
    ledger.mismatch(text);
  }

  /**
   * Throws when the calls of the members did not match. The thread that throws tells all members
   * first: should this rank end because of it, they hear of that only after the better reason.
   */
  public void check(int rank) {
    String text = ledger.mismatch();
    if (text != null) {
      teller.accept(this, text);
      throw new CollectiveMismatchException(rank, text);
    }
  }

  String call(int rank, Signature mine) {
    Signature[] theirs = new Signature[1];
    int source = ledger.call(mine, theirs);
    return source < 0 ? null : text(rank, mine, source, theirs[0]);
  }

  String message(int rank, int source, Signature theirs) {
    Signature mine = ledger.differs(source, theirs);
    return mine == null ? null : text(rank, mine, source, theirs);
  }

  private String text(int rank, Signature mine, int source, Signature theirs) {
    String format = "collective calls differ on %s: rank %d called %s, rank %d called %s (call %d)";
    boolean first = rank < source;
    return String.format(
        format,
        name,
        first ? rank : source,
        CollectiveKind.describe(first ? mine : theirs),
        first ? source : rank,
        CollectiveKind.describe(first ? theirs : mine),
        mine.sequence());
  }
}
