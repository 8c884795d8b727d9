package org.myelin.nwb.internal.dump;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.myelin.hdf5.ArrayType;
import org.myelin.hdf5.Compound;
import org.myelin.hdf5.CompoundType;
import org.myelin.hdf5.Dataspace;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.EnumerationType;
import org.myelin.hdf5.FixedPointType;
import org.myelin.hdf5.ObjectReference;
import org.myelin.hdf5.RegionReference;
import org.myelin.hdf5.VariableLengthType;

/**
 * Small values as JSON: numbers, text, {@code {"ref": path}}, {@code {"regref": path, "region":
 * …}}, compounds as objects; arrays nested by their shape.
 */
final class JsonValues {
  private final JsonGenerator out;
  private final ObjectPaths paths;

  JsonValues(JsonGenerator out, ObjectPaths paths) {
    this.out = out;
    this.paths = paths;
  }

  void write(Object values, Datatype type, Dataspace space) throws IOException {
    if (space.isNull()) {
      out.writeStartObject();
      out.writeBooleanField("empty", true);
      out.writeEndObject();
    } else if (space.isScalar()) {
      element(values, type);
    } else {
      array(values, type, space.shape(), 0, 0);
    }
  }

  /** Writes one axis; returns the number of elements written so far. */
  private int array(Object values, Datatype type, long[] shape, int axis, int from)
      throws IOException {
    int at = from;
    out.writeStartArray();
    for (long i = 0; i < shape[axis]; i++) {
      if (axis == shape.length - 1) {
        element(Elements.at(values, at++), type);
      } else {
        at = array(values, type, shape, axis + 1, at);
      }
    }
    out.writeEndArray();
    return at;
  }

  private void element(Object value, Datatype type) throws IOException {
    if (value instanceof String text) {
      out.writeString(RawText.shown(text));
    } else if (value instanceof ObjectReference reference) {
      reference(reference);
    } else if (value instanceof RegionReference region) {
      region(region);
    } else if (type instanceof CompoundType compound) {
      out.writeStartObject();
      for (CompoundType.Member member : compound.members()) {
        out.writeFieldName(member.name());
        element(((Compound) value).get(member.name()), member.type());
      }
      out.writeEndObject();
    } else if (type instanceof VariableLengthType vlen) {
      list(value, value == null ? 0 : (int) Elements.count(value), vlen.base());
    } else if (type instanceof ArrayType array) {
      list(value, array.elements(), array.base());
    } else if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else if (value instanceof Number number) {
      number(number, type instanceof EnumerationType names ? names.base() : type);
    } else {
      throw new IllegalArgumentException("a value of " + type + " has no JSON form");
    }
  }

  private void list(Object values, int count, Datatype type) throws IOException {
    out.writeStartArray();
    for (int i = 0; i < count; i++) {
      element(Elements.at(values, i), type);
    }
    out.writeEndArray();
  }

  /** Null for the null reference, and for an object that no link leads to any more. */
  private void reference(ObjectReference reference) throws IOException {
    out.writeStartObject();
    out.writeStringField("ref", reference.isNull() ? null : paths.of(reference));
    out.writeEndObject();
  }

  private void region(RegionReference region) throws IOException {
    if (region.isNull()) {
      reference(ObjectReference.NULL);
      return;
    }
    String text = RegionText.of(region.selection());
    out.writeStartObject();
    out.writeStringField("regref", paths.of(region.dataset()));
    out.writeFieldName("region");
    out.writeRawValue(text);
    out.writeEndObject();
  }

  private void number(Number number, Datatype type) throws IOException {
    if (type instanceof FixedPointType integer) {
      long bits = Elements.bits(number, integer);
      if (!integer.signed() && bits < 0) {
        out.writeNumber(Long.toUnsignedString(bits));
      } else {
        out.writeNumber(bits);
      }
      return;
    }
    double real = number.doubleValue();
    if (Double.isNaN(real)) {
      out.writeString("nan");
    } else if (Double.isInfinite(real)) {
      out.writeString(real > 0 ? "inf" : "-inf");
    } else {
      out.writeNumber(real);
    }
  }
}
