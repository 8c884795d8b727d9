package mpi;

/** A reduction of the user's own, mpiJava's form. */
public abstract class User_function {
  /** Nothing to set up. */
  public User_function() {}

  /**
   * Sets each element of {@code inoutvec} to its combination with that of {@code invec}, which
   * comes from a lower rank.
   *
   * @param invec array of the datatype's elements
   * @param inoffset first element in it
   * @param inoutvec array that is changed
   * @param inoutoffset first element in it
   * @param count number of values of {@code datatype}
   */
  public abstract void Call(
      Object invec, int inoffset, Object inoutvec, int inoutoffset, int count, Datatype datatype);
}
