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
