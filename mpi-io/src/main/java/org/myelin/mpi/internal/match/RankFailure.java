package org.myelin.mpi.internal.match;

/**
 * Why a job cannot go on: the world rank that failed, or -1 for the job itself, and what is known.
 */
public record RankFailure(int rank, String cause) {}
