package org.myelin.hdf5.internal.filter;

import java.nio.ByteBuffer;
import org.myelin.hdf5.spi.Filter;

/**
 * Filters that round floating-point numbers before they are compressed, and leave them IEEE
 * numbers: BitGroom (32022) and Granular BitRound (32023) of the Community Codec Repository. There
 * is nothing to undo on reading; they are not applied on writing.
 */
public final class QuantizationFilter implements Filter {
  /** BitGroom's number. */
  public static final int BIT_GROOM = 32022;

  /** Granular BitRound's number. */
  public static final int GRANULAR_BIT_ROUND = 32023;

  private final int id;
  private final String name;

  QuantizationFilter(int id, String name) {
    this.id = id;
    this.name = name;
  }

  @Override
  public int id() {
    return id;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ByteBuffer encode(ByteBuffer chunk, int[] parameters) {
    // read only: an optional filter is left out and marked so, any other write is refused
    return null;
  }

  @Override
  public ByteBuffer decode(ByteBuffer encoded, int[] parameters, long limit) {
    return encoded.duplicate();
  }
}
