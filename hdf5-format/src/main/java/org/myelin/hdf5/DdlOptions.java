package org.myelin.hdf5;

import java.util.List;

/**
 * What {@link Hdf5Dump#writeDdl} prints of a file, and how.
 *
 * <pre>
 * {@code DdlOptions.DEFAULT.headersOnly().withObjects(List.of(DdlOptions.dataset("/run1/voltage")))}
 * </pre>
 *
 * @param data whether elements of datasets are printed
 * @param attributeData whether elements of attributes are printed
 * @param attributes whether attributes are printed at all
 * @param properties whether layout, filters and fill value of datasets are printed
 * @param superblock whether what the superblock says is printed
 * @param indices whether lines of elements begin with the index of the first
 * @param escape whether control characters in texts are escaped
 * @param characters whether integers of one byte are printed as text
 * @param width columns of a line; 0 for no limit
 * @param objects what to print; the whole file if empty
 */
public record DdlOptions(
    boolean data,
    boolean attributeData,
    boolean attributes,
    boolean properties,
    boolean superblock,
    boolean indices,
    boolean escape,
    boolean characters,
    int width,
    List<Target> objects) {
  /** Everything, in 80 columns. */
  public static final DdlOptions DEFAULT =
      new DdlOptions(true, true, true, false, false, true, false, false, 80, List.of());

  /** Copies the list; refuses a negative width. */
  public DdlOptions {
    objects = List.copyOf(objects);
    if (width < 0) {
      throw new IllegalArgumentException("a width of " + width + " columns");
    }
  }

  /** What an object must be. */
  public enum Kind {
    /** A group, with all in it. */
    GROUP,
    /** A dataset. */
    DATASET,
    /** An attribute; its path is that of its object and its name. */
    ATTRIBUTE,
    /** A committed datatype. */
    DATATYPE,
    /** A soft or external link. */
    LINK
  }

  /**
   * One object to print.
   *
   * @param path from the root group; a slash in the name of an attribute is written as {@code \/}
   */
  public record Target(Kind kind, String path) {}

  /** A dataset to print. */
  public static Target dataset(String path) {
    return new Target(Kind.DATASET, path);
  }

  /** Without any elements. */
  public DdlOptions headersOnly() {
    return withData(false, false);
  }

  /** With or without the elements of datasets and of attributes. */
  public DdlOptions withData(boolean ofDatasets, boolean ofAttributes) {
    return new DdlOptions(
        ofDatasets,
        ofAttributes,
        attributes,
        properties,
        superblock,
        indices,
        escape,
        characters,
        width,
        objects);
  }

  /** With layout, filters and fill value of datasets. */
  public DdlOptions withProperties() {
    return new DdlOptions(
        data,
        attributeData,
        attributes,
        true,
        superblock,
        indices,
        escape,
        characters,
        width,
        objects);
  }

  /** With these objects only. */
  public DdlOptions withObjects(List<Target> newObjects) {
    return new DdlOptions(
        data,
        attributeData,
        attributes,
        properties,
        superblock,
        indices,
        escape,
        characters,
        width,
        newObjects);
  }
}
