package org.myelin.hdf5;

/**
 * How much a file may ask of its reader; immutable, each {@code with…} gives a changed copy. A file
 * that asks for more is refused with the limit's name; give higher ones with {@link
 * FileOptions#withLimits}.
 *
 * @param maxNesting how deep structures may nest, for example datatypes in datatypes
 * @param maxAllocation bytes that one structure or one read may allocate
 * @param maxElements elements that one read may return
 */
public record ReadLimits(int maxNesting, long maxAllocation, long maxElements) {
  /** 32 levels; 6 GiB at once, or two thirds of the heap if that is less; 2^31 - 8 elements. */
  public static final ReadLimits DEFAULT =
      new ReadLimits(
          32, Math.min(6L << 30, Runtime.getRuntime().maxMemory() / 3 * 2), Integer.MAX_VALUE - 8L);

  /** Refuses limits that would refuse everything. */
  public ReadLimits {
    if (maxNesting < 1 || maxAllocation < 1 || maxElements < 1) {
      throw new IllegalArgumentException(
          "read limits are at least 1: " + maxNesting + ", " + maxAllocation + ", " + maxElements);
    }
  }

  /** These limits with another depth of nesting. */
  public ReadLimits withMaxNesting(int levels) {
    return new ReadLimits(levels, maxAllocation, maxElements);
  }

  /** These limits with another allocation budget in bytes. */
  public ReadLimits withMaxAllocation(long bytes) {
    return new ReadLimits(maxNesting, bytes, maxElements);
  }

  /** These limits with another number of elements. */
  public ReadLimits withMaxElements(long elements) {
    return new ReadLimits(maxNesting, maxAllocation, elements);
  }
}
