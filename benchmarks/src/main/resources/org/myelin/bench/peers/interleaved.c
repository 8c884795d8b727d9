/* Collective write of blocks that the ranks take in turns, to a new file.
   usage: interleaved FILE BLOCK_BYTES BLOCKS_PER_RANK     prints megabytes in a second */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
  MPI_Init(&argc, &argv);
  int rank, size, block = atoi(argv[2]), blocks = atoi(argv[3]);
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &size);
  char *data = calloc((size_t)block, (size_t)blocks);
  MPI_Datatype view;
  MPI_Type_vector(blocks, block, block * size, MPI_BYTE, &view);
  MPI_Type_commit(&view);
  if (rank == 0) {
    MPI_File_delete(argv[1], MPI_INFO_NULL);
  }
  MPI_Barrier(MPI_COMM_WORLD);
  double start = MPI_Wtime();
  MPI_File file;
  MPI_File_open(MPI_COMM_WORLD, argv[1], MPI_MODE_CREATE | MPI_MODE_WRONLY, MPI_INFO_NULL, &file);
  MPI_File_set_view(file, (MPI_Offset)rank * block, MPI_BYTE, view, "native", MPI_INFO_NULL);
  MPI_File_write_all(file, data, block * blocks, MPI_BYTE, MPI_STATUS_IGNORE);
  MPI_File_close(&file);
  MPI_Barrier(MPI_COMM_WORLD);
  if (rank == 0) {
    printf("%.3f\n", (double)size * block * blocks / (MPI_Wtime() - start) / 1e6);
  }
  MPI_Type_free(&view);
  free(data);
  MPI_Finalize();
  return 0;
}
