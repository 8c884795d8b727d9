package org.myelin.hdf5;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * How {@link Hdf5Repack} writes a file anew; immutable, each {@code with…} gives a changed copy.
 *
 * @param create how the new file is made: bounds, durability, who encodes deflate; its bounds say
 *     which structures the copy has
 * @param layout where the elements of each dataset lie in the copy, given the dataset as it is;
 *     null or the dataset's own layout leave it as it is, chunk by chunk, without decoding
 * @param progress gets the number of bytes of elements that have just been copied
 * @param warnings gets a line for each thing that the copy may miss, such as a file that it names
 */
public record RepackOptions(
    FileOptions create,
    Function<Dataset, Layout> layout,
    LongConsumer progress,
    Consumer<String> warnings) {
  /** Everything as it is, in the earliest structures that hold it, a crash leaving no file. */
  public static final RepackOptions DEFAULT =
      new RepackOptions(
          FileOptions.DEFAULT.withDurability(Durability.FAST), d -> null, n -> {}, w -> {});

  /** These options with another way to make the new file. */
  public RepackOptions withCreate(FileOptions newCreate) {
    return new RepackOptions(newCreate, layout, progress, warnings);
  }

  /** These options with another family of structures. */
  public RepackOptions withBounds(FormatBounds bounds) {
    return withCreate(create.withBounds(bounds));
  }

  /**
   * These options with another choice of layouts.
   *
   * <pre>
   * {@code options.withLayout(d -> Layout.chunked(d.datatype(), d.dataspace()).shuffle().deflate(4))}
   * </pre>
   */
  public RepackOptions withLayout(Function<Dataset, Layout> newLayout) {
    return new RepackOptions(create, newLayout, progress, warnings);
  }

  /** These options with somebody who watches. */
  public RepackOptions withProgress(LongConsumer newProgress) {
    return new RepackOptions(create, layout, newProgress, warnings);
  }

  /** These options with somebody who is warned. */
  public RepackOptions withWarnings(Consumer<String> newWarnings) {
    return new RepackOptions(create, layout, progress, newWarnings);
  }
}
