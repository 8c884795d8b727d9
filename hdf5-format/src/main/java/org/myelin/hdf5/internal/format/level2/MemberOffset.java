package org.myelin.hdf5.internal.format.level2;

import org.myelin.hdf5.internal.wire.Geometry;

/** How compounds place their members. */
final class MemberOffset {
  /** Dimensions that a version 1 member has room for. */
  static final int MAX_INLINE_RANK = 4;

  private MemberOffset() {}

  /** Bytes of a member's offset in packed descriptions: what the size of the compound needs. */
  static int width(int compoundSize) {
    return Geometry.widthFor(compoundSize);
  }
}
