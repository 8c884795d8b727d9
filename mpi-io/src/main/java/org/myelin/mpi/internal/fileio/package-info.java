/**
 * How MPI files reach storage: drivers, data sieving, two-phase collective buffering, agreement.
 */
package org.myelin.mpi.internal.fileio;
