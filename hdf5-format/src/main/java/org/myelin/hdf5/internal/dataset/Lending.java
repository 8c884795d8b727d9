package org.myelin.hdf5.internal.dataset;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.myelin.hdf5.ArrayType;
import org.myelin.hdf5.CompoundType;
import org.myelin.hdf5.Datatype;
import org.myelin.hdf5.Finding;
import org.myelin.hdf5.ReferenceType;
import org.myelin.hdf5.UnsupportedFormatException;
import org.myelin.hdf5.VariableLengthType;
import org.myelin.hdf5.internal.format.level1.GlobalHeapId;
import org.myelin.hdf5.internal.wire.Utf8;

/**
 * What elements keep in the global heap, on its way from the file of a source to the one of a
 * virtual dataset. Elements get ids that only this program knows ({@code GlobalHeapStore.lend}); a
 * value itself is read from the source's heap, and converted, when somebody asks for it.
 */
final class Lending {
  private static final int EXTERNAL = 1;
  private static final int REFERENCE_HEAD = 2;

  private final RawStorage from;
  private final RawStorage to;
  private final String fileName;

  /**
   * @param fileName what the virtual dataset calls the file of the source
   */
  Lending(RawStorage from, RawStorage to, String fileName) {
    this.from = from;
    this.to = to;
    this.fileName = fileName;
  }

  /** What tells a change of values from others. */
  private record Form(Datatype from, Datatype to, String fileName) {}

  /** Whether elements of equal types can be taken as they are. */
  boolean keeps(Datatype type) {
    return from == to || !holdsIds(type);
  }

  /** Whether anything of an element lies in the global heap. */
  static boolean holdsIds(Datatype type) {
    if (type instanceof CompoundType c) {
      return c.members().stream().anyMatch(m -> holdsIds(m.type()));
    }
    if (type instanceof ArrayType a) {
      return holdsIds(a.base());
    }
    return type instanceof VariableLengthType
        || type instanceof ReferenceType r && r.kind() != ReferenceType.Kind.OBJECT;
  }

  // ---- sequences and strings

  /** Null if the one does not become the other. */
  Conversion variable(VariableLengthType a, VariableLengthType b) {
    if (a.isString() != b.isString()) {
      return null;
    }
    checkSize(from, a, 8);
    checkSize(to, b, 8);
    boolean plain = a.isString() || a.base().equals(b.base()) && keeps(a.base());
    Conversion one = plain ? null : Conversion.of(a.base(), b.base(), this);
    if (one == null && !plain) {
      return null;
    }
    Form form = plain ? null : new Form(a.base(), b.base(), fileName);
    UnaryOperator<byte[]> change =
        plain ? null : stored -> elements(stored, a.base().size(), b.base().size(), one);
    return (in, at, out, there) -> {
      int count = (int) VlenElements.count(in, at);
      GlobalHeapId id = VlenElements.id(in, at, from.geometry());
      // an id without elements is an empty text, no id is no text
      GlobalHeapId lent = id.isNull() ? null : lent(id, form, change);
      VlenElements.putSlot(out, there, lent == null ? 0 : count, lent, to.geometry());
    };
  }

  private GlobalHeapId lent(GlobalHeapId id, Form form, UnaryOperator<byte[]> change) {
    return from == to && form == null
        ? id
        : new GlobalHeapId(
            to.heap().lend(from.heap(), id.collectionAddress(), form, change), id.index());
  }

  private byte[] elements(byte[] stored, int fromSize, int toSize, Conversion one) {
    int n = stored.length / fromSize;
    long bytes = (long) n * toSize;
    if (bytes > Math.min(to.limits().maxAllocation() / 2, Integer.MAX_VALUE - 8)) {
      throw new UnsupportedFormatException(
          from.name() + ": a sequence that takes " + bytes + " bytes in a virtual dataset",
          new Finding(
              "Global heap object", "size", -1, bytes + " bytes", "half of maxAllocation at most"));
    }
    ByteBuffer in = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer out = ByteBuffer.allocate((int) bytes);
    for (int i = 0; i < n; i++) {
      one.put(in, i * fromSize, out, i * toSize);
    }
    return out.array();
  }

  private static void checkSize(RawStorage file, Datatype type, int besides) {
    int size = besides + file.geometry().sizeOfOffsets();
    if (type.size() != size) {
      throw file.corrupt("Datatype message", "size", -1, "" + type.size(), size + " for " + type);
    }
  }

