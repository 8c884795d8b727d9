package org.myelin.hdf5.internal.dump;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.myelin.hdf5.CompoundType;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.DdlOptions;
import org.myelin.hdf5.Hdf5Exception;
import org.myelin.hdf5.TimeType;
import org.myelin.hdf5.internal.dataset.DatasetStore;
import org.myelin.hdf5.internal.file.AttributeStore;
import org.myelin.hdf5.internal.file.ObjectHeader;
import org.myelin.hdf5.internal.file.OpenFile;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.format.level2.ObjectCommentMessage;
import org.myelin.hdf5.internal.wire.Utf8;

/** Datasets, committed types and attributes; what cannot be read is told and left out. */
final class DdlObjects {
  private final DdlPrinter out;
  private final DdlScope scope;
  private final DdlOptions options;
  private final Consumer<String> errors;
  private final DdlTypes types;
  private final DdlData data;

  DdlObjects(DdlPrinter out, DdlScope scope, DdlOptions options, Consumer<String> errors) {
    this.out = out;
    this.scope = scope;
    this.options = options;
    this.errors = errors;
    this.types = new DdlTypes(out);
    this.data = new DdlData(out, scope, options, types);
  }

  private OpenFile file() {
    return scope.file();
  }

  /** Prints the object's comment, if it has one. */
  void comment(DdlContext c, ObjectHeader h) {
    ObjectHeader.Message m = h.find(MessageType.OBJECT_COMMENT);
    if (m != null) {
      String text = ((ObjectCommentMessage) file().headers().decode(h, m)).comment();
      if (!text.isEmpty()) {
        out.line(c, "COMMENT \"" + ByteText.of(text) + "\"");
      }
    }
  }

  // ---- datasets

  void dataset(int level, ObjectHeader h, String path, String name) {
    DdlContext c = new DdlContext(level);
    // the start of the line is printed by itself, so a long name can leave an empty one behind
    out.start(out.plain(), c, 0, false);
    out.text(c, "DATASET \"" + ByteText.of(name) + "\" {");
    try {
      comment(c, h);
      c.level++;
      DatasetStore store = file().store(h, path);
      type(c, store.type(), scope.committed(h), path);
      Dataspace space = file().headers().dataspace(h, store);
      out.line(c, "DATASPACE  " + DdlTypes.space(space, file().geometry()));
      if (options.properties()) {
        new DdlProperties(out, scope)
            .print(c, h, path, data.values("fill value of " + path, false));
      }
      if (options.data() && store.type() instanceof TimeType) {
        c.level++;
        out.line(c, "DATA{ not yet implemented.}");
        c.level--;
      } else if (options.data()) {
        data.dataset(c, h, path);
      }
    } catch (Hdf5Exception e) {
      errors.accept(e.getMessage());
    }
    attributes(level + 1, h, path);
    c.level = level;
    c.newLine = true;
    out.start(out.plain(), c, 0, false);
    out.text(c, "}");
  }

  /** The line of an element type: a committed one by its name. */
  private void type(DdlContext c, Datatype type, long committed, String path) {
    c.newLine = true;
    if (committed < 0) {
      types.print(c, "DATATYPE  ", type, "");
      return;
    }
    String name = scope.types().get(committed);
    if (!scope.types().containsKey(committed)) {
      errors.accept(file().name() + ": the committed datatype of " + path + " has no name");
    } else {
      name = name == null ? "/#" + committed : ByteText.of(name);
    }
    out.text(c, "DATATYPE  " + (name == null ? "" : "\"" + name + "\""));
  }

  // ---- committed types

  void namedType(int level, ObjectHeader h, String path, String name) {
    DdlContext c = new DdlContext(level);
    out.line(c, "DATATYPE \"" + ByteText.of(name) + "\" ");
    if (scope.again(h)) {
      out.text(c, "HARDLINK \"" + ByteText.of(scope.types().get(h.address())) + "\"");
      return;
    }
    try {
      Datatype type = file().headers().datatype(h, h.find(MessageType.DATATYPE));
      boolean compound = type instanceof CompoundType;
      types.print(c, "", type, compound ? "" : ";");
    } catch (Hdf5Exception e) {
      errors.accept(e.getMessage());
    }
    attributes(level + 1, h, path);
  }

  /** Types that only datasets know: by their address. */
  void unnamedTypes(int level) {
    for (Map.Entry<Long, String> t : scope.types().entrySet()) {
      if (t.getValue() == null) {
        String name = "#" + t.getKey();
        try {
          namedType(level, file().headers().read(t.getKey()), name, name);
        } catch (Hdf5Exception e) {
          errors.accept(e.getMessage());
        }
      }
    }
  }

  // ---- attributes

  /** Prints the attribute of this name; tells whether there is one. */
  boolean attribute(int level, ObjectHeader h, String path, String name) {
    AttributeStore store = file().attributes(h, path);
    for (AttributeStore.Stored a : store.all()) {
      if (a.message().name().equals(name)) {
        attribute(level, store, a, path);
        return true;
      }
    }
    return false;
  }

  /** Prints the attributes of an object, by name. */
  void attributes(int level, ObjectHeader h, String path) {
    if (!options.attributes()) {
      return;
    }
    try {
      AttributeStore store = file().attributes(h, path);
      List<AttributeStore.Stored> all = new ArrayList<>(store.all());
      all.sort((a, b) -> Utf8.compare(a.message().name(), b.message().name()));
      for (AttributeStore.Stored a : all) {
        attribute(level, store, a, path);
      }
    } catch (Hdf5Exception e) {
      errors.accept(e.getMessage());
    }
  }

  /** Prints one attribute. */
  void attribute(int level, AttributeStore store, AttributeStore.Stored stored, String path) {
    DdlContext c = new DdlContext(level);
    String name = stored.message().name();
    out.line(c, "ATTRIBUTE \"" + ByteText.of(name) + "\" {");
    try {
      c.level++;
      String where = "attribute " + name + " of " + path;
      AttributeStore.Decoded a = store.decode(stored);
      type(c, a.datatype(), DdlScope.committed(stored.message().sharedDatatype()), where);
      out.line(c, "DATASPACE  " + DdlTypes.space(a.dataspace(), file().geometry()));
      if (options.attributeData()) {
        data.attribute(c, a.datatype(), a.dataspace(), a.data(), where);
      }
    } catch (Hdf5Exception e) {
      errors.accept(e.getMessage());
    }
    c.level = level;
    out.line(c, "}");
  }
}
