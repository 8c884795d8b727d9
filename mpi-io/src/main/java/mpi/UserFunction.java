package mpi;

import java.nio.ByteBuffer;

/** A reduction of the user's own, Open MPI's form: one of the two methods is overridden. */
public abstract class UserFunction {
  /** Nothing to set up. */
  public UserFunction() {}

  /** Sets each element of {@code inOutVec} to its combination with that of {@code inVec}. */
  public void call(Object inVec, Object inOutVec, int count, Datatype datatype) {
    throw new UnsupportedOperationException("the function for arrays is not overridden");
  }

  /** The same for values in native byte order. */
  public void call(ByteBuffer inVec, ByteBuffer inOutVec, int count, Datatype datatype) {
    Object in = Arrays.take(datatype, inVec.duplicate().order(inVec.order()));
    Object inOut = Arrays.take(datatype, inOutVec.duplicate().order(inOutVec.order()));
    call(in, inOut, count, datatype);
    Arrays.give(datatype, inOut, inOutVec.duplicate().order(inOutVec.order()));
  }
}
