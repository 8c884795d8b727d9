package org.myelin.mpi.spi;

import java.util.Map;
import java.util.Optional;

/** Recognises one kind of launcher by what it puts into the environment; found by ServiceLoader. */
public interface ProcessManagerProvider {
  /** Name for messages and for choosing it. */
  String name();

  /**
   * What the environment says, such as {@code rank 1 of 4}, if this kind of launcher started this
   * process. Only looks, connects to nobody.
   */
  Optional<String> recognise(Map<String, String> environment);

  /**
   * The manager of this process, if this kind of launcher started it.
   *
   * @throws org.myelin.mpi.MpiException if it did but cannot be reached
   */
  Optional<ProcessManager> find(Map<String, String> environment);
}
