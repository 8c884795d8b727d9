package org.myelin.nwb.internal.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.myelin.nwb.spec.AttributeSpec;
import org.myelin.nwb.spec.BasicDtype;
import org.myelin.nwb.spec.Choices;
import org.myelin.nwb.spec.CompoundDtype;
import org.myelin.nwb.spec.DatasetSpec;
import org.myelin.nwb.spec.Dtype;
import org.myelin.nwb.spec.DtypeSpec;
import org.myelin.nwb.spec.GroupSpec;
import org.myelin.nwb.spec.LinkSpec;
import org.myelin.nwb.spec.Quantity;
import org.myelin.nwb.spec.RefSpec;
import org.myelin.nwb.spec.SchemaSource;

/**
 * From maps and lists to the records of the specification language; accepts both words for types.
 */
public final class SpecParser {
  private SpecParser() {}

  /** One source of a namespace. */
  public static SchemaSource source(String name, Map<String, Object> tree, String where) {
    SpecNode node = new SpecNode(tree, where);
    return new SchemaSource(
        name, node.each("datasets", SpecParser::dataset), node.each("groups", SpecParser::group));
  }

  static GroupSpec group(SpecNode n) {
    return new GroupSpec(
        n.text("name"),
        n.text("default_name"),
        n.text("doc"),
        n.text("neurodata_type_def", "data_type_def"),
        n.text("neurodata_type_inc", "data_type_inc"),
        quantity(n),
        n.flag("linkable", true),
        n.each("attributes", SpecParser::attribute),
        n.each("datasets", SpecParser::dataset),
        n.each("groups", SpecParser::group),
        n.each("links", SpecParser::link));
  }

  static DatasetSpec dataset(SpecNode n) {
    return new DatasetSpec(
        n.text("name"),
        n.text("default_name"),
        n.text("doc"),
        n.text("neurodata_type_def", "data_type_def"),
        n.text("neurodata_type_inc", "data_type_inc"),
        quantity(n),
        n.flag("linkable", true),
        dtype(n, n.get("dtype")),
        dims(n),
        shape(n),
        scalar(n, "value"),
        scalar(n, "default_value"),
        n.each("attributes", SpecParser::attribute));
  }

  static AttributeSpec attribute(SpecNode n) {
    Object defaultValue = scalar(n, "default_value");
    Object value = scalar(n, "value");
    // a fixed value makes the attribute required and a default makes it optional, whatever
    // `required` says
    boolean required = value != null || (defaultValue == null && n.flag("required", true));
    return new AttributeSpec(
        n.requiredText("name"),
        n.text("doc"),
        dtype(n, n.get("dtype")),
        dims(n),
        shape(n),
        value,
        defaultValue,
        required);
  }

  static LinkSpec link(SpecNode n) {
    return new LinkSpec(n.text("name"), n.text("doc"), n.requiredText("target_type"), quantity(n));
  }

  private static Quantity quantity(SpecNode n) {
    Object value = n.get("quantity");
    if (value == null) {
      return Quantity.ONE;
    }
    return switch (value.toString()) {
      case "?", "zero_or_one" -> Quantity.OPTIONAL;
      case "*", "zero_or_many" -> Quantity.ANY;
      case "+", "one_or_many" -> Quantity.SOME;
      default -> {
        if (value instanceof Number number && number.longValue() > 0) {
          yield new Quantity(number.longValue(), number.longValue());
        }
        throw n.wrong("quantity", value, "?, *, + or a number");
      }
    };
  }

  private static Dtype dtype(SpecNode n, Object value) {
    if (value == null) {
      return null;
    }
    if (value instanceof String name) {
      return new BasicDtype(name);
    }
    if (value instanceof Map) {
      SpecNode ref = SpecNode.of(value, n.where() + ".dtype");
      return new RefSpec(ref.requiredText("target_type"), ref.requiredText("reftype"));
    }
    return new CompoundDtype(n.each("dtype", SpecParser::member));
  }

  private static DtypeSpec member(SpecNode n) {
    Dtype dtype = dtype(n, n.get("dtype"));
    if (dtype == null) {
      throw n.wrong("dtype", null, "a type");
    }
    return new DtypeSpec(n.requiredText("name"), n.text("doc"), dtype);
  }

  private static Choices<Long> shape(SpecNode n) {
    return choices(n, "shape", SpecParser::length);
  }

  private static Choices<String> dims(SpecNode n) {
    return choices(n, "dims", (node, value) -> String.valueOf(value));
  }

  private static Long length(SpecNode n, Object value) {
    if (value == null || "null".equals(value)) {
      return Choices.ANY;
    }
    if (value instanceof Number number && number.longValue() >= 0) {
      return number.longValue();
    }
    throw n.wrong("shape", value, "a length or null");
  }

  private interface Element<T> {
    T read(SpecNode n, Object value);
  }

  private static <T> Choices<T> choices(SpecNode n, String key, Element<T> element) {
    if (!n.map().containsKey(key) || n.get(key) == null) {
      return null;
    }
    List<?> list = n.get(key) instanceof List<?> l ? l : List.of(n.get(key));
    if (list.isEmpty() || list.stream().noneMatch(List.class::isInstance)) {
      return new Choices<>(List.of(row(n, list, element)), true);
    }
    List<List<T>> rows = new ArrayList<>();
    for (Object entry : list) {
      // early schemas mix a bare axis with lists of axes
      List<?> row = entry instanceof List<?> l ? l : java.util.Collections.singletonList(entry);
      rows.add(row(n, row, element));
    }
    return new Choices<>(rows, false);
  }

  private static <T> List<T> row(SpecNode n, List<?> list, Element<T> element) {
    List<T> row = new ArrayList<>();
    list.forEach(v -> row.add(element.read(n, v)));
    return row;
  }

  /** A value of the language: text, number, flag or a flat list of these. */
  private static Object scalar(SpecNode n, String key) {
    return plain(n, key, n.get(key));
  }

  private static Object plain(SpecNode n, String key, Object value) {
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      for (Object v : list) {
        if (v == null) {
          throw n.wrong(key, value, "a list without gaps");
        }
        copy.add(plain(n, key, v));
      }
      return List.copyOf(copy);
    }
    if (value == null || value instanceof String || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Double || value instanceof Float) {
      return ((Number) value).doubleValue();
    }
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    throw n.wrong(key, value, "text, a number, a flag or a list of these");
  }
}
