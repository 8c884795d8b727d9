package org.myelin.hdf5;

import java.nio.ByteBuffer;

/**
 * One entry of a group.
 *
 * @param name without slashes
 * @param type what the entry holds
 * @param linkClass the format's number of that: 0 hard, 1 soft, 64 external, others user-defined
 * @param target SOFT: the path as stored; EXTERNAL: the path inside the other file; otherwise null
 * @param file EXTERNAL: the other file's name as stored; otherwise null
 * @param data USER_DEFINED: what the link says to the application that knows its class, read-only;
 *     otherwise empty
 * @param address HARD: address of the object header; otherwise -1
 * @param characterSet of the name
 * @param creationOrder its number among all links that the group has ever had, or -1 if the group
 *     does not track that
 */
public record Link(
    String name,
    Type type,
    int linkClass,
    String target,
    String file,
    ByteBuffer data,
    long address,
    CharacterSet characterSet,
    long creationOrder) {
  /** The link classes of the format. */
  public enum Type {
    /** Points at an object header of the same file. */
    HARD,
    /** Names a path that is looked up when it is followed. */
    SOFT,
    /** Names a file and a path in it. */
    EXTERNAL,
    /** A class that an application registered. */
    USER_DEFINED
  }

  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  /** Copies the data. */
  public Link {
    byte[] copy = new byte[data.remaining()];
    data.get(data.position(), copy);
    data = copy.length == 0 ? NONE : ByteBuffer.wrap(copy);
  }

  /** The data, in a buffer of its own position. */
  @Override
  public ByteBuffer data() {
    return data.asReadOnlyBuffer();
  }

  /** A hard link. */
  public static Link hard(String name, long address) {
    return new Link(name, Type.HARD, 0, null, null, NONE, address, set(name), -1);
  }

  /** A soft link. */
  public static Link soft(String name, String target) {
    return new Link(name, Type.SOFT, 1, target, null, NONE, -1, set(name), -1);
  }

  /** A link into another file. */
  public static Link external(String name, String file, String target) {
    return new Link(name, Type.EXTERNAL, 64, target, file, NONE, -1, set(name), -1);
  }

  /**
   * A link of a class that an application registered, and whose meaning it knows.
   *
   * @param linkClass 65 to 255
   * @param data copied
   */
  public static Link userDefined(String name, int linkClass, byte[] data) {
    ByteBuffer b = ByteBuffer.wrap(data);
    return new Link(name, Type.USER_DEFINED, linkClass, null, null, b, -1, set(name), -1);
  }

  /** The same link with what the file says of its name and age. */
  public Link with(CharacterSet newCharacterSet, long newCreationOrder) {
    return new Link(
        name, type, linkClass, target, file, data, address, newCharacterSet, newCreationOrder);
  }

  /** The same hard link with the address that its target has got. */
  Link withAddress(long newAddress) {
    return new Link(
        name, type, linkClass, target, file, data, newAddress, characterSet, creationOrder);
  }

  /** The same link under another name. */
  Link renamed(String newName) {
    return new Link(
        newName, type, linkClass, target, file, data, address, set(newName), creationOrder);
  }

  private static CharacterSet set(String name) {
    return name.chars().allMatch(c -> c < 128) ? CharacterSet.ASCII : CharacterSet.UTF_8;
  }
}
