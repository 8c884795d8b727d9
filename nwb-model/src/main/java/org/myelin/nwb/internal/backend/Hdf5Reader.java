package org.myelin.nwb.internal.backend;

import org.myelin.hdf5.Attribute;
import org.myelin.hdf5.Attributes;
import org.myelin.hdf5.Dataset;
import org.myelin.hdf5.Group;
import org.myelin.hdf5.Link;
import org.myelin.hdf5.Node;
import org.myelin.nwb.internal.builder.BaseBuilder;
import org.myelin.nwb.internal.builder.DatasetBuilder;
import org.myelin.nwb.internal.builder.GroupBuilder;
import org.myelin.nwb.internal.builder.LinkBuilder;

/**
 * From an HDF5 file to the tree, one group at a time as it is asked for; elements of datasets stay
 * in the file.
 */
public final class Hdf5Reader {
  private Hdf5Reader() {}

  /** The tree of a file, from its root group. */
  public static GroupBuilder tree(Group root) {
    return new GroupBuilder("/", builder -> load(builder, root));
  }

  private static void load(GroupBuilder builder, Group group) {
    attributes(builder, group.attributes());
    for (Link link : group.links()) {
      switch (link.type()) {
        case HARD -> builder.addStored(node(link.name(), group.get(link.name())));
        case SOFT -> builder.addStored(LinkBuilder.stored(link.name(), link.target(), null));
        case EXTERNAL ->
            builder.addStored(LinkBuilder.stored(link.name(), link.target(), link.file()));
        default -> {
          // a link class of some application: NWB has no meaning for it
        }
      }
    }
  }

  private static BaseBuilder node(String name, Node node) {
    if (node instanceof Group group) {
      return new GroupBuilder(name, builder -> load(builder, group));
    }
    if (node instanceof Dataset dataset) {
      return new DatasetBuilder(
          name, new Hdf5Data(dataset), builder -> attributes(builder, dataset.attributes()));
    }
    // a committed datatype: nothing in NWB, but its name is taken
    return new GroupBuilder(name, builder -> attributes(builder, node.attributes()));
  }

  private static void attributes(BaseBuilder builder, Attributes attributes) {
    for (String name : attributes.names()) {
      Attribute attribute = attributes.get(name);
      builder.attribute(name, attribute.value());
    }
  }
}
