package org.myelin.hdf5.internal.filter;

import org.myelin.hdf5.spi.Filter;

/** A filter whose encoded chunks are of any size. */
abstract class PackingFilter implements Filter {
  private final int id;
  private final String name;

  PackingFilter(int id, String name) {
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
  public final boolean sizeIsFixed() {
    return false;
  }
}
