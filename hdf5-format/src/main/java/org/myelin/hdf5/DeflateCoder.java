package org.myelin.hdf5;

/**
 * Who encodes and decodes deflate, the filter that nearly all files use. Every stream of either is
 * a zlib stream that all readers take; only speed, and by some percent sizes, differ.
 */
public enum DeflateCoder {
  /**
   * Our own code, which is several times faster once the JVM has compiled it; java.util.zip for the
   * first megabytes of a process, which would not live to see that. A file of several ranks is
   * always encoded by our own code. Which of the two made a chunk depends only on what the program
   * did before, as long as it does not create files on several threads at once.
   */
  AUTO,

  /** Our own code always: the same data give the same bytes in every run. */
  OWN,

  /** java.util.zip always, which is zlib: the checked reference, and a way to rule ours out. */
  JAVA_UTIL_ZIP
}
