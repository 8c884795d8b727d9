package org.myelin.nwb.internal.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.myelin.hdf5.Attribute;
import org.myelin.hdf5.Dataset;
import org.myelin.hdf5.Group;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.Hdf5File;
import org.myelin.hdf5.Link;
import org.myelin.hdf5.Node;
import org.myelin.hdf5.ObjectReference;
import org.myelin.nwb.DataSource;
import org.myelin.nwb.internal.builder.DatasetBuilder;
import org.myelin.nwb.internal.builder.GroupBuilder;
import org.myelin.nwb.internal.builder.ReferenceBuilder;
import org.myelin.nwb.spec.Namespace;
import org.myelin.nwb.spec.NamespaceCatalog;
import org.myelin.nwb.spec.SpecException;
import org.myelin.nwb.spec.SpecReader;
import org.myelin.nwb.spec.SpecWriter;

/**
 * The schema that a file carries: {@code /specifications/<namespace>/<version>/<source>}, found
 * through {@code .specloc}.
 */
public final class CachedSpecs {
  private CachedSpecs() {}

  /** Puts the schema into the tree of a new file, for readers that know other versions or none. */
  public static void add(GroupBuilder root, NamespaceCatalog catalog) {
    GroupBuilder specifications = root.add(new GroupBuilder("specifications"));
    for (Namespace namespace : catalog.namespaces()) {
      GroupBuilder version =
          specifications
              .add(new GroupBuilder(namespace.name()))
              .add(new GroupBuilder(namespace.version()));
      SpecWriter.cached(catalog, namespace.name())
          .forEach((name, text) -> version.add(new DatasetBuilder(name, DataSource.scalar(text))));
    }
    root.attribute(".specloc", new ReferenceBuilder(specifications));
  }

  /**
   * The schema of a file over the shipped one; the shipped one alone for a file that carries none.
   *
   * @throws SpecException if the file carries one that cannot be read
   */
  public static NamespaceCatalog read(Hdf5File file) {
    NamespaceCatalog catalog = NamespaceCatalog.shipped();
    try {
      for (Namespace namespace : namespaces(file)) {
        catalog = catalog.with(namespace);
      }
    } catch (Hdf5Exception | NoSuchElementException e) {
      throw new SpecException(
          file.path() + ": its specifications cannot be read: " + e.getMessage(), e);
    }
    return catalog;
  }

  private static List<Namespace> namespaces(Hdf5File file) {
    List<Namespace> found = new ArrayList<>();
    Attribute location = file.root().attributes().find(".specloc").orElse(null);
    if (location == null
        || !(location.value() instanceof ObjectReference reference)
        || reference.isNull()) {
      return found;
    }
    Node node = file.resolve(reference);
    if (!(node instanceof Group specifications)) {
      return found;
    }
    for (Link namespace : specifications.links()) {
      Group versions = specifications.group(namespace.name());
      for (Link version : versions.links()) {
        Group texts = versions.group(version.name());
        found.addAll(SpecReader.cached(text(texts, "namespace"), source -> text(texts, source)));
      }
    }
    return found;
  }

  private static String text(Group texts, String name) {
    if (!texts.contains(name)) {
      return null;
    }
    Dataset dataset = texts.dataset(name);
    return dataset.readStrings()[0];
  }
}
