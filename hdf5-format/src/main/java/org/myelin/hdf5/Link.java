package org.myelin.hdf5;

/**
 * One entry of a group.
 *
 * @param name without slashes
 * @param type what the entry holds
 * @param target SOFT: the path as stored; EXTERNAL: the path inside the other file; otherwise null
 * @param file EXTERNAL: the other file's name as stored; otherwise null
 * @param address HARD: address of the object header; otherwise -1
 */
public record Link(String name, Type type, String target, String file, long address) {
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

  /** A hard link. */
  public static Link hard(String name, long address) {
    return new Link(name, Type.HARD, null, null, address);
  }

  /** A soft link. */
  public static Link soft(String name, String target) {
    return new Link(name, Type.SOFT, target, null, -1);
  }

  /** A link into another file. */
  public static Link external(String name, String file, String target) {
    return new Link(name, Type.EXTERNAL, target, file, -1);
  }
}
