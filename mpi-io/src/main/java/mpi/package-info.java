/**
 * The classes that Java MPI programs know, over {@link org.myelin.mpi}: the mpiJava 1.2 API as
 * FastMPJ and MPJ Express have it ({@code MPI.COMM_WORLD.Rank()}) and, beside it, the names of Open
 * MPI's former Java bindings ({@code getRank()}). Existing programs compile and run unchanged,
 * unless they use files, windows, info objects or intercommunicators, which are not here yet.
 *
 * <p>Upper-case methods take an array, an offset and a count of elements; extents and displacements
 * count elements of the array. Lower-case methods take an array or a {@link java.nio.Buffer}, whose
 * position and limit they leave alone; extents and byte displacements count bytes. Every failure is
 * an {@link mpi.MPIException}. Threads may share what {@link org.myelin.mpi.Comm} lets them share.
 */
package mpi;
