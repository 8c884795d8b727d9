package org.myelin.mpi.internal.match;

import java.util.function.Supplier;

/**
 * The call that a thread waits in, for messages.
 *
 * @param text the call as the user wrote it, made only when it is needed
 * @param collective the communicator of a collective call, or null
 */
public record Call(Supplier<String> text, CollectiveContext collective) {}
