/* Round trips between two ranks. usage: pingpong BYTES ROUNDS     prints microseconds for one */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
  MPI_Init(&argc, &argv);
  int rank, bytes = atoi(argv[1]), rounds = atoi(argv[2]);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  char *data = calloc(bytes > 0 ? bytes : 1, 1);
  double start = 0;
  for (int i = -rounds / 5; i < rounds; i++) {
    if (i == 0) {
      start = MPI_Wtime();
    }
    if (rank == 0) {
      MPI_Send(data, bytes, MPI_BYTE, 1, 0, MPI_COMM_WORLD);
      MPI_Recv(data, bytes, MPI_BYTE, 1, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    } else if (rank == 1) {
      MPI_Recv(data, bytes, MPI_BYTE, 0, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
      MPI_Send(data, bytes, MPI_BYTE, 0, 0, MPI_COMM_WORLD);
    }
  }
  if (rank == 0) {
    printf("%.6f\n", (MPI_Wtime() - start) * 1e6 / rounds);
  }
  free(data);
  MPI_Finalize();
  return 0;
}
