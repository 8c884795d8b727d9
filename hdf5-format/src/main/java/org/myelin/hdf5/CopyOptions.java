package org.myelin.hdf5;

/**
 * What {@link Group#copy} copies beside the object itself; immutable, each {@code with…} gives a
 * changed copy. The names are those of libhdf5's H5Ocopy.
 *
 * @param shallow copy the members of a group, but not what is in groups among them
 * @param expandSoftLinks copy what soft links lead to, in their place; those that lead nowhere stay
 * @param expandExternalLinks the same for links into other files
 * @param expandReferences copy what references lead to, and let the copies lead there; without it
 *     references to other objects lead nowhere in another file, and stay in the same file
 * @param withoutAttributes copy no attributes
 */
public record CopyOptions(
    boolean shallow,
    boolean expandSoftLinks,
    boolean expandExternalLinks,
    boolean expandReferences,
    boolean withoutAttributes) {
  /** The object with all that hard links lead to. */
  public static final CopyOptions DEFAULT = new CopyOptions(false, false, false, false, false);

  /** These options with {@code shallow} set or not. */
  public CopyOptions withShallow(boolean now) {
    return new CopyOptions(
        now, expandSoftLinks, expandExternalLinks, expandReferences, withoutAttributes);
  }

  /** These options with {@code expandSoftLinks} set or not. */
  public CopyOptions withExpandSoftLinks(boolean now) {
    return new CopyOptions(shallow, now, expandExternalLinks, expandReferences, withoutAttributes);
  }

  /** These options with {@code expandExternalLinks} set or not. */
  public CopyOptions withExpandExternalLinks(boolean now) {
    return new CopyOptions(shallow, expandSoftLinks, now, expandReferences, withoutAttributes);
  }

  /** These options with {@code expandReferences} set or not. */
  public CopyOptions withExpandReferences(boolean now) {
    return new CopyOptions(shallow, expandSoftLinks, expandExternalLinks, now, withoutAttributes);
  }

  /** These options with {@code withoutAttributes} set or not. */
  public CopyOptions withoutAttributes(boolean now) {
    return new CopyOptions(shallow, expandSoftLinks, expandExternalLinks, expandReferences, now);
  }
}
