/**
 * MPI-IO: files that the ranks of a communicator read and write together (MPI standard, chapter
 * "I/O").
 */
package org.myelin.mpi.io;
