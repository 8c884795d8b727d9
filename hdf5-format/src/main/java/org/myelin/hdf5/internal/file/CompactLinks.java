package org.myelin.hdf5.internal.file;

import java.util.List;
import org.myelin.hdf5.Link;
import org.myelin.hdf5.UnsupportedFormatException;
import org.myelin.hdf5.internal.format.level2.LinkMessage;
import org.myelin.hdf5.internal.format.level2.LinkTarget;
import org.myelin.hdf5.internal.format.level2.MessageType;
import org.myelin.hdf5.internal.storage.MetadataIo;

/** Links as messages of the group's own header. */
final class CompactLinks extends LinkTable {
  private final MetadataIo io;
  private final boolean orderTracked;

  /** An empty table of a new group. */
  CompactLinks(MetadataIo io) {
    this(io, false);
  }

  private CompactLinks(MetadataIo io, boolean orderTracked) {
    this.io = io;
    this.orderTracked = orderTracked;
  }

  /** The links that the file's messages hold. */
  static CompactLinks read(MetadataIo io, List<LinkMessage> messages, boolean orderTracked) {
    CompactLinks t = new CompactLinks(io, orderTracked);
    for (LinkMessage m : messages) {
      t.loaded(link(m));
    }
    return t;
  }

  static Link link(LinkMessage m) {
    return target(m).with(m.characterSet(), m.creationOrder());
  }

  private static Link target(LinkMessage m) {
    if (m.target() instanceof LinkTarget.Hard h) {
      return Link.hard(m.name(), h.address());
    }
    if (m.target() instanceof LinkTarget.Soft s) {
      return Link.soft(m.name(), s.path());
    }
    if (m.target() instanceof LinkTarget.External e) {
      return Link.external(m.name(), e.file(), e.path());
    }
    return Link.userDefined(m.name(), m.target().linkType());
  }

  @Override
  public void checkEditable() {
    if (orderTracked) {
      throw new UnsupportedFormatException(
          io.file()
              + ": changing a group that tracks the creation order of its links is not supported yet");
    }
  }

  /**
   * Messages have the same length whatever the address, so the header's size is final before
   * addresses are known.
   */
  @Override
  public void prepare(Commit commit, ObjectHeader header) {
    write(header, true);
  }

  @Override
  protected void store(Commit commit, ObjectHeader header) {
    write(header, false);
  }

  private void write(ObjectHeader header, boolean placeholder) {
    List<ObjectHeader.Message> before = List.copyOf(header.all(MessageType.LINK));
    before.forEach(header::remove);
    for (Entry e : entries()) {
      header.add(MessageType.LINK, 0, MessageType.encode(io.geometry(), message(e, placeholder)));
    }
  }

  private static LinkMessage message(Entry e, boolean placeholder) {
    Link l = e.link();
    LinkTarget target =
        switch (l.type()) {
          case HARD -> new LinkTarget.Hard(placeholder ? 0 : e.address());
          case SOFT -> new LinkTarget.Soft(l.target());
          case EXTERNAL -> new LinkTarget.External(0, l.file(), l.target());
          case USER_DEFINED ->
              throw new IllegalStateException(
                  "a group with the user-defined link "
                      + l.name()
                      + " cannot be changed in this version");
        };
    return new LinkMessage(l.name(), l.characterSet(), -1, target);
  }
}
