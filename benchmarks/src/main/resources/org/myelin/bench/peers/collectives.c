/* Collective calls. usage: collectives barrier|bcast|allreduce|alltoall BYTES ROUNDS
   prints microseconds for one */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv) {
  MPI_Init(&argc, &argv);
  int rank, size, bytes = atoi(argv[2]), rounds = atoi(argv[3]);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &size);
  char *from = calloc(bytes + 8, size), *to = calloc(bytes + 8, size);
  double start = 0;
  for (int i = -rounds / 5; i < rounds; i++) {
    if (i == 0) {
      MPI_Barrier(MPI_COMM_WORLD);
      start = MPI_Wtime();
    }
    if (!strcmp(argv[1], "barrier")) {
      MPI_Barrier(MPI_COMM_WORLD);
    } else if (!strcmp(argv[1], "bcast")) {
      MPI_Bcast(from, bytes, MPI_BYTE, i & 1, MPI_COMM_WORLD);
    } else if (!strcmp(argv[1], "allreduce")) {
      MPI_Allreduce(from, to, bytes / 8, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
    } else {
      MPI_Alltoall(from, bytes, MPI_BYTE, to, bytes, MPI_BYTE, MPI_COMM_WORLD);
    }
  }
  MPI_Barrier(MPI_COMM_WORLD);
  if (rank == 0) {
    printf("%.6f\n", (MPI_Wtime() - start) * 1e6 / rounds);
  }
  free(from);
  free(to);
  MPI_Finalize();
  return 0;
}
