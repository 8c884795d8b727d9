package org.myelin.hdf5;

import java.util.function.Consumer;

/**
 * Choices for creating a group, a dataset or a committed datatype; immutable, each {@code with…}
 * gives a changed copy.
 *
 * <pre>{@code
 * f.root().createGroup("trials", ObjectOptions.ordered().withTimes(true));
 * }</pre>
 *
 * <p>Order and limits of attributes need a version 2 object header, order and limits of links a
 * group that keeps its links in messages: the object gets these whatever the bounds of the file.
 *
 * @param times keep account of when the object was made and changed; a flush enters its own time,
 *     to the second
 * @param attributeOrder of the attributes
 * @param attributeLimits null for the default, 8 and 6
 * @param linkOrder of the links; groups only
 * @param linkLimits null for the default, 8 and 6; groups only
 * @param linkEstimate what the group is expected to hold; null for no idea; groups only
 */
public record ObjectOptions(
    boolean times,
    CreationOrder attributeOrder,
    PhaseChange attributeLimits,
    CreationOrder linkOrder,
    PhaseChange linkLimits,
    LinkEstimate linkEstimate) {
  /**
   * What a group is expected to hold, for libraries that make room in advance.
   *
   * @param links 0 to 65535
   * @param nameLength bytes of a name, 0 to 65535
   */
  public record LinkEstimate(long links, long nameLength) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if they are beyond their limits
     */
    public LinkEstimate {
      if (links < 0 || links > 0xffff || nameLength < 0 || nameLength > 0xffff) {
        throw new IllegalArgumentException(
            "estimates are 0 to 65535; found " + links + " links of " + nameLength + " bytes");
      }
    }
  }

  /** No times, no orders, all limits the defaults: what h5py makes unless asked otherwise. */
  public static final ObjectOptions DEFAULT =
      new ObjectOptions(false, CreationOrder.NOT_KEPT, null, CreationOrder.NOT_KEPT, null, null);

  /** Keeps and indexes the orders of links and attributes, as h5py's {@code track_order=True}. */
  public static ObjectOptions ordered() {
    return DEFAULT.withLinkOrder(CreationOrder.INDEXED).withAttributeOrder(CreationOrder.INDEXED);
  }

  /** These options with account of times or without. */
  public ObjectOptions withTimes(boolean now) {
    return with(d -> d.times = now);
  }

  /** These options with another way to keep the order of attributes. */
  public ObjectOptions withAttributeOrder(CreationOrder now) {
    return with(d -> d.attributeOrder = now);
  }

  /** These options with other limits between few and many attributes. */
  public ObjectOptions withAttributeLimits(PhaseChange now) {
    return with(d -> d.attributeLimits = now);
  }

  /** These options with another way to keep the order of links. */
  public ObjectOptions withLinkOrder(CreationOrder now) {
    return with(d -> d.linkOrder = now);
  }

  /** These options with other limits between few and many links. */
  public ObjectOptions withLinkLimits(PhaseChange now) {
    return with(d -> d.linkLimits = now);
  }

  /** These options with another idea of what the group is to hold. */
  public ObjectOptions withLinkEstimate(LinkEstimate now) {
    return with(d -> d.linkEstimate = now);
  }

  /** Throws if there are choices that only a group can have. */
  void checkWithoutLinks(String path) {
    if (linkOrder != CreationOrder.NOT_KEPT || linkLimits != null || linkEstimate != null) {
      throw new IllegalArgumentException(
          path + ": only groups have links; order, limits and estimates of links do not go here");
    }
  }

  private ObjectOptions with(Consumer<Draft> change) {
    Draft d = new Draft(this);
    change.accept(d);
    return new ObjectOptions(
        d.times, d.attributeOrder, d.attributeLimits, d.linkOrder, d.linkLimits, d.linkEstimate);
  }

  /** Options that one of them is changed in. */
  private static final class Draft {
    boolean times;
    CreationOrder attributeOrder;
    PhaseChange attributeLimits;
    CreationOrder linkOrder;
    PhaseChange linkLimits;
    LinkEstimate linkEstimate;

    Draft(ObjectOptions o) {
      times = o.times;
      attributeOrder = o.attributeOrder;
      attributeLimits = o.attributeLimits;
      linkOrder = o.linkOrder;
      linkLimits = o.linkLimits;
      linkEstimate = o.linkEstimate;
    }
  }
}
