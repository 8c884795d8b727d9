package org.myelin.nwb.internal.dump;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.myelin.hdf5.Attribute;
import org.myelin.hdf5.Dataset;
import org.myelin.hdf5.FilterDescription;
import org.myelin.hdf5.Group;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.Hdf5File;
import org.myelin.hdf5.Link;
import org.myelin.hdf5.Node;
import org.myelin.hdf5.ObjectReference;

/**
 * All objects of a file but {@code /specifications}, by path, as JSON: kinds, types, shapes,
 * digests and attributes.
 */
public final class TreeDump {
  /** Values of datasets are shown up to this many elements; the digest stands for more. */
  private static final int SHOWN = 8;

  private final JsonGenerator out;
  private final ObjectPaths paths;
  private final JsonValues values;
  private final Set<ObjectReference> seen = new HashSet<>();

  private TreeDump(JsonGenerator out, ObjectPaths paths) {
    this.out = out;
    this.paths = paths;
    this.values = new JsonValues(out, paths);
  }

  /** Writes the object whose keys are paths. */
  public static void write(JsonGenerator out, Hdf5File file) throws IOException {
    TreeDump dump = new TreeDump(out, new ObjectPaths(file));
    Group root = file.root();
    out.writeStartObject();
    dump.seen.add(root.reference());
    dump.object(root, "/");
    dump.children(root, "");
    out.writeEndObject();
  }

  private void children(Group group, String path) throws IOException {
    for (Link link : group.links()) {
      String child = path + "/" + link.name();
      if (!child.equals("/specifications")) {
        child(group, link, child);
      }
    }
  }

  private void child(Group group, Link link, String path) throws IOException {
    if (link.type() != Link.Type.HARD) {
      out.writeObjectFieldStart(path);
      link(link);
      out.writeEndObject();
      return;
    }
    Node node = group.get(link.name());
    if (!seen.add(node.reference())) {
      out.writeObjectFieldStart(path);
      out.writeStringField("kind", "hardlink");
      out.writeStringField("target", paths.of(node.reference()));
      out.writeEndObject();
      return;
    }
    object(node, path);
    if (node instanceof Group inner) {
      children(inner, path);
    }
  }

  private void link(Link link) throws IOException {
    switch (link.type()) {
      case SOFT -> out.writeStringField("kind", "softlink");
      case EXTERNAL -> {
        out.writeStringField("kind", "externallink");
        out.writeStringField("file", link.file());
      }
      default -> out.writeStringField("kind", "userlink");
    }
    out.writeStringField("target", link.target());
  }

  private void object(Node node, String path) throws IOException {
    out.writeObjectFieldStart(path);
    attributes(node);
    if (node instanceof Dataset dataset) {
      out.writeStringField("kind", "dataset");
      dataset(dataset);
    } else {
      out.writeStringField("kind", node instanceof Group ? "group" : "datatype");
    }
    out.writeEndObject();
  }

  private void attributes(Node node) throws IOException {
    out.writeObjectFieldStart("attrs");
    List<String> names = node.attributes().names().stream().sorted().toList();
    for (String name : names) {
      out.writeObjectFieldStart(name);
      try {
        Attribute attribute = node.attributes().get(name);
        Object value =
            attribute.value(); // first: a value that cannot be read leaves only the error
        out.writeFieldName("dtype");
        DtypeNames.write(out, attribute.datatype());
        shape("shape", attribute.dataspace().isNull() ? null : attribute.dataspace().shape());
        out.writeFieldName("value");
        values.write(value, attribute.datatype(), attribute.dataspace());
      } catch (Hdf5Exception e) {
        out.writeStringField("error", e.getClass().getSimpleName());
      }
      out.writeEndObject();
    }
    out.writeEndObject();
  }

  private void dataset(Dataset dataset) throws IOException {
    out.writeFieldName("dtype");
    DtypeNames.write(out, dataset.datatype());
    if (dataset.dataspace().isNull()) {
      shape("shape", null);
      return;
    }
    shape("shape", dataset.shape());
    shape("maxshape", dataset.dataspace().maxShape());
    shape("chunks", dataset.layout().isChunked() ? dataset.layout().chunkShape() : null);
    filters(dataset.layout().filters());
    try {
      out.writeStringField("sha256", new CanonicalDigest(paths).of(dataset));
      if (dataset.dataspace().elements() <= SHOWN) {
        Object value = dataset.read();
        out.writeFieldName("value");
        values.write(value, dataset.datatype(), dataset.dataspace());
      }
    } catch (Hdf5Exception | IllegalArgumentException e) {
      out.writeStringField("error", e.getClass().getSimpleName());
    }
  }

  private void shape(String name, long[] lengths) throws IOException {
    if (lengths == null) {
      out.writeNullField(name);
      return;
    }
    out.writeArrayFieldStart(name);
    for (long length : lengths) {
      if (length < 0) {
        out.writeNull();
      } else {
        out.writeNumber(length);
      }
    }
    out.writeEndArray();
  }

  private void filters(List<FilterDescription> filters) throws IOException {
    out.writeArrayFieldStart("filters");
    for (FilterDescription filter : filters) {
      out.writeStartObject();
      out.writeNumberField("id", filter.id());
      out.writeStringField("name", filter.name());
      out.writeArrayFieldStart("cd_values");
      for (int value : filter.clientData()) {
        out.writeNumber(Integer.toUnsignedLong(value));
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
