package org.myelin.hdf5.spi;

import java.nio.ByteBuffer;

/**
 * A chunk filter. Providers are found by {@link java.util.ServiceLoader}. An implementation is safe
 * for use by several threads at once and keeps no reference to the buffers it is given.
 */
public interface Filter {
  /** The registered filter id. */
  int id();

  /** The name that messages and new files use. */
  String name();

  /**
   * The parameters to store for a dataset, made from those that the user gave (HDF5's "set local").
   *
   * @throws FilterException if the filter cannot be applied to such a dataset
   */
  default int[] parameters(int[] given, FilterTarget target) {
    return given;
  }

  /** The longest result that {@link #encode} can have for this many bytes. */
  default long maxEncodedSize(long bytes) {
    return bytes;
  }

  /** Whether {@link #encode} always gives exactly {@link #maxEncodedSize} bytes. */
  default boolean sizeIsFixed() {
    return true;
  }

  /**
   * The filtered form of the remaining bytes, or null if this filter cannot make them smaller and
   * is better left out.
   */
  ByteBuffer encode(ByteBuffer chunk, int[] parameters);

  /**
   * The bytes that {@code encoded} stands for.
   *
   * @param limit the most bytes that the result may have; more is an error, found before more is
   *     produced
   * @throws FilterException when the bytes are not what this filter makes
   */
  ByteBuffer decode(ByteBuffer encoded, int[] parameters, long limit);
}
