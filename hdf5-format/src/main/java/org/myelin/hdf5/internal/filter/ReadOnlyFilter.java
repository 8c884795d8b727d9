package org.myelin.hdf5.internal.filter;

import java.nio.ByteBuffer;
import org.myelin.hdf5.spi.Filter;
import org.myelin.hdf5.spi.FilterException;

/** A filter that is undone on reading and not applied on writing. */
abstract class ReadOnlyFilter implements Filter {
  private final int id;
  private final String name;

  ReadOnlyFilter(int id, String name) {
    this.id = id;
    this.name = name;
  }

  @Override
  public final int id() {
    return id;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public boolean sizeIsFixed() {
    return false;
  }

  /** Refuses: an optional filter is left out and marked so, any other write fails. */
  @Override
  public final ByteBuffer encode(ByteBuffer chunk, int[] parameters) {
    throw new FilterException("chunks with " + name + " can be read, but not written");
  }
}
