package org.myelin.hdf5.internal.filter;

import java.nio.ByteBuffer;

/**
 * Filters that round floating-point numbers before they are compressed, and leave them IEEE
 * numbers: BitGroom (32022) and Granular BitRound (32023) of the Community Codec Repository. There
 * is nothing to undo on reading; they are not applied on writing.
 */
public final class QuantizationFilter extends ReadOnlyFilter {
  /** BitGroom's number. */
  public static final int BIT_GROOM = 32022;

  /** Granular BitRound's number. */
  public static final int GRANULAR_BIT_ROUND = 32023;

  QuantizationFilter(int id, String name) {
    super(id, name);
  }

  @Override
  public ByteBuffer decode(ByteBuffer encoded, int[] parameters, long limit) {
    return encoded.duplicate();
  }
}
