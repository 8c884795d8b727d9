import java.util.Arrays;
import mpi.*;

/** Group operations. */
public class Groups {
  public static void main(String[] args) throws Exception {
    MPI.Init(args);
    body();
    MPI.Finalize();
  }

  static void body() throws Exception {
    int rank = MPI.COMM_WORLD.Rank();
    int size = MPI.COMM_WORLD.Size();
    Group world = MPI.COMM_WORLD.Group();
    Group even = world.Range_incl(new int[][] {{0, size - 1, 2}});
    Group odd = Group.Difference(world, even);
    Group low = world.Incl(new int[] {0, 1});
    Group both = Group.Union(odd, low);
    Group common = Group.Intersection(even, low);
    Group rest = world.Excl(new int[] {0});
    Group tail = world.Range_excl(new int[][] {{0, 0, 1}});
    say(
        rank,
        even.Size()
            + " "
            + odd.Size()
            + " "
            + both.Size()
            + " "
            + common.Size()
            + " "
            + rest.Size()
            + " "
            + tail.Size()
            + " "
            + world.Rank());
    say(rank, Arrays.toString(Group.Translate_ranks(even, new int[] {0, 1}, world)));
    say(rank, rest.Rank() + " " + tail.Rank());
  }

  static void say(int rank, String text) {
    System.out.println("Groups " + rank + ": " + text);
  }
}
