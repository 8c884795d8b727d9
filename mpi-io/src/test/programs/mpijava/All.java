import java.lang.reflect.Method;
import mpi.MPI;

/** Runs the programs that its arguments name one after the other in one job. */
public class All {
  public static void main(String[] args) throws Exception {
    for (String name : MPI.Init(args)) {
      Method body = Class.forName(name).getDeclaredMethod("body");
      try {
        body.invoke(null);
      } catch (java.lang.reflect.InvocationTargetException thrown) {
        System.out.println(name + " threw " + thrown.getCause());
      }
      MPI.COMM_WORLD.Barrier();
    }
    MPI.Finalize();
  }
}
