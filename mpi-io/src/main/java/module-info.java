/**
 * MPI messages and MPI-IO files in pure Java: the only module that knows ranks, sockets and
 * processes.
 */
module org.myelin.mpi {
  requires io.netty.buffer;
  requires io.netty.common;

  exports mpi;
  exports org.myelin.mpi;
  exports org.myelin.mpi.io;
  exports org.myelin.mpi.launch;
  exports org.myelin.mpi.spi;

  uses org.myelin.mpi.spi.ProcessManagerProvider;

  provides org.myelin.mpi.spi.ProcessManagerProvider with
      org.myelin.mpi.internal.launch.LauncherClientProvider,
      org.myelin.mpi.internal.launch.Pmi1Provider,
      org.myelin.mpi.internal.launch.OpenMpiProvider,
      org.myelin.mpi.internal.launch.SlurmProvider,
      org.myelin.mpi.internal.launch.KubernetesProvider;
}
