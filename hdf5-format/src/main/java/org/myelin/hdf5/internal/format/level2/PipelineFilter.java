package org.myelin.hdf5.internal.format.level2;

import java.util.ArrayList;
import java.util.List;
import org.myelin.hdf5.internal.wire.Utf8;
import org.myelin.hdf5.internal.wire.Wire;

/**
 * One filter of a pipeline, as the message holds it.
 *
 * @param id the registered id
 * @param name may be empty; version 2 stores none for ids below 256
 * @param flags bit 0: optional
 * @param clientData parameters, 32 bits each
 */
public record PipelineFilter(int id, String name, int flags, List<Integer> clientData) {
  /** A filter that may be left out where it fails. */
  public static final int OPTIONAL = 1;

  /** Ids below this are the library's own and need no name in version 2. */
  private static final int FIRST_NAMED = 256;

  /** Copies the parameters. */
  public PipelineFilter {
    clientData = List.copyOf(clientData);
  }

  /** Whether a writer may leave it out. */
  public boolean isOptional() {
    return (flags & OPTIONAL) != 0;
  }

  private int nameLength(int version) {
    int length = name.isEmpty() ? 0 : Utf8.encode(name).length + 1;
    return version == 1 ? (length + 7) / 8 * 8 : length;
  }

  static PipelineFilter transfer(Wire w, PipelineFilter f, int version) {
    int id = w.u16("filter identification value", f, PipelineFilter::id);
    boolean named = version == 1 || id >= FIRST_NAMED;
    int length = named ? w.u16("name length", f, x -> x.nameLength(version)) : 0;
    int flags = w.u16("flags", f, PipelineFilter::flags);
    int values = w.u16("number of client data values", f, x -> x.clientData.size());
    String name = length == 0 ? "" : w.text("name", length, f == null ? null : f.name);
    if (version == 1) {
      // early writers stored the length without its padding
      w.align("name padding", 8, w.position() - length);
    }
    w.count("number of client data values", values, 4);
    List<Integer> data = new ArrayList<>(values);
    for (int i = 0; i < values; i++) {
      data.add((int) w.u32("client data", f == null ? 0 : f.clientData.get(i) & 0xffffffffL));
    }
    if (version == 1 && values % 2 == 1) {
      w.slack("padding", 4);
    }
    return new PipelineFilter(id, name, flags, data);
  }
}
