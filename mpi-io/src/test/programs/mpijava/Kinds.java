import mpi.*;

/** Every kind of element, at an offset. */
public class Kinds {
  public static void main(String[] args) throws Exception {
    MPI.Init(args);
    body();
    MPI.Finalize();
  }

  static void body() throws Exception {
    int rank = MPI.COMM_WORLD.Rank();
    int size = MPI.COMM_WORLD.Size();
    int peer = rank ^ 1;
    if (peer >= size) {
      return;
    }
    Object[] all = {
      new byte[] {0, 1, (byte) rank},
      new char[] {'a', 'b', (char) ('c' + rank)},
      new short[] {0, 3, (short) rank},
      new boolean[] {false, true, rank == 0},
      new int[] {0, 5, rank},
      new long[] {0, 1L << 40, rank},
      new float[] {0, 1.5f, rank},
      new double[] {0, Math.PI, rank}
    };
    Datatype[] types = {
      MPI.BYTE, MPI.CHAR, MPI.SHORT, MPI.BOOLEAN, MPI.INT, MPI.LONG, MPI.FLOAT, MPI.DOUBLE
    };
    for (int i = 0; i < all.length; i++) {
      Object in = java.lang.reflect.Array.newInstance(all[i].getClass().getComponentType(), 4);
      Status status =
          MPI.COMM_WORLD.Sendrecv(all[i], 1, 2, types[i], peer, i, in, 2, 2, types[i], peer, i);
      say(
          rank,
          java.lang.reflect.Array.get(in, 2)
              + " "
              + java.lang.reflect.Array.get(in, 3)
              + " "
              + status.Get_count(types[i])
              + " "
              + types[i].Extent()
              + " "
              + types[i].Size());
    }
  }

  static void say(int rank, String text) {
    System.out.println("Kinds " + rank + ": " + text);
  }
}
