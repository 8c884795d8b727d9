package org.myelin.hdf5.internal.format.level2;

import org.myelin.hdf5.internal.wire.Utf8;
import org.myelin.hdf5.internal.wire.Wire;

/** What a link points at; each class with its number in the file. */
public sealed interface LinkTarget {
  /** The number of the link class. */
  int linkType();

  /**
   * An object of this file.
   *
   * @param address of its header
   */
  record Hard(long address) implements LinkTarget {
    @Override
    public int linkType() {
      return 0;
    }
  }

  /**
   * A path that is looked up when it is followed.
   *
   * @param path as stored
   */
  record Soft(String path) implements LinkTarget {
    @Override
    public int linkType() {
      return 1;
    }
  }

  /**
   * An object of another file.
   *
   * @param flags none are defined
   * @param file as stored
   * @param path in that file
   */
  record External(int flags, String file, String path) implements LinkTarget {
    static final int TYPE = 64;

    @Override
    public int linkType() {
      return TYPE;
    }

    static External transfer(Wire w, External e) {
      int flags = w.u8("version and flags", e, External::flags);
      if (flags >> 4 != 0) {
        throw w.unsupported("version and flags", "external link version " + (flags >> 4), "0");
      }
      String file = w.textZ("file name", e == null ? null : e.file);
      return new External(flags, file, w.textZ("object path", e == null ? null : e.path));
    }
  }

  /**
   * A class that an application registered, or that a later version defines.
   *
   * @param linkType 2 to 255
   * @param bytes whose meaning only the application knows
   */
  record User(int linkType, byte[] bytes) implements LinkTarget {}

  /** Reads, writes, sizes, traces the part of a link message behind the name. */
  static LinkTarget transfer(Wire w, LinkTarget t, int type) {
    return switch (type) {
      case 0 -> new Hard(w.definedOffset("object header address", (Hard) t, Hard::address));
      case 1 -> {
        String path = t == null ? null : ((Soft) t).path;
        int n = w.u16("length of soft link value", path == null ? 0 : Utf8.encode(path).length);
        yield new Soft(w.exactText("soft link value", n, path));
      }
      case External.TYPE -> {
        External e = (External) t;
        int n = w.u16("length of external link", e == null ? 0 : length(w, e));
        yield w.region("external link", n, e, External::transfer);
      }
      default -> {
        User u = (User) t;
        int n = w.u16("length of user-defined data", u == null ? 0 : u.bytes.length);
        yield new User(type, w.bytes("user-defined data", n, u, User::bytes));
      }
    };
  }

  private static int length(Wire w, External e) {
    return (int) Wire.size(w.geometry(), e, External::transfer);
  }
}
