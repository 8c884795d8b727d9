package org.myelin.hdf5.internal.filter;

import java.nio.ByteBuffer;
import org.myelin.hdf5.spi.FilterException;

/** A filter that is undone on reading and not applied on writing. */
abstract class ReadOnlyFilter extends PackingFilter {
  ReadOnlyFilter(int id, String name) {
    super(id, name);
  }

  /** Refuses: an optional filter is left out and marked so, any other write fails. */
  @Override
  public final ByteBuffer encode(ByteBuffer chunk, int[] parameters) {
    throw new FilterException("chunks with " + name() + " can be read, but not written");
  }
}
