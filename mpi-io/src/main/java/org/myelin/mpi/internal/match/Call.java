package org.myelin.mpi.internal.match;

import java.util.function.Supplier;

/**
 * The call that a thread waits in, for messages.
 *
 * @param text the call as the user wrote it, made only when it is needed
 * @param collective the communicator of a collective call, or null
 * @param members the communicator, or null for a call that nobody can revoke
 */
public record Call(Supplier<String> text, CollectiveContext collective, Members members) {
  /** A collective call, or one that belongs to no communicator. */
  public Call(Supplier<String> text, CollectiveContext collective) {
    this(text, collective, collective == null ? null : collective.members());
  }
}
