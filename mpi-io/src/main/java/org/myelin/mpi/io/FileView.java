package org.myelin.mpi.io;

import org.myelin.mpi.Datatype;

/**
 * Which part of a file a rank sees (MPI standard, "File Views"): from byte {@code displacement} on,
 * the bytes that copies of {@code filetype}, one extent apart, select; offsets count {@code
 * etype}s.
 */
public record FileView(long displacement, Datatype etype, Datatype filetype) {
  /** The whole file as bytes, the view of a file just opened. */
  public static final FileView BYTES = new FileView(0, Datatype.BYTE, Datatype.BYTE);
}
