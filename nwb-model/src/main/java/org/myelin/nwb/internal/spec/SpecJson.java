package org.myelin.nwb.internal.spec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.myelin.nwb.spec.AttributeSpec;
import org.myelin.nwb.spec.BasicDtype;
import org.myelin.nwb.spec.Choices;
import org.myelin.nwb.spec.CompoundDtype;
import org.myelin.nwb.spec.DatasetSpec;
import org.myelin.nwb.spec.Dtype;
import org.myelin.nwb.spec.DtypeSpec;
import org.myelin.nwb.spec.GroupSpec;
import org.myelin.nwb.spec.LinkSpec;
import org.myelin.nwb.spec.Namespace;
import org.myelin.nwb.spec.Quantity;
import org.myelin.nwb.spec.RefSpec;
import org.myelin.nwb.spec.SchemaEntry;
import org.myelin.nwb.spec.SchemaSource;
import org.myelin.nwb.spec.TypeKey;
import org.myelin.nwb.spec.TypedSpec;

/**
 * Specification records as compact JSON. Defaults of the language are left out, as readers expect.
 */
public final class SpecJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonGenerator out;
  private final TypeKey key;

  private SpecJson(JsonGenerator out, TypeKey key) {
    this.out = out;
    this.key = key;
  }

  private interface Body {
    void write(SpecJson json) throws IOException;
  }

  /** The text named {@code namespace}. */
  public static String namespace(Namespace namespace) {
    return text(namespace.typeKey(), json -> json.writeNamespace(namespace));
  }

  /** The text of one source. */
  public static String source(SchemaSource source, TypeKey key) {
    return text(
        key,
        json -> {
          json.out.writeStartObject();
          json.list("datasets", source.datasets(), json::dataset);
          json.list("groups", source.groups(), json::group);
          json.out.writeEndObject();
        });
  }

  private static String text(TypeKey key, Body body) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      body.write(new SpecJson(out, key));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a StringWriter does not fail
    }
    return text.toString();
  }

  private void writeNamespace(Namespace n) throws IOException {
    out.writeStartObject();
    out.writeArrayFieldStart("namespaces");
    out.writeStartObject();
    field("doc", n.doc());
    list("schema", n.schema(), this::entry);
    field("name", n.name());
    field("full_name", n.fullName());
    field("version", n.version());
    field("author", n.authors());
    field("contact", n.contacts());
    out.writeEndObject();
    out.writeEndArray();
    out.writeEndObject();
  }

  private void entry(SchemaEntry e) throws IOException {
    out.writeStartObject();
    field("namespace", e.namespace());
    field("source", e.source());
    if (!e.types().isEmpty()) {
      field("data_types", e.types());
    }
    out.writeEndObject();
  }

  private void group(GroupSpec g) throws IOException {
    out.writeStartObject();
    list("groups", g.groups(), this::group);
    list("datasets", g.datasets(), this::dataset);
    list("links", g.links(), this::link);
    typed(g);
    out.writeEndObject();
  }

  private void dataset(DatasetSpec d) throws IOException {
    out.writeStartObject();
    shape(d.shape());
    dims(d.dims());
    dtype(d.dtype());
    field("value", d.value());
    field("default_value", d.defaultValue());
    typed(d);
    out.writeEndObject();
  }

  private void typed(TypedSpec s) throws IOException {
    field("doc", s.doc());
    field("name", s.name());
    field("default_name", s.defaultName());
    quantity(s.quantity());
    if (!s.linkable()) {
      out.writeBooleanField("linkable", false);
    }
    field(key.inc(), s.typeInc());
    field(key.def(), s.typeDef());
    list("attributes", s.attributes(), this::attribute);
  }

  private void attribute(AttributeSpec a) throws IOException {
    out.writeStartObject();
    field("doc", a.doc());
    field("name", a.name());
    if (!a.required()) {
      out.writeBooleanField("required", false);
    }
    dtype(a.dtype());
    shape(a.shape());
    dims(a.dims());
    field("value", a.value());
    field("default_value", a.defaultValue());
    out.writeEndObject();
  }

  private void link(LinkSpec l) throws IOException {
    out.writeStartObject();
    field("doc", l.doc());
    field("name", l.name());
    field("target_type", l.targetType());
    quantity(l.quantity());
    out.writeEndObject();
  }

  private void quantity(Quantity q) throws IOException {
    if (q.equals(Quantity.ONE)) {
      return;
    }
    if (q.min() == q.max()) {
      out.writeNumberField("quantity", q.max());
    } else {
      out.writeStringField("quantity", q.toString());
    }
  }

  private void dtype(Dtype dtype) throws IOException {
    if (dtype == null) {
      return;
    }
    out.writeFieldName("dtype");
    dtypeValue(dtype);
  }

  private void dtypeValue(Dtype dtype) throws IOException {
    if (dtype instanceof BasicDtype basic) {
      out.writeString(basic.name());
    } else if (dtype instanceof RefSpec ref) {
      out.writeStartObject();
      field("target_type", ref.targetType());
      field("reftype", ref.reftype());
      out.writeEndObject();
    } else if (dtype instanceof CompoundDtype compound) {
      out.writeStartArray();
      for (DtypeSpec member : compound.members()) {
        out.writeStartObject();
        field("doc", member.doc());
        field("name", member.name());
        dtype(member.dtype());
        out.writeEndObject();
      }
      out.writeEndArray();
    }
  }

  private void shape(Choices<Long> shape) throws IOException {
    choices(
        "shape",
        shape,
        length -> {
          if (length.equals(Choices.ANY)) {
            out.writeNull();
          } else {
            out.writeNumber(length);
          }
        });
  }

  private void dims(Choices<String> dims) throws IOException {
    choices("dims", dims, out::writeString);
  }

  private interface Element<T> {
    void write(T value) throws IOException;
  }

  private <T> void choices(String name, Choices<T> choices, Element<T> element) throws IOException {
    if (choices == null) {
      return;
    }
    out.writeFieldName(name);
    if (!choices.bare()) {
      out.writeStartArray();
    }
    for (List<T> row : choices.alternatives()) {
      out.writeStartArray();
      for (T value : row) {
        element.write(value);
      }
      out.writeEndArray();
    }
    if (!choices.bare()) {
      out.writeEndArray();
    }
  }

  private <T> void list(String name, List<T> items, Element<T> element) throws IOException {
    if (items.isEmpty()) {
      return;
    }
    out.writeArrayFieldStart(name);
    for (T item : items) {
      element.write(item);
    }
    out.writeEndArray();
  }

  private void field(String name, Object value) throws IOException {
    if (value != null) {
      out.writeFieldName(name);
      scalar(value);
    }
  }

  private void scalar(Object value) throws IOException {
    if (value instanceof List<?> list) {
      out.writeStartArray();
      for (Object v : list) {
        scalar(v);
      }
      out.writeEndArray();
    } else if (value instanceof Long number) {
      out.writeNumber(number);
    } else if (value instanceof Double number) {
      out.writeNumber(number);
    } else if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else {
      out.writeString(value.toString());
    }
  }
}
