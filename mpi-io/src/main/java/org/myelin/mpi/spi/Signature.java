package org.myelin.mpi.spi;

/**
 * Which collective call a message belongs to, small enough to travel with every one of them. Two
 * ranks whose signatures differ at the same sequence number called different things.
 *
 * @param sequence number of the call on its communicator, from 0
 * @param kind code of the operation
 * @param op code of the reduction, 0 for none
 * @param type code of the primitive, 0 for none
 * @param root root rank, or -1
 * @param bytes bytes that every rank must agree on, or -1
 */
public record Signature(long sequence, byte kind, byte op, byte type, int root, long bytes) {}
