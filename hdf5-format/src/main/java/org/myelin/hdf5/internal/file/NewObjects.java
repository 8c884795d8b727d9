package org.myelin.hdf5.internal.file;

import org.myelin.hdf5.CharacterSet;
import org.myelin.hdf5.CreationOrder;
import org.myelin.hdf5.ObjectOptions;
import org.myelin.hdf5.internal.format.level2.FormatVersions;
import org.myelin.hdf5.internal.format.level2.GroupInfoMessage;
import org.myelin.hdf5.internal.format.level2.ObjectHeaderPrefix;
import org.myelin.hdf5.internal.format.level2.ObjectHeaderPrefixV1;
import org.myelin.hdf5.internal.format.level2.ObjectHeaderPrefixV2;

/** What the options of a new object mean for its header. */
final class NewObjects {
  private NewObjects() {}

  /**
   * Version 1 only in files of that family, and only if it has a word for all options.
   *
   * @param sharesAttributes whether objects share attributes, for which libhdf5 takes version 2 too
   */
  static ObjectHeaderPrefix prefix(
      ObjectOptions o, FormatVersions versions, boolean sharesAttributes) {
    boolean ordered = o.attributeOrder() != CreationOrder.NOT_KEPT;
    boolean limited = o.attributeLimits() != null;
    if (!versions.isNewStyle() && !ordered && !limited && !sharesAttributes) {
      return new ObjectHeaderPrefixV1(0, 1, 0);
    }
    int flags =
        (ordered ? ObjectHeaderPrefixV2.ORDER_TRACKED : 0)
            | (o.attributeOrder() == CreationOrder.INDEXED ? ObjectHeaderPrefixV2.ORDER_INDEXED : 0)
            | (limited ? ObjectHeaderPrefixV2.PHASE_CHANGE : 0)
            | (o.times() ? ObjectHeaderPrefixV2.TIMES : 0);
    return new ObjectHeaderPrefixV2(
        flags,
        0,
        0,
        0,
        0,
        limited ? o.attributeLimits().maxCompact() : 0,
        limited ? o.attributeLimits().minDense() : 0,
        0);
  }

  /** ASCII if that will do. */
  static CharacterSet characterSet(String name) {
    return name.chars().allMatch(c -> c < 128) ? CharacterSet.ASCII : CharacterSet.UTF_8;
  }

  /** Whether a symbol table cannot do what is asked of the group. */
  static boolean needsNewStyle(ObjectOptions o) {
    return o.linkOrder() != CreationOrder.NOT_KEPT
        || o.linkLimits() != null
        || o.linkEstimate() != null;
  }

  static GroupInfoMessage groupInfo(ObjectOptions o) {
    return new GroupInfoMessage(
        o.linkLimits() == null ? -1 : o.linkLimits().maxCompact(),
        o.linkLimits() == null ? -1 : o.linkLimits().minDense(),
        o.linkEstimate() == null ? -1 : (int) o.linkEstimate().links(),
        o.linkEstimate() == null ? -1 : (int) o.linkEstimate().nameLength());
  }
}
