/**
 * MPI messages and MPI-IO files in pure Java: the only module that knows ranks, sockets and
 * processes.
 */
module org.myelin.mpi {
  requires io.netty.buffer;
  requires io.netty.common;

  exports org.myelin.mpi;
  exports org.myelin.mpi.io;
  exports org.myelin.mpi.launch;
  exports org.myelin.mpi.spi;

  uses org.myelin.mpi.spi.ProcessManagerProvider;

  provides org.myelin.mpi.spi.ProcessManagerProvider with
      org.myelin.mpi.internal.launch.LauncherClientProvider;
}