  private static void checkRoom(RawStorage file, Datatype type, int besides) {
    int size = besides + file.geometry().sizeOfOffsets();
    if (type.size() < size) {
      throw file.corrupt(
          "Datatype message", "size", -1, "" + type.size(), "at least " + size + " for " + type);
    }
  }

  // ---- references

  /**
   * References of one kind. Those of libhdf5 1.12 then name the file that they are of. Older ones
   * cannot: their address stays one of the source's file, as in libhdf5.
   */
  Conversion reference(ReferenceType a, ReferenceType b) {
    if (a.kind() != b.kind()) {
      return null;
    }
    return switch (a.kind()) {
      case OBJECT -> a.size() == b.size() ? copy(a.size()) : null;
      case REGION -> region(a, b);
      default -> standard(a, b);
    };
  }

  private static Conversion copy(int size) {
    return (in, at, out, there) -> out.put(there, in, at, size);
  }

  private Conversion region(ReferenceType a, ReferenceType b) {
    checkRoom(from, a, 4);
    checkRoom(to, b, 4);
    boolean same = from.geometry().sizeOfOffsets() == to.geometry().sizeOfOffsets();
    Form form = same ? null : new Form(a, b, fileName);
    UnaryOperator<byte[]> change = same ? null : this::withItsAddress;
    return (in, at, out, there) -> {
      out.put(there, new byte[b.size()]);
      putId(out, there, heapId(in, at, form, change));
    };
  }

  /** The dataset's address in the width of this file; undefined if it does not fit. */
  private byte[] withItsAddress(byte[] stored) {
    int width = from.geometry().sizeOfOffsets();
    byte[] address = new byte[to.geometry().sizeOfOffsets()];
    int kept = Math.min(Math.min(width, address.length), stored.length);
    System.arraycopy(stored, 0, address, 0, kept);
    for (int i = kept; i < Math.min(width, stored.length); i++) {
      if (stored[i] != 0) {
        Arrays.fill(address, (byte) -1);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(address);
    out.writeBytes(Arrays.copyOfRange(stored, Math.min(width, stored.length), stored.length));
    return out.toByteArray();
  }

  private Conversion standard(ReferenceType a, ReferenceType b) {
    int head = REFERENCE_HEAD + Integer.BYTES;
    checkRoom(from, a, head + 4);
    checkRoom(to, b, head + 4);
    Form form = new Form(a, b, fileName);
    return (in, at, out, there) -> {
      byte[] zero = new byte[b.size()];
      out.put(there, zero);
      byte kind = in.get(at);
      byte flags = in.get(at + 1);
      if (kind == 0) {
        return;
      }
      GlobalHeapId id =
          kind == ReferenceType.Kind.OBJECT_2.ordinal() && flags == 0
              ? inPlace(in, at + REFERENCE_HEAD, a.size() - REFERENCE_HEAD)
              : heapId(in, at + head, form, (flags & EXTERNAL) != 0 ? null : this::withFileName);
      if (id == null) {
        return;
      }
      out.put(there, kind).put(there + 1, (byte) (flags | EXTERNAL));
      putId(out, there + head, id);
    };
  }

  /** The name of the file comes after the token, before what there is of selection or attribute. */
  private byte[] withFileName(byte[] stored) {
    int token = Math.min(stored.length, stored.length == 0 ? 0 : 1 + (stored[0] & 0xff));
    byte[] name = Utf8.encode(fileName);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(stored, 0, token);
    out.write(name.length);
    out.write(name.length >> 8);
    out.writeBytes(name);
    out.write(stored, token, stored.length - token);
    return out.toByteArray();
  }

  /** A token that stands in the element itself has no room for a name beside it. */
  private GlobalHeapId inPlace(ByteBuffer in, int at, int room) {
    byte[] token = new byte[Math.min(room, 1 + (in.get(at) & 0xff))];
    in.get(at, token);
    return new GlobalHeapId(
        to.heap()
            .lend(null, 0, fileName + ' ' + Arrays.toString(token), nothing -> withFileName(token)),
        1);
  }

  private GlobalHeapId heapId(ByteBuffer in, int at, Form form, UnaryOperator<byte[]> change) {
    GlobalHeapId id = VlenElements.heapId(in, at, from.geometry());
    return id.isNull() ? null : lent(id, change == null ? null : form, change);
  }

  private void putId(ByteBuffer out, int at, GlobalHeapId id) {
    VlenElements.putId(out, at, id, to.geometry());
  }
}
