package org.myelin.hdf5;

/**
 * Some elements of a selection that is read one piece after the other, see {@link Dataset#stream}.
 *
 * @param first the first element's place in the packed selection
 * @param count number of elements
 * @param values the elements, as {@link Dataset#read(Selection)} gives them
 */
public record Block(long first, long count, Object values) {
  /** The elements of a string dataset. */
  public String[] strings() {
    return as(String[].class);
  }

  /** The elements of a compound dataset. */
  public Compound[] compounds() {
    return as(Compound[].class);
  }

  private <T> T as(Class<T> wanted) {
    if (!wanted.isInstance(values)) {
      throw new IllegalArgumentException(
          "the block holds "
              + values.getClass().getSimpleName()
              + ", not "
              + wanted.getSimpleName());
    }
    return wanted.cast(values);
  }
}
