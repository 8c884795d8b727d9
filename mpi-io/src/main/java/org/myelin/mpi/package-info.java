/**
 * MPI for the JVM: ranks, communicators, messages and datatypes, in the words of the MPI standard.
 */
package org.myelin.mpi;
