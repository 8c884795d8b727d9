package mpi;

import java.util.function.Consumer;
import org.myelin.mpi.ErrorClass;

/** An operation that can be started again and again. */
public class Prequest extends Request {
  private final Consumer<Prequest> starter;

  Prequest(Consumer<Prequest> starter) {
    this.starter = starter;
  }

  /** Starts it. */
  public void Start() {
    if (active()) {
      throw new MPIException(ErrorClass.REQUEST, "the request was started before");
    }
    starter.accept(this);
  }

  /** Starts all, in their order. */
  public static void Startall(Prequest[] requests) {
    for (Prequest request : requests) {
      request.Start();
    }
  }

  /** As {@link #Start}. */
  public void start() {
    Start();
  }

  /** As {@link #Startall}. */
  public static void startAll(Prequest[] requests) {
    Startall(requests);
  }
}
