package org.myelin.nwb.internal.backend;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.myelin.hdf5.Dataset;
import org.myelin.hdf5.Group;
import org.myelin.hdf5.Hdf5File;
import org.myelin.hdf5.Node;
import org.myelin.hdf5.Selection;
import org.myelin.hdf5.Transfer;
import org.myelin.nwb.DataSource;
import org.myelin.nwb.internal.builder.BaseBuilder;
import org.myelin.nwb.internal.builder.Builder;
import org.myelin.nwb.internal.builder.DatasetBuilder;
import org.myelin.nwb.internal.builder.GroupBuilder;
import org.myelin.nwb.internal.builder.LinkBuilder;
import org.myelin.nwb.internal.builder.ReferenceBuilder;

/**
 * Writes what of a tree is not stored yet. Objects are made first, references to them last. Under a
 * communicator every rank makes the same objects in the same order, and the elements of a dataset
 * come from rank 0, as all ranks hold the same.
 */
public final class Hdf5Writer {
  /** Datasets up to this many bytes are written by rank 0 alone. */
  private static final long KEPT = 1 << 20;

  private record Reference(Node owner, String attribute, ReferenceBuilder target) {}

  private final Hdf5File file;
  private final boolean elements;
  private final List<Reference> references = new ArrayList<>();

  private Hdf5Writer(Hdf5File file, boolean elements) {
    this.file = file;
    this.elements = elements;
  }

  /**
   * Writes all new nodes below (and including) the root.
   *
   * @param rank this process's rank; only rank 0 contributes elements
   */
  public static void write(Hdf5File file, GroupBuilder root, int rank) {
    Hdf5Writer writer = new Hdf5Writer(file, rank == 0);
    if (root.isStored()) {
      writer.descend(root);
    } else {
      writer.fill(root, file.root());
    }
    for (Reference reference : writer.references) {
      Node target = file.node(reference.target.target().path());
      reference.owner.attributes().set(reference.attribute, target.reference());
    }
  }

  /**
   * Looks for new nodes below a stored group, without reading groups that nobody has looked into.
   */
  private void descend(GroupBuilder group) {
    for (Builder child : group.loadedChildren()) {
      if (child instanceof GroupBuilder inner && inner.isStored()) {
        descend(inner);
      } else if (isNew(child)) {
        make(child, file.group(group.path()));
      }
    }
  }

  private static boolean isNew(Builder builder) {
    return builder instanceof LinkBuilder link
        ? !link.isStored()
        : !((BaseBuilder) builder).isStored();
  }

  private void make(Builder builder, Group parent) {
    if (builder instanceof GroupBuilder group) {
      fill(group, parent.createGroup(group.name()));
    } else if (builder instanceof DatasetBuilder dataset) {
      make(dataset, parent);
    } else if (builder instanceof LinkBuilder link) {
      parent.createSoftLink(link.name(), link.targetPath());
      link.markStored();
    }
  }

  private void fill(GroupBuilder builder, Group group) {
    attributes(builder, group);
    for (Builder child : builder.children()) {
      make(child, group);
    }
    builder.markStored();
  }

  private void make(DatasetBuilder builder, Group parent) {
    DataSource source = builder.source();
    Dataset dataset =
        parent.createDataset(
            builder.name(), source.datatype(), source.dataspace(), source.layout());
    attributes(builder, dataset);
    Hdf5Data data = new Hdf5Data(dataset);
    if (source.values() != null) {
      elements(data, source.values());
    }
    builder.markStored(data);
  }

  /**
   * Small values are rank 0's alone, so that many small datasets are settled in one exchange at the
   * flush; large ones are written at once, by all ranks together.
   */
  private void elements(Hdf5Data data, Object values) {
    int count = Array.getLength(values);
    if (count == 0) {
      return;
    }
    if ((long) count * data.datatype().size() <= KEPT) {
      if (elements) {
        data.write(Selection.all(), values, Transfer.INDEPENDENT);
      }
    } else if (elements) {
      data.write(Selection.all(), values, Transfer.COLLECTIVE);
    } else {
      Object nothing = Array.newInstance(values.getClass().getComponentType(), 0);
      data.write(Selection.none(), nothing, Transfer.COLLECTIVE);
    }
  }

  private void attributes(BaseBuilder builder, Node node) {
    for (Map.Entry<String, Object> attribute : builder.attributes().entrySet()) {
      if (attribute.getValue() instanceof ReferenceBuilder reference) {
        references.add(new Reference(node, attribute.getKey(), reference));
      } else {
        node.attributes().set(attribute.getKey(), attribute.getValue());
      }
    }
  }
}
