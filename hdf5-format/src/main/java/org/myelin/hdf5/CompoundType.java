package org.myelin.hdf5;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Several members in one element.
 *
 * @param size bytes of the whole, gaps included
 * @param members in the order of the file
 */
public record CompoundType(int size, List<Member> members) implements Datatype {
  /** Copies the members and checks that each lies inside. */
  public CompoundType {
    TypeChecks.size(size);
    members = List.copyOf(members);
    for (Member m : members) {
      if (m.offset() < 0 || (long) m.offset() + m.type().size() > size) {
        throw new IllegalArgumentException(
            "member '"
                + m.name()
                + "' at "
                + m.offset()
                + " of "
                + m.type().size()
                + " bytes does not fit into "
                + size
                + " bytes");
      }
    }
  }

  /**
   * One member.
   *
   * @param name unique in its compound
   * @param offset bytes from the start of the element
   * @param type of the member
   */
  public record Member(String name, int offset, Datatype type) {}

  /**
   * The type whose members are the components of a record, in their order and packed: numbers and
   * booleans of their own width, strings of any length, enums by the names of their constants,
   * arrays as sequences of any length, and records in them.
   *
   * @throws IllegalArgumentException for a component of another class
   */
  public static CompoundType of(Class<? extends Record> record) {
    return org.myelin.hdf5.internal.dataset.RecordWriter.type(record);
  }

  /** The member of that name. */
  public Optional<Member> member(String name) {
    return members.stream().filter(m -> m.name().equals(name)).findFirst();
  }

  @Override
  public String toString() {
    return members.stream()
        .map(m -> m.name() + "@" + m.offset() + ": " + m.type())
        .collect(Collectors.joining(", ", "compound" + size + "{", "}"));
  }
}
