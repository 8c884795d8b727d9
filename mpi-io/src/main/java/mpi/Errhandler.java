package mpi;

/** What becomes of a failure. Whatever is set, it is thrown as an {@link MPIException}. */
public class Errhandler {
  private final String name;

  Errhandler(String name) {
    this.name = name;
  }

  /** Nothing to do. */
  public void free() {}

  /** The name. */
  @Override
  public String toString() {
    return name;
  }
}
