package org.myelin.nwb;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import org.myelin.hdf5.Attribute;
import org.myelin.hdf5.Group;
import org.myelin.hdf5.Hdf5File;
import org.myelin.hdf5.Link;
import org.myelin.hdf5.Node;
import org.myelin.hdf5.ObjectReference;
import org.myelin.nwb.internal.dump.TreeDump;

/**
 * Shows an NWB file as JSON, for comparing files and libraries: {@code hdf5} has each object but
 * the cached schema by its path, with attributes, types, shapes, filters and a SHA-256 of its
 * elements in a form that does not depend on byte order or layout; {@code cached_specifications}
 * names the schema texts; {@code nwb_version} is what the file says.
 */
public final class NwbDump {
  private NwbDump() {}

  /**
   * Writes the JSON of a file.
   *
   * @throws IOException if {@code out} fails
   * @throws org.myelin.hdf5.Hdf5Exception if the file cannot be read
   */
  public static void write(Path path, Appendable out) throws IOException {
    try (Hdf5File file = Hdf5File.open(path);
        JsonGenerator json = new JsonFactory().createGenerator(new AppendableWriter(out))) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      json.writeStartObject();
      json.writeStringField("file", path.getFileName().toString());
      json.writeStringField("nwb_version", version(file));
      json.writeFieldName("hdf5");
      TreeDump.write(json, file);
      json.writeFieldName("cached_specifications");
      specifications(json, file);
      json.writeEndObject();
    }
  }

  private static String version(Hdf5File file) {
    return file.root().attributes().find("nwb_version").map(Attribute::asString).orElse(null);
  }

  private static void specifications(JsonGenerator json, Hdf5File file) throws IOException {
    json.writeStartObject();
    Attribute location = file.root().attributes().find(".specloc").orElse(null);
    Node node =
        location != null && location.value() instanceof ObjectReference r ? file.resolve(r) : null;
    if (node instanceof Group specifications) {
      for (Link namespace : specifications.links()) {
        json.writeObjectFieldStart(namespace.name());
        Group versions = specifications.group(namespace.name());
        for (Link version : versions.links()) {
          json.writeArrayFieldStart(version.name());
          for (Link source : versions.group(version.name()).links()) {
            json.writeString(source.name());
          }
          json.writeEndArray();
        }
        json.writeEndObject();
      }
    }
    json.writeEndObject();
  }

  /** Lets a generator write to any Appendable. */
  private static final class AppendableWriter extends Writer {
    private final Appendable target;

    AppendableWriter(Appendable target) {
      this.target = target;
    }

    @Override
    public void write(char[] buffer, int offset, int length) throws IOException {
      target.append(java.nio.CharBuffer.wrap(buffer, offset, length));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      // the caller's to close
    }
  }
}
